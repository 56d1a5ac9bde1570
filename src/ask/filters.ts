import type { ArticleSummary } from "#types.ts";
import { outletsIn } from "./questions/outlets-in.ts";
import { periodIn } from "./questions/period-in.ts";
import { isSameOutlet } from "./sources/outlets.ts";

/** What a question says of the articles it wants; each part is empty or `null` where it says nothing. */
export interface Filters {
  /** As written. */
  readonly outlets: readonly string[];
  /** First and last day of publication, ISO 8601, both included. */
  readonly from: string | null;
  readonly to: string | null;
  /**
   * Whether it surely speaks of publications (`the Reuters article`, `articles from 2019`). Otherwise it may not:
   * `according to Keller` may name a person, `since June` the time of what happened; then it is no loss if none matches.
   */
  readonly isAboutSource: boolean;
}

/**
 * Reads named outlets and dates of publication from the question. A year in what is asked about (`convicted in 1996`)
 * is none. Periods such as `last week` count back from `today`, in UTC.
 */
export function filtersOf(question: string, today: Date): Filters {
  const { outlets, isSure } = outletsIn(question);
  const period = periodIn(question, today);
  return {
    outlets,
    from: period?.from ?? null,
    to: period?.to ?? null,
    isAboutSource: isSure || period?.isOfPublication === true,
  };
}

/** Whether the article is of one of the outlets, loosely compared, and of the time; what is not known does not match. */
export function matchesFilters({ outlets, from, to }: Filters, { outlet, publishedAt }: ArticleSummary): boolean {
  if (outlets.length > 0 && !outlets.some((name) => outlet !== null && isSameOutlet(name, outlet))) return false;
  if (from === null && to === null) return true;
  const day = /^\d{4}-\d\d-\d\d/u.exec(publishedAt ?? "")?.[0];
  if (day === undefined) return false;
  return (from === null || day >= from) && (to === null || day <= to);
}

export interface Filtered<Item> {
  readonly evidence: readonly Item[];
  /** The question asks for certain articles, and none of the evidence is from one: all of it stands here. */
  readonly noneMatched: boolean;
}

/** Where the question may mean no publication, one must match among the first; what matches far behind is by chance. */
const FIRST_PLACES = 10;

/** Only the evidence that matches, in its order; all of it where none does or nothing is asked for. */
export function applyFilters<Item extends { readonly article: ArticleSummary }>(
  evidence: readonly Item[],
  filters: Filters,
): Filtered<Item> {
  if (filters.outlets.length === 0 && filters.from === null && filters.to === null) {
    return { evidence, noneMatched: false };
  }
  const isMatch = ({ article }: Item) => matchesFilters(filters, article);
  const isFound = filters.isAboutSource ? evidence.some(isMatch) : evidence.slice(0, FIRST_PLACES).some(isMatch);
  return isFound ? { evidence: evidence.filter(isMatch), noneMatched: false } : { evidence, noneMatched: true };
}
