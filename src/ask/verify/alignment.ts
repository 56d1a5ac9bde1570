import type { Reading, Token } from "./reading.ts";

/** A stretch where a sentence of the statement and one of the quotes differ; either side may be empty. */
export interface Difference {
  readonly stated: readonly Token[];
  readonly quoted: readonly Token[];
}

/** Share of a sentence's words that must stand in the same order in one of the quotes to be laid beside it. */
const LEAST_SHARED = 0.6;

/** Where each sentence of the statement departs from the sentence of the quotes that it follows, if it follows any. */
export function differences(stated: Reading, quoted: Reading): readonly Difference[] {
  const sources = bySentence(quoted);
  return bySentence(stated).flatMap((sentence) => {
    const laid = sources.map((source) => ({ source, common: longestCommon(sentence, source) }));
    const best = laid.reduce<(typeof laid)[number] | null>(
      (found, next) => (next.common.length > (found?.common.length ?? 0) ? next : found),
      null,
    );
    if (best === null || best.common.length < LEAST_SHARED * sentence.length) return [];
    return between(sentence, best.source, best.common);
  });
}

function bySentence({ tokens }: Reading): readonly (readonly Token[])[] {
  const found: Token[][] = [];
  for (const token of tokens) {
    if (found.at(-1)?.[0]?.sentence === token.sentence) found.at(-1)?.push(token);
    else found.push([token]);
  }
  return found;
}

type Pair = readonly [stated: number, quoted: number];

/** The longest common subsequence of stems, as places in both: the weightiest one. */
function longestCommon(one: readonly Token[], other: readonly Token[]): readonly Pair[] {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      lengths[at] = isSame(one[i], other[j])
        ? (lengths[at + width + 1] ?? 0) + weightOf(one[i])
        : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return walk(one, other, lengths, width);
}

function walk(one: readonly Token[], other: readonly Token[], lengths: Uint16Array, width: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    const at = i * width + j;
    if (isSame(one[i], other[j])) pairs.push([i++, j++]);
    else if ((lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Where there is a choice, other words are laid beside each other rather than names, which may have changed places. */
function weightOf(token: Token | undefined): number {
  return token?.isCapital === true ? 9 : 10;
}

function isSame(one: Token | undefined, other: Token | undefined): boolean {
  return one !== undefined && one.stem === other?.stem;
}

function between(one: readonly Token[], other: readonly Token[], pairs: readonly Pair[]): readonly Difference[] {
  const found: Difference[] = [];
  let [from, after] = [0, 0];
  for (const [i, j] of [...pairs, [one.length, other.length] as const]) {
    if (i > from || j > after) found.push({ stated: one.slice(from, i), quoted: other.slice(after, j) });
    [from, after] = [i + 1, j + 1];
  }
  return found;
}
