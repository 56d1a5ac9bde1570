import type { EncoderTables } from "#encoder/tables.ts";
import { createRandom } from "../fitting/random.ts";

/** One line of a `.jsonl`, as `npm run ingest` takes it. */
export interface NewsArticle {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly outlet: string;
  readonly publishedAt: string;
}

/**
 * Articles without end, the same ones for a seed. English words are as frequent as the tables say (by Zipf's law over
 * their ranks), but each article has a matter: some words and names come back in it, so that no two read alike. Without
 * that all passages would lie in one place, as no news does, and an index of them finds nothing.
 */
export function* newsArticles(
  tables: Pick<EncoderTables, "index" | "ranks">,
  { words, seed }: { readonly words: number; readonly seed: number },
): Generator<NewsArticle, never> {
  const random = createRandom(seed);
  const word = drawWords(tables, random);
  for (let number = 1; ; number += 1) {
    const matter = matterOf(word, random);
    const title = capital(Array.from({ length: 8 }, () => (random() < 0.5 ? matter.word() : word())).join(" "));
    const day = new Date(Date.UTC(2015, 0, 1) + Math.floor(random() * 4000) * 86_400_000);
    yield {
      id: `news-${number}`,
      title,
      text: prose(words, word, matter, random),
      url: `https://news.example/${number}`,
      outlet: `The ${capital(OUTLETS[Math.floor(random() * OUTLETS.length)] ?? "")}`,
      publishedAt: day.toISOString().slice(0, 10),
    };
  }
}

const OUTLETS = ["harbour post", "valley times", "northern courier", "evening ledger"];
/** Words of a sentence (both included) and sentences of a paragraph. */
const SENTENCE = { from: 8, to: 32 };
const PARAGRAPH = 3;

/** What an article is about. */
interface Matter {
  word(): string;
  name(): string;
}

/** Words of a matter, none of them among the most frequent, and names. */
const MATTER = { words: 40, names: 6, beyond: 400 };
/** Share of the words of an article that belong to its matter. */
const MATTER_SHARE = 0.3;

function matterOf(word: (beyond: number) => string, random: () => number): Matter {
  const words = Array.from({ length: MATTER.words }, () => word(MATTER.beyond));
  const names = Array.from({ length: MATTER.names }, () => name(random));
  const oneOf = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  return { word: () => oneOf(words), name: () => oneOf(names) };
}

function prose(words: number, word: () => string, matter: Matter, random: () => number): string {
  const paragraphs: string[][] = [];
  let left = words;
  for (let count = 0; left > 0; count += 1) {
    const length = Math.min(left, SENTENCE.from + Math.floor(random() * (SENTENCE.to - SENTENCE.from + 1)));
    if (count % PARAGRAPH === 0) paragraphs.push([]);
    paragraphs.at(-1)?.push(sentence(length, word, matter, random));
    left -= length;
  }
  return paragraphs.map((sentences) => sentences.join(" ")).join("\n\n");
}

function sentence(length: number, common: () => string, matter: Matter, random: () => number): string {
  const word = (): string => (random() < MATTER_SHARE ? matter.word() : common());
  const words = Array.from({ length }, () => {
    const drawn = random();
    if (drawn < 0.04) return matter.name();
    if (drawn < 0.06) return Math.floor(random() ** 3 * 5000).toLocaleString("en");
    return drawn < 0.1 ? `${word()},` : word();
  });
  const text = capital(words.join(" ").replace(/,$/u, ""));
  return random() < 0.15 ? `“${text},” ${matter.name()} said.` : `${text}.`;
}

const SYLLABLES = "bar den fen gal hol ker lan mor nes or pel quin ros sten tav ul ver wick yar zel".split(" ");

/** A name of two to four syllables; there are 168,000. */
function name(random: () => number): string {
  const syllables = Array.from(
    { length: 2 + Math.floor(random() * 3) },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
  );
  return capital(syllables.join(""));
}

/** A word drawn with a probability that falls as one over its rank, of those after the `beyond` most frequent. */
function drawWords(
  { index, ranks }: Pick<EncoderTables, "index" | "ranks">,
  random: () => number,
): (beyond?: number) => string {
  const words = [...index.keys()];
  const sums = new Float64Array(words.length);
  let sum = 0;
  for (let i = 0; i < words.length; i += 1) {
    sum += 1 / ((ranks[i] ?? i + 1) + 2.7);
    sums[i] = sum;
  }
  return (beyond = 0) => {
    const from = beyond === 0 ? 0 : (sums[beyond - 1] ?? 0);
    return words[firstAbove(sums, from + random() * (sum - from))] ?? "the";
  };
}

/** Index of the first number above the value, of numbers in ascending order. */
function firstAbove(numbers: Float64Array, value: number): number {
  let [from, to] = [0, numbers.length - 1];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] ?? 0) > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
