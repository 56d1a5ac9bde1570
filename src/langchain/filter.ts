import type { StoredPassage } from "#ports.ts";

/** Which passages a search may give: those that fit everything that is said here. */
export interface PassageFilter {
  readonly shelf?: string | readonly string[];
  readonly articleId?: string | readonly string[];
  /** Upper and lower case are the same. */
  readonly outlet?: string | readonly string[];
  /** First and last day of publication (`2018-06-15`, or `2018-06`, or `2018`); articles without a date do not fit. */
  readonly from?: string;
  readonly to?: string;
}

export function passes({ article }: StoredPassage, filter: PassageFilter | undefined): boolean {
  if (filter === undefined) return true;
  return (
    isOneOf(article.shelf, filter.shelf) &&
    isOneOf(article.id, filter.articleId) &&
    isOneOf(article.outlet?.toLowerCase() ?? null, lower(filter.outlet)) &&
    isWithin(article.publishedAt, filter)
  );
}

function isOneOf(value: string | null, wanted: string | readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  return value !== null && (typeof wanted === "string" ? value === wanted : wanted.includes(value));
}

function lower(wanted: string | readonly string[] | undefined): readonly string[] | undefined {
  return wanted === undefined ? undefined : [wanted].flat().map((each) => each.toLowerCase());
}

/** Compares as many places of the dates as the filter says; ISO 8601 sorts as text. */
function isWithin(publishedAt: string | null, { from, to }: PassageFilter): boolean {
  if (from === undefined && to === undefined) return true;
  if (publishedAt === null) return false;
  const starts = from === undefined || publishedAt.slice(0, from.length) >= from;
  return starts && (to === undefined || publishedAt.slice(0, to.length) <= to);
}
