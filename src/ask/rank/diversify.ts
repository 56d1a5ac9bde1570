import type { Evidence } from "#types.ts";
import type { AnalysedPassage } from "./analyse.ts";

/** Passages of one article that may stand together before other articles get their turn. */
const PER_ARTICLE = 4;
/** Share of content words two passages have in common to count as the same report. */
const SAME_WORDS = 0.9;
/** Only the places that are read are compared with each other. */
const COMPARED = 20;

interface Ranked extends Evidence {
  readonly analysed: AnalysedPassage;
}

/** Keeps the order, but puts copies of a passage right behind it, and an article's fifth passage to the end. */
export function diversify<Item extends Ranked>(ranked: readonly Item[]): readonly Item[] {
  const groups: Item[][] = [];
  const later: Item[] = [];
  const perArticle = new Map<string, number>();
  for (const [index, item] of ranked.entries()) {
    const article = `${item.article.shelf}/${item.article.id}`;
    const count = perArticle.get(article) ?? 0;
    const group =
      index < COMPARED ? groups.find(([other]) => other && isCopy(other.analysed, item.analysed)) : undefined;
    perArticle.set(article, count + 1);
    if (count >= PER_ARTICLE) later.push(item);
    else if (group) group.push(item);
    else groups.push([item]);
  }
  return [...groups.flat(), ...later];
}

/** Whether two passages report the same in (nearly) the same words. */
export function isCopy(a: AnalysedPassage, b: AnalysedPassage): boolean {
  return a.passage.id !== b.passage.id && sameWords(a, b);
}

function sameWords(a: AnalysedPassage, b: AnalysedPassage): boolean {
  const small = Math.min(a.counts.size, b.counts.size);
  const large = Math.max(a.counts.size, b.counts.size);
  if (small < SAME_WORDS * large) return false;
  let common = 0;
  for (const stem of a.counts.keys()) if (b.counts.has(stem)) common += 1;
  return common >= SAME_WORDS * (a.counts.size + b.counts.size - common);
}
