import type { Article, Passage, Span } from "#types.ts";
import { clean } from "./clean.ts";
import { showDate, showTime } from "./date.ts";
import type { Look } from "./look.ts";
import { showTable } from "./table.ts";
import { wrap } from "./wrap.ts";

/** When a version was read. */
interface VersionNote {
  readonly version: number;
  /** ISO 8601. */
  readonly fetchedAt: string;
}

/** One article with all that is known of it. */
export interface ArticlePage {
  /** The version that is shown. */
  readonly article: Article;
  /** All that are stored, oldest first. */
  readonly versions: readonly VersionNote[];
  readonly currentVersion: number;
  readonly passages: readonly Passage[];
}

/** Everything known of an article, then its text or, where asked for, its passages. Width `null`: paragraphs stay on one line. */
export function showArticle(
  page: ArticlePage,
  { width, paint }: Omit<Look, "width"> & { readonly width: number | null },
  show: { readonly passages: boolean },
): string {
  const { article, passages } = page;
  const text = (span: Span): string => {
    const paragraph = clean(article.text.slice(span.start, span.end));
    return width === null ? paragraph : wrap(paragraph, width).join("\n");
  };
  const body = show.passages
    ? passages.map((passage) => {
        const place = `Passage ${passage.ordinal + 1}, characters ${passage.start} to ${passage.end}, ${passage.id}`;
        const inside = article.paragraphs.flatMap((paragraph) => overlap(paragraph, passage));
        return `${paint.dim(clean(place))}\n${inside.map(text).join("\n\n")}`;
      })
    : article.paragraphs.map(text);
  return [showTable(clean(article.title) || "(no title)", facts(page), { width: width ?? 80, paint }), ...body].join(
    "\n\n",
  );
}

function overlap(a: Span, b: Span): Span[] {
  const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
  return both.start < both.end ? [both] : [];
}

function facts({ article, versions, currentVersion, passages }: ArticlePage): readonly (readonly [string, string])[] {
  const known: readonly (readonly [string, string | null])[] = [
    ["id", article.id],
    ["shelf", article.shelf],
    ["outlet", article.outlet],
    ["author", article.author],
    ["published", article.publishedAt === null ? "undated" : showDate(article.publishedAt)],
    ["address", article.url],
    ["content", `sha256:${article.contentHash}`],
    ["length", `${article.text.length.toLocaleString("en")} characters, ${count(passages.length, "passage")}`],
  ];
  return [
    ...known.flatMap(([name, value]) => (value === null ? [] : [[name, clean(value)] as const])),
    ...versions.map(({ version, fetchedAt }) => {
      const marks = [
        ...(version === currentVersion ? ["current"] : []),
        ...(versions.length > 1 && version === article.version ? ["shown"] : []),
      ];
      return [
        `version ${version}`,
        `read ${showTime(fetchedAt)}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`,
      ] as const;
    }),
  ];
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : `${noun}s`}`;
}
