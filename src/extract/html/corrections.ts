import type { Notice } from "#types.ts";

/** Whether a paragraph says that the article was corrected, clarified or changed after it was published. */
export function isCorrection(text: string): boolean {
  return LABEL.test(text) || EARLIER.test(text.slice(0, 400));
}

/** One notice for each paragraph that corrects, with its first words. */
export function corrections(paragraphs: readonly string[]): readonly Notice[] {
  return paragraphs
    .filter(isCorrection)
    .slice(0, MOST)
    .map((text): Notice => ({ kind: "correction", message: `the page says: ${short(text)}` }));
}

const MOST = 5;
const LONGEST = 160;

const LABEL = new RegExp(
  `^[\\s*•—–-]*(?:${[
    "corrections?(?: and clarifications?)?(?: appended)?",
    "clarifications?",
    "correction notice",
    "editor[’']?s[’']? note",
    "editors[’'] note",
    "update",
    "updated",
    "erratum",
    "korrektur",
    "berichtigung",
    "richtigstellung",
    "anmerkung der redaktion",
    "hinweis der redaktion",
    "rectificatif",
    "correctif",
    "mise à jour",
    "note de la rédaction",
    "correcci[oó]n",
    "rectificaci[oó]n",
    "fe de errat(?:as|a)",
    "nota del editor",
    "nota de la redacci[oó]n",
    "actualizaci[oó]n",
    "correção",
    "errata(?: corrige)?",
    "correzione",
    "rettifica",
    "nota della redazione",
    "correctie",
    "rectificatie",
    "rättelse",
    "rettelse",
    "sprostowanie",
    "korekta",
    "исправление",
    "уточнение",
    "от редакции",
    "виправлення",
    "düzeltme",
    "تصحيح",
    "תיקון",
    "訂正",
    "更正",
    "정정",
  ].join(
    "|",
  )})(?:\\s*(?:\\([^()]{1,60}\\)|,?\\s+\\p{L}{3,9}\\.? \\d{1,2},?(?: \\d{4})?|,?\\s+\\d{1,2}\\.? \\p{L}{3,9}\\.?(?: \\d{4})?))?\\s*[:：—–]`,
  "iu",
);

const EARLIER =
  /\b(?:an earlier version of this|a previous version of this|this (?:article|story|report|post|piece) (?:has been|was) (?:corrected|amended|updated to (?:correct|clarify|reflect))|in einer (?:früheren|vorherigen|ersten) (?:version|fassung)|une (?:première )?version (?:précédente|antérieure)|una versi[oó]n anterior de est|una versione precedente di quest|uma vers[aã]o anterior d|in een eerdere versie)/i;

function short(text: string): string {
  if (text.length <= LONGEST) {
    return text.replace(/[.。]$/, "");
  }
  const cut = text.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1)).replace(/[,;:.]$/, "")}…`;
}
