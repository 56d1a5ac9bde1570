import type { ArticleMetadata, Coverage, Source } from "#types.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { link } from "./link.ts";

type Headline = Pick<ArticleMetadata, "title" | "outlet" | "publishedAt" | "url"> & Pick<Source, "isOlder">;

/**
 * `Title · Outlet · 15 June 2018 · <https://…>` in one line of markdown, at most 1,000 code units; what the
 * article does not say is left out.
 */
export function headline(article: Headline): string {
  return [titleOf(article), ...detailsOf(article)].join(" · ");
}

/** `Outlet · 15 June 2018 (older) · <https://…>`, as a list. */
export function detailsOf(article: Omit<Headline, "title">): string[] {
  const outlet = article.outlet === null ? "" : escapeText(shorten(plain(article.outlet), 60));
  const date = showDate(article.publishedAt);
  const shownDate = date !== "" && article.isOlder === true ? `${date} (older)` : date;
  return [outlet, shownDate, link(article.url)].filter((part) => part !== "");
}

export function titleOf(article: Pick<Headline, "title">): string {
  return escapeText(shorten(plain(article.title), 150)) || "(no title)";
}

/** `3 articles, 1 May 2018 to 15 June 2018`. */
export function showCoverage(coverage: Coverage): string {
  const count = coverage.articles === 1 ? "1 article" : `${coverage.articles.toLocaleString("en")} articles`;
  const [from, to] = [showDate(coverage.from), showDate(coverage.to)];
  if (from === "" || to === "") {
    return count;
  }
  return from === to ? `${count}, ${from}` : `${count}, ${from} to ${to}`;
}

const months = "January February March April May June July August September October November December".split(" ");

/** `2018-06-15`, with or without a time, as `15 June 2018`; empty if there is no date. */
export function showDate(date: string | null): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/u.exec(date ?? "") ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? "" : `${Number(day)} ${name} ${year}`;
}
