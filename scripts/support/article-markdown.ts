import { sha256 } from "#text/hash.ts";
import type { Article } from "#types.ts";

/** An article as a Markdown file: what is known of it in front, then its text as it is stored. */
export function articleMarkdown(article: Article): string {
  const { id, title, url, outlet, author, publishedAt, text } = article;
  const fields = Object.entries({ id, title, url, outlet, author, publishedAt });
  // A string of JSON is one of YAML too.
  const front = fields.flatMap(([name, value]) => (value === null || value === "" ? [] : `${name}: ${quoted(value)}`));
  return `---\n${front.join("\n")}\n---\n\n${text.trim()}\n`;
}

/** What YAML takes for a line break, and what is no plain space but looks like one or like nothing, is escaped too. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u00A0\u00AD\u1680\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const LONGEST = 60;

/**
 * The file's name: plain letters of the title, so that nothing in it leads elsewhere, and a hash of shelf and id, so that
 * no two articles have the same and the next export gives the same.
 */
export function markdownName({ shelf, id, title }: Pick<Article, "shelf" | "id" | "title">): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/gu, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/gu, "");
  return `${plain || "article"}-${sha256(`${shelf}/${id}`).slice(0, 12)}.md`;
}
