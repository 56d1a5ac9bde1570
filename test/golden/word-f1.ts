/**
 * How well two texts agree as bags of words, 0 to 1: the harmonic mean of precision and recall over the multisets of
 * their words, as CleanEval (Baroni et al., LREC 2008) and later comparisons of extractors count it. Two empty texts agree.
 */
export function wordF1(expected: string, found: string): number {
  const wanted = bagOf(expected);
  const given = bagOf(found);
  const total = sizeOf(wanted) + sizeOf(given);
  if (total === 0) {
    return 1;
  }
  let common = 0;
  for (const [word, count] of wanted) {
    common += Math.min(count, given.get(word) ?? 0);
  }
  return (2 * common) / total;
}

/** Words in reading order, lower case, composed; Han and kana characters singly. Numbers and letters only. */
export function wordsOf(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().match(WORD) ?? [];
}

/** How often each word occurs. */
export function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of wordsOf(text)) {
    bag.set(word, (bag.get(word) ?? 0) + 1);
  }
  return bag;
}

/** Where two texts part, a few words of each from three words before; `null` where they have the same words in order. */
export function firstDifference(expected: string, found: string): string | null {
  const wanted = wordsOf(expected);
  const given = wordsOf(found);
  const length = Math.max(wanted.length, given.length);
  for (let at = 0; at < length; at += 1) {
    if (wanted[at] !== given[at]) {
      return `at word ${at + 1}: expected “${around(wanted, at)}”, found “${around(given, at)}”`;
    }
  }
  return null;
}

const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, "gu");

function sizeOf(bag: ReadonlyMap<string, number>): number {
  return [...bag.values()].reduce((sum, count) => sum + count, 0);
}

function around(list: readonly string[], at: number): string {
  const shown = list.slice(Math.max(0, at - 3), at + 9).join(" ");
  return shown === "" ? "nothing" : shown;
}
