import { sentences } from "#text/sentences.ts";
import { createRandom } from "../fitting/random.ts";

/** One line of an `articles.jsonl`. */
export interface BenchArticle {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Articles whose sentences meet in a made-up one; about four passages come of them. */
const MIXED_ARTICLES = 6;
const SENTENCES_PER_PARAGRAPH = 5;

/**
 * Articles without end, the same ones every time: the sentences of several given articles shuffled, under a title of
 * two halves. Words keep their frequencies and the company of their sentence, so that searches cost what they cost
 * among as many true articles.
 */
export function* madeUpArticles(articles: readonly BenchArticle[], seed: number): Generator<BenchArticle, never> {
  const random = createRandom(seed);
  for (let number = 0; ; number += 1) {
    const mixed = Array.from({ length: MIXED_ARTICLES }, () => pick(articles, random));
    const [first, second] = mixed.map(({ title }) => title.split(/\s+/u));
    yield {
      id: `made-up-${number}`,
      title: [...firstHalf(first ?? []), ...secondHalf(second ?? [])].join(" "),
      text: paragraphsOf(shuffled(mixed.flatMap(sentencesOf), random)),
    };
  }
}

function pick(articles: readonly BenchArticle[], random: () => number): BenchArticle {
  const article = articles[Math.floor(random() * articles.length)];
  if (article === undefined) throw new RangeError("Expected articles to make up others from, found none.");
  return article;
}

function firstHalf(words: readonly string[]): readonly string[] {
  return words.slice(0, Math.ceil(words.length / 2));
}

function secondHalf(words: readonly string[]): readonly string[] {
  return words.slice(Math.floor(words.length / 2));
}

function sentencesOf({ text }: BenchArticle): readonly string[] {
  return sentences(text).map(({ start, end }) => text.slice(start, end).replace(/\s+/gu, " "));
}

function paragraphsOf(parts: readonly string[]): string {
  const count = Math.ceil(parts.length / SENTENCES_PER_PARAGRAPH);
  return Array.from({ length: count }, (_, index) =>
    parts.slice(index * SENTENCES_PER_PARAGRAPH, (index + 1) * SENTENCES_PER_PARAGRAPH).join(" "),
  ).join("\n\n");
}

/** By R. Durstenfeld. */
function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const order = items.map((_, index) => index);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order.flatMap((index) => items.slice(index, index + 1));
}
