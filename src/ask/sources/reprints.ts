import type { AnalysedPassage } from "#ask/rank/analyse.ts";
import type { Found } from "#ask/retrieve.ts";
import type { Carrier, LibraryScope } from "#ports.ts";
import type { ArticleSummary } from "#types.ts";
import { creditedAuthor, creditsIn } from "./credits.ts";
import { isSameOutlet } from "./outlets.ts";
import { sharedText } from "./same-text.ts";

/** Share of both passages that must be the same text for the one to be left out beside the other. */
const NEARLY_ALL = 0.8;
/** Share of one passage from which on it is left out beside a longer one that holds it. */
const WHOLE = 0.95;
/** Share of the shorter one (by chance passages are cut elsewhere) from which on the articles are one report. */
const MUCH = 0.5;
/** Only the first places are compared with each other; what stands behind them is hardly read. */
const COMPARED = 20;

/**
 * The evidence without what other articles carry in (nearly) the same words: of each group the original stands, with the
 * best score, in the place of its best. Order is kept. `named`: articles that others name as their original.
 */
export function preferOriginals(evidence: readonly Found[], named: readonly ArticleSummary[] = []): readonly Found[] {
  return groupsOf(evidence).flatMap((group) => {
    const original = originalOf(group, evidence, named);
    const score = group[0]?.score;
    return original && score !== undefined ? [original.score === score ? original : { ...original, score }] : [];
  });
}

/** The same, knowing what copies say of their originals; the library is asked only about what stands in a group. */
export async function preferNamedOriginals(
  evidence: readonly Found[],
  scope: Pick<LibraryScope, "carriers">,
): Promise<readonly Found[]> {
  const copies = groupsOf(evidence).filter((group) => group.length > 1);
  if (copies.length === 0) return evidence;
  const named: ArticleSummary[] = [];
  for (const { article } of copies.flat()) {
    const carriers = await scope.carriers(article.shelf, article.id);
    named.push(...carriers.filter(({ isOriginal }) => isOriginal === true).map((carrier) => carrier.article));
  }
  return preferOriginals(evidence, named);
}

function groupsOf(evidence: readonly Found[]): readonly (readonly Found[])[] {
  const groups: Found[][] = [];
  for (const [place, found] of evidence.entries()) {
    const isNear = place < COMPARED;
    const group = isNear
      ? groups.find(([first]) => first !== undefined && isSamePassage(first.analysed, found.analysed))
      : undefined;
    if (group) group.push(found);
    else groups.push([found]);
  }
  return groups;
}

/**
 * The other articles that carry one of the passages (all of one article) in nearly the same words, among the evidence and
 * as the library knows them: the original first where it is known, then earliest first, undated ones last; each outlet and
 * title once.
 */
export function carriersOf(
  passages: readonly AnalysedPassage[],
  evidence: readonly Found[],
  stored: readonly Carrier[] = [],
): readonly ArticleSummary[] {
  const known: ArticleSummary[] = passages.slice(0, 1).map(({ article }) => article);
  const found = evidence.filter(({ analysed }) => passages.some((passage) => isReprint(passage, analysed)));
  const carriers = [...stored, ...found].map(({ article }) => article);
  const original = stored.find(({ isOriginal }) => isOriginal === true)?.article;
  const inOrder = carriers.toSorted((a, b) => Number(b === original) - Number(a === original) || byDate(a, b));
  return inOrder.filter((article) => {
    const isNew = !known.some((other) => isSamePublication(other, article));
    if (isNew) known.push(article);
    return isNew;
  });
}

/** Whether two passages of different articles are (for the most part) the same text. */
export function isReprint(one: AnalysedPassage, other: AnalysedPassage): boolean {
  if (isSameArticle(one.article, other.article)) return false;
  const { ofFirst, ofSecond } = sharedText(one, other);
  return Math.max(ofFirst, ofSecond) >= MUCH;
}

/** Whether the one says what the other does: nearly the same text, or one that an editor cut. */
function isSamePassage(one: AnalysedPassage, other: AnalysedPassage): boolean {
  if (isSameArticle(one.article, other.article)) return false;
  const { ofFirst, ofSecond } = sharedText(one, other);
  return Math.min(ofFirst, ofSecond) >= NEARLY_ALL || Math.max(ofFirst, ofSecond) >= WHOLE;
}

export function isSameArticle(one: ArticleSummary, other: ArticleSummary): boolean {
  return one.shelf === other.shelf && one.id === other.id;
}

function isSamePublication(one: ArticleSummary, other: ArticleSummary): boolean {
  if (isSameArticle(one, other)) return true;
  const isSameTitle = one.title.trim().toLowerCase() === other.title.trim().toLowerCase();
  if (one.outlet === null || other.outlet === null) return one.outlet === other.outlet && isSameTitle;
  return isSameTitle && isSameOutlet(one.outlet, other.outlet);
}

/**
 * Of those that hold what the others say: the one that another names or credits as its original; else one that credits no
 * other; the earliest of these.
 */
function originalOf(
  group: readonly Found[],
  evidence: readonly Found[],
  named: readonly ArticleSummary[],
): Found | undefined {
  if (group.length < 2) return group[0];
  const credits = new Map(group.map((found) => [found, othersCredited(found, evidence)]));
  const standing = (found: Found) => {
    const { outlet } = found.article;
    if (named.some((article) => isSameArticle(article, found.article))) return -1;
    const isCredited =
      outlet !== null && group.some((other) => credits.get(other)?.some((name) => isSameOutlet(name, outlet)));
    if (isCredited) return 0;
    return credits.get(found)?.length === 0 ? 1 : 2;
  };
  const whole = group.filter(({ analysed }) => group.every((other) => holds(analysed, other.analysed)));
  const inOrder = (whole.length > 0 ? whole : group).toSorted(
    (a, b) => standing(a) - standing(b) || byDate(a.article, b.article),
  );
  return inOrder[0];
}

function holds(one: AnalysedPassage, other: AnalysedPassage): boolean {
  return one === other || sharedText(one, other).ofSecond >= NEARLY_ALL;
}

function othersCredited({ article }: Found, evidence: readonly Found[]): readonly string[] {
  const texts = evidence.filter((other) => isSameArticle(other.article, article)).map(({ passage }) => passage.text);
  const { outlet } = article;
  return [...texts.flatMap(creditsIn), ...creditedAuthor(article.author)].filter(
    (name) => outlet === null || !isSameOutlet(name, outlet),
  );
}

function byDate(a: ArticleSummary, b: ArticleSummary): number {
  return timeOf(a) - timeOf(b) || 0;
}

/** Milliseconds; the end of time where no date is known. */
function timeOf({ publishedAt }: ArticleSummary): number {
  const time = Date.parse(publishedAt ?? "");
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
}
