import type { ArticleSummary } from "#types.ts";
import { headline } from "./answer.ts";
import { clean } from "./clean.ts";
import { createPaint } from "./colour.ts";
import type { Look } from "./look.ts";
import { cutEnd } from "./shorten.ts";
import { columns } from "./wrap.ts";

/** An article as a list shows it. */
export interface ListedArticle extends ArticleSummary {
  /** Number of passages. */
  readonly passages: number;
  /** ISO 8601. */
  readonly fetchedAt: string;
}

/** The head and the rows of a table that fits a terminal. What is cut shows an ellipsis; four letters of an id are enough. */
export function createArticleTable({ width, paint }: Look) {
  // Title gets what the others leave; on a narrow terminal outlets are left out.
  const outlet = width < 70 ? 0 : 16;
  const others = [outlet, DATE, PASSAGES, ID].filter((size) => size > 0);
  const title = Math.max(8, width - others.reduce((sum, size) => sum + size + GAP.length, 0));
  const row = (cells: readonly [title: string, outlet: string, date: string, passages: string, id: string]): string => {
    const [first, second, date, passages, id] = cells;
    return [
      filled(first, title),
      ...(outlet > 0 ? [filled(second, outlet)] : []),
      filled(date, DATE),
      cutEnd(passages, PASSAGES).padStart(PASSAGES),
      cutEnd(id, ID),
    ].join(GAP);
  };
  return {
    head: (): string => paint.bold(row(["Title", "Outlet", "Date", "Pass.", "ID"])),
    row: (article: ListedArticle): string =>
      row([
        clean(article.title) || "(no title)",
        clean(article.outlet ?? ""),
        clean(article.publishedAt?.slice(0, DATE) ?? "undated"),
        String(article.passages),
        clean(article.id),
      ]),
  };
}

const GAP = "  ";
const DATE = 10;
const PASSAGES = 5;
const ID = 12;

function filled(text: string, width: number): string {
  const cut = cutEnd(text, width);
  return cut + " ".repeat(Math.max(0, width - columns(cut)));
}

/** An article on one line of any length, for pipes and files: nothing is cut. */
export function articleLine(article: ListedArticle): string {
  const passages = `${article.passages} ${article.passages === 1 ? "passage" : "passages"}`;
  return `${headline(article, createPaint(false))} · ${passages} · ${clean(article.id)}`;
}
