import { InputError } from "#errors.ts";
import type { ExtractedArticle } from "#types.ts";
import { type ExpectedArticle, type GoldenCase, NOTICE_KINDS } from "./load.ts";

/** What became of a case: the article, or the error that refused it. */
export type Outcome = { readonly article: ExtractedArticle } | { readonly error: unknown };

/** A field that is not as expected, both sides as JSON. */
interface WrongField {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** Every wrong field of a case but its text; empty where all is as expected. */
export function wrongFields({ expected }: GoldenCase, outcome: Outcome): readonly WrongField[] {
  if ("refused" in expected) {
    return wrongRefusal(expected.refused, outcome);
  }
  if ("error" in outcome) {
    return [{ field: "article", expected: "an article", found: `refused: ${messageOf(outcome.error)}` }];
  }
  return [...wrongMetadata(expected, outcome.article), ...wrongNotices(expected, outcome.article)];
}

/**
 * Whether two dates say the same: the same day, or the same moment with the same offset. `Z` and `+00:00`, seconds and
 * fractions of zero or none are ways to write the same.
 */
export function isSameDate(one: string | null, other: string | null): boolean {
  if (one === null || other === null || one === other) {
    return one === other;
  }
  return one.includes("T") && other.includes("T") && momentOf(one) === momentOf(other);
}

function momentOf(date: string): string {
  const offset = /[+-]\d\d:\d\d$/.exec(date)?.[0] ?? (date.endsWith("Z") ? "+00:00" : "none");
  return `${Date.parse(date)} ${offset}`;
}

function wrongRefusal(words: string, outcome: Outcome): readonly WrongField[] {
  const expected = words === "" ? "a refusal" : `a refusal that says ${words}`;
  if (!("error" in outcome)) {
    const { title, text } = outcome.article;
    return [{ field: "refused", expected, found: `an article, ${JSON.stringify(title)}: ${text.slice(0, 80)}…` }];
  }
  const message = messageOf(outcome.error);
  const says = words.split("|").some((word) => message.toLowerCase().includes(word));
  const isRefusal = outcome.error instanceof InputError && message.trim() !== "";
  return isRefusal && says ? [] : [{ field: "refused", expected, found: message }];
}

function wrongMetadata(expected: ExpectedArticle, article: ExtractedArticle): readonly WrongField[] {
  const pairs: readonly (readonly [string, string | null, string | null])[] = [
    ["title", expected.title, article.title],
    ["author", expected.author, article.author],
    ["publishedAt", expected.publishedAt, article.publishedAt],
    ["outlet", expected.outlet, article.outlet],
    ["url", expected.url, article.url],
    ["originalUrl", expected.originalUrl ?? null, article.originalUrl ?? null],
  ];
  return pairs
    .filter(([field, wanted, given]) => (field === "publishedAt" ? !isSameDate(wanted, given) : wanted !== given))
    .map(([field, wanted, given]) => ({ field, expected: JSON.stringify(wanted), found: JSON.stringify(given) }));
}

function wrongNotices(expected: ExpectedArticle, article: ExtractedArticle): readonly WrongField[] {
  const found = new Set<string>(article.notices?.map(({ kind }) => kind));
  const isWrong = NOTICE_KINDS.some((kind) => {
    const mayBe = expected.notices.includes(kind) || expected.mayNotice?.includes(kind) === true;
    return found.has(kind) ? !mayBe : expected.notices.includes(kind);
  });
  const shown = NOTICE_KINDS.filter((kind) => found.has(kind));
  return isWrong
    ? [{ field: "notices", expected: JSON.stringify(expected.notices), found: JSON.stringify(shown) }]
    : [];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
