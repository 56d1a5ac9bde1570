/** Questions as people ask them who have not read the article: other words, no capitals. */
import { createHash } from "node:crypto";
import type { EncoderTables } from "#encoder/tables.ts";
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";

/** Neighbours come from the most frequent words only, as a person's would. */
const FREQUENT = 20_000;
const NEIGHBOURS = 8;
/** Of 256: how often a word is exchanged. */
const EXCHANGED = 115;

/** Exchanges about half of the lower-case content words for words of similar meaning; always the same for a question. */
export function createParaphraser(tables: EncoderTables): (question: string) => string {
  const known = new Map<string, readonly string[]>();
  const surfaces = [...tables.index.keys()].slice(0, FREQUENT);
  const near = (word: string): readonly string[] => {
    const found = known.get(word) ?? nearest(tables, surfaces, word);
    known.set(word, found);
    return found;
  };
  return (question) => {
    const dice = createHash("sha256").update(question).digest();
    let text = "";
    let at = 0;
    for (const [index, word] of words(question).entries()) {
      const written = question.slice(word.start, word.end);
      const dieFace = dice[index % 32] ?? 0;
      const exchange = written === word.text && !isStopWord(word.text) && dieFace < EXCHANGED ? near(word.text) : [];
      text += question.slice(at, word.start) + (exchange[dieFace % NEIGHBOURS] ?? written);
      at = word.end;
    }
    text += question.slice(at);
    return (dice[31] ?? 0) % 2 === 0 ? text.toLowerCase() : text;
  };
}

function nearest(tables: EncoderTables, surfaces: readonly string[], word: string): readonly string[] {
  const own = tables.index.get(word);
  if (own === undefined) return [];
  return surfaces
    .map((surface, index) => ({ surface, cosine: cosine(tables, own, index) }))
    .filter(({ surface }) => surface !== word && !isStopWord(surface))
    .toSorted((a, b) => b.cosine - a.cosine)
    .slice(0, NEIGHBOURS)
    .map(({ surface }) => surface);
}

function cosine({ vectors, header }: EncoderTables, a: number, b: number): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (let d = 0; d < header.dimensions; d += 1) {
    const x = vectors[a * header.dimensions + d] ?? 0;
    const y = vectors[b * header.dimensions + d] ?? 0;
    product += x * y;
    first += x * x;
    second += y * y;
  }
  return product / Math.sqrt(first * second || 1);
}
