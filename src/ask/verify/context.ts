import { names } from "#text/names.ts";
import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Claim } from "./check.ts";

/** What stands around the quotes: settles whom a pronoun or which year a date means, proves nothing else. */
export interface ContextText {
  /** Title and date of the articles. */
  readonly head: string;
  readonly passage: string;
  /** The sentences that a pronoun of a quote may point back to. */
  readonly before: string;
}

export function contextOf({ statement, articles }: Claim): ContextText {
  const parts = statement.quotes.map(({ passage: { article, passage }, start }) => ({
    head: `${article.title}\n\n${article.publishedAt ?? ""}`,
    passage: passage.text,
    before: textBefore(articles.get(passage.id)?.text ?? "", start, article.title),
  }));
  const join = (one: keyof ContextText) => [...new Set(parts.map((part) => part[one]))].join("\n\n");
  return { head: join("head"), passage: join("passage"), before: join("before") };
}

/** Code units looked back; three sentences are seldom longer. */
const LOOKED_BACK = 1000;

function textBefore(text: string, start: number, title: string): string {
  const from = Math.max(0, start - LOOKED_BACK);
  const front = text.slice(from, start);
  const told = sentences(front).map((span) => front.slice(span.start, span.end));
  const isOwn = told.length > 0 && !/[.!?…]["'”’»)\]]*\s*$/u.test(front) && !/\n\s*$/u.test(front);
  const own = isOwn ? told.slice(-1) : [];
  const others = (isOwn ? told.slice(0, -1) : told).toReversed();
  const back = pointedAt(from === 0 ? [...others, title] : others);
  return [...own, ...back].join("\n\n");
}

/** Sentences before a quote at most that a pronoun may point at. */
const FURTHEST = 3;

/**
 * Of the sentences before a quote, nearest first, those that a pronoun in it may point back to: the one just before; and
 * while that one opens with a pronoun itself or names nobody, the one before it.
 */
export function pointedAt(before: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const sentence of before.slice(0, FURTHEST)) {
    found.push(sentence);
    if (!pointsBack(sentence)) break;
  }
  return found;
}

function pointsBack(sentence: string): boolean {
  const [first] = words(sentence);
  return PRONOUN.test(first?.text ?? "") || names(sentence).length === 0;
}

/** Words that stand for someone or something named before. */
export const PRONOUN = /^(?:he|she|it|they|his|her|him|its|their|them|hers|i|my|me|we|our|us)$/u;
