import { readDate } from "./date-formats.ts";
import type { PageElement } from "./dom.ts";
import { blocksOf } from "./prose.ts";

/** Words that tell a date of change from one of publication. */
export const UPDATED =
  /updated|modified|last edited|revised|aktualisiert|stand:|mis à jour|modifié|actualizado|aggiornato|atualizado|bijgewerkt|uppdaterad|opdateret|oppdatert|aktualizov|zaktualizowano|обновлено|оновлено|更新|تحديث|עודכן|güncelle/i;

/** The date that stands near the headline: in one of the short lines just below it, else just above. */
export function dateNearHeadline(shown: PageElement, language: string, isOfChange: boolean): string | null {
  const blocks = blocksOf(shown);
  const headline = blocks.findIndex((block) => block.kind === "title");
  const below = blocks.slice(headline + 1, headline + 1 + BELOW);
  const above = headline > 0 ? blocks.slice(Math.max(0, headline - ABOVE), headline).reverse() : [];
  for (const { text } of [...below, ...above]) {
    const date = isDateline(text) ? readDate(part(text, isOfChange), language) : null;
    if (date !== null) {
      return date;
    }
  }
  return null;
}

const BELOW = 10;
const ABOVE = 4;
const LONGEST = 160;

/** A short line, not a sentence that happens to name a day. */
function isDateline(text: string): boolean {
  const isSentence = /[.!?。]$/.test(text) && !LABEL.test(text) && !ORDINAL_DAY.test(text);
  return text.length <= LONGEST && !isSentence && (LABEL.test(text) || text.split(" ").length <= MOST_WORDS);
}

const MOST_WORDS = 16;
/** As Hungarian writes a date: the stop makes the day an ordinal and ends no sentence. */
const ORDINAL_DAY = /^\d{4}\.\s\p{L}+\s\d{1,2}\.$/u;
const LABEL =
  /^.{0,40}(?:publish|posted|updated|veröffentlicht|aktualisiert|stand:|publié|mis à jour|publicado|actualizado|pubblicato|gepubliceerd|опубликовано)/i;

/** Of `Published 3 March, updated 4 March`, what speaks of the one or of the other. */
function part(line: string, isOfChange: boolean): string {
  const at = line.search(UPDATED);
  if (isOfChange) {
    return at < 0 ? "" : line.slice(at);
  }
  return at < 0 ? line : line.slice(0, at);
}
