import { numbers } from "#text/numbers.ts";
import { isStopWord } from "#text/stop-words.ts";
import { type Word, words } from "#text/words.ts";
import type { Span } from "#types.ts";

/** Words of a hundred that may be wrong, left out or put in. */
const MOST_WRONG = 15;
/** Cells of the table at most; beyond, nothing is looked for. */
const MOST_CELLS = 250_000;

/**
 * The run of words in the passage that is most like the quote: at least 85 of 100 words in the same order, case and
 * diacritics aside, and with every number and name of the quote. Offsets in the passage.
 */
export function bestWindow(quote: string, passage: string): Span | null {
  const wanted = words(quote);
  const mostWrong = Math.floor((wanted.length * MOST_WRONG) / 100);
  const found = words(passage);
  if (wanted.length === 0 || wanted.length * found.length > MOST_CELLS) return null;
  const known = new Set(found.map(({ text }) => text));
  if (wanted.filter(({ text }) => !known.has(text)).length > mostWrong) return null;
  const nearest = align(wanted, found);
  if (nearest.wrong > mostWrong) return null;
  const window = withinSentence(found.slice(nearest.first, nearest.after), wanted, passage);
  const [start, end] = [window[0]?.start ?? 0, window.at(-1)?.end ?? 0];
  if (!isSureOf(quote, wanted, passage.slice(start, end), window)) return null;
  return { start, end: end + markAfter(quote, passage, end) };
}

interface Alignment {
  /** Words of the passage. */
  readonly first: number;
  readonly after: number;
  /** Least number of words to exchange, leave out or put in. */
  readonly wrong: number;
}

/** Edit distance of words to the nearest run of the passage (P. Sellers, 1980); ties: the earliest. */
function align(wanted: readonly Word[], found: readonly Word[]): Alignment {
  const numbered = new Map(found.map(({ text }, place) => [text, place]));
  const passage = Int32Array.from(found, ({ text }) => numbered.get(text) ?? -1);
  const costs = new Uint16Array(found.length + 1);
  let row: Row = { costs, starts: Uint32Array.from(costs, (_, place) => place) };
  for (const { text } of wanted) row = extend(row, numbered.get(text) ?? -2, passage);
  const wrong = row.costs.reduce((least, cost) => Math.min(least, cost), wanted.length);
  let after = row.costs.indexOf(wrong);
  // A last word that is wrong stands for one of the passage; left out, its contrary would go unnoticed.
  while (row.costs[after + 1] === wrong) after += 1;
  return { first: row.starts[after] ?? 0, after, wrong };
}

/** For each place in the passage: the cost of the run that ends there, and where it starts. */
interface Row {
  readonly costs: Uint16Array;
  readonly starts: Uint32Array;
}

/** The row for one more word of the quote; equal words have equal numbers. */
function extend({ costs, starts }: Row, word: number, passage: Int32Array): Row {
  const next: Row = { costs: new Uint16Array(costs.length), starts: new Uint32Array(costs.length) };
  next.costs[0] = (costs[0] ?? 0) + 1;
  for (let at = 1; at < costs.length; at += 1) {
    const together = (costs[at - 1] ?? 0) + (passage[at - 1] === word ? 0 : 1);
    const missing = (costs[at] ?? 0) + 1;
    const extra = (next.costs[at - 1] ?? 0) + 1;
    const least = Math.min(together, missing, extra);
    next.costs[at] = least;
    const from = least === together ? starts[at - 1] : least === missing ? starts[at] : next.starts[at - 1];
    next.starts[at] = from ?? 0;
  }
  return next;
}

/** Without a last word that the quote does not hold and that begins another sentence. */
function withinSentence(window: readonly Word[], wanted: readonly Word[], passage: string): readonly Word[] {
  const [before, last] = window.slice(-2);
  const isStrange = last !== undefined && !wanted.some(({ text }) => text === last.text);
  const isNext = before !== undefined && /[.!?…]/u.test(passage.slice(before.end, last?.start));
  return isStrange && isNext ? window.slice(0, -1) : window;
}

/** All numbers of the quote, and its capitalised words, stand in the window. */
function isSureOf(quote: string, wanted: readonly Word[], slice: string, window: readonly Word[]): boolean {
  if (window.length === 0) return false;
  const known = new Set(window.map(({ text }) => text));
  const values = new Set(numbers(slice).map(({ value }) => value));
  const isName = ({ text, start }: Word) => /\p{Lu}/u.test(quote.charAt(start)) && !isStopWord(text);
  const isFigure = ({ text }: Word) => /\d/u.test(text);
  return (
    wanted.every((word) => known.has(word.text) || !(isName(word) || isFigure(word))) &&
    numbers(quote).every(({ value }) => values.has(value))
  );
}

/** Length of the mark that ends a sentence behind the window, where the quote has one, too. */
function markAfter(quote: string, passage: string, end: number): number {
  return /[.!?]["'”’»)]*\s*$/u.test(quote) && /^[.!?]/u.test(passage.slice(end, end + 1)) ? 1 : 0;
}
