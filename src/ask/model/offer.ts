import type { AnalysedPassage } from "#ask/rank/analyse.ts";
import { sha256 } from "#text/hash.ts";
import type { OfferedPassage } from "#types.ts";

/** Passages as a model is shown them. */
export interface Offer {
  /** A code that no article can know. */
  readonly delimiter: string;
  /** By label, best first. */
  readonly passages: ReadonlyMap<string, AnalysedPassage>;
}

/** Passages that a model is shown at most: about 2,500 tokens. */
export const MOST_OFFERED = 10;

/** Gives each passage a label that means nothing outside this answer. `code` is random and never used twice. */
export function offer(passages: readonly AnalysedPassage[], code: string): Offer {
  const labels = new Map<string, AnalysedPassage>();
  for (const passage of passages.slice(0, MOST_OFFERED)) labels.set(freshLabel(labels, code), passage);
  return { delimiter: delimiterOf(code), passages: labels };
}

/** What marks the bounds of foreign text in everything that is said to a model for one answer. */
export function delimiterOf(code: string): string {
  return sha256(`delimiter ${code}`).slice(0, 16);
}

function freshLabel(taken: ReadonlyMap<string, unknown>, code: string): string {
  for (let salt = 0; ; salt += 1) {
    const label = `p${sha256(`label ${taken.size} ${salt} ${code}`).slice(0, 4)}`;
    if (!taken.has(label)) return label;
  }
}

/** The passages as text: title, outlet and date beside each, between marks that hold the delimiter. */
export function showOffer({ delimiter, passages }: Offer): string {
  return [...passages].map(([label, passage]) => showPassage(label, passage, delimiter)).join("\n\n");
}

function showPassage(label: string, { passage, article }: AnalysedPassage, delimiter: string): string {
  const { title, outlet, publishedAt } = article;
  const about = JSON.stringify({ label, title, ...(outlet && { outlet }), ...(publishedAt && { date: publishedAt }) });
  return `<passage-${delimiter} ${about}>\n${passage.text}\n</passage-${delimiter}>`;
}

/** What is kept of an offer, so that the answer can be gone through again. */
export function offeredPassages({ passages }: Offer): readonly OfferedPassage[] {
  return [...passages].map(([label, { passage }]) => {
    const { id: passageId, shelf, articleId, version, start, end } = passage;
    return { label, passageId, shelf, articleId, version, start, end };
  });
}
