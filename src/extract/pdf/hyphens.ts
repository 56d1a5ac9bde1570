/** Words of a document as they stand within lines, in lower case: whole ones, and compounds with their hyphens. */
export function wordsWithin(lines: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const line of lines) {
    // The first and last word of a line may be parts.
    for (const word of line.split(" ").slice(1, -1)) {
      words.add(word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
    }
  }
  return words;
}

/**
 * Two lines of one paragraph made one. A hyphen at the end goes where a word was divided, and stays where a compound
 * was: how the rest of the document writes the word decides; else what goes on in lower case was one word, unless it
 * has another hyphen already or begins like a compound.
 */
export function joinedLines(first: string, second: string, words: ReadonlySet<string>): string {
  const divided = /^(.*?)([\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*)([-\u2010\u00ad])$/su.exec(first);
  if (divided === null) {
    return `${first} ${second}`;
  }
  const [, before = "", start = "", hyphen] = divided;
  const end = /^[\p{L}\p{M}\p{N}'’]+/u.exec(second)?.[0] ?? "";
  if (end === "" || CONJUNCTION.test(end)) {
    return `${first} ${second}`;
  }
  const isOneWord = hyphen === "\u00ad" || isDivided(start.toLowerCase(), end, words);
  return `${before}${start}${isOneWord ? "" : "-"}${second}`;
}

function isDivided(start: string, end: string, words: ReadonlySet<string>): boolean {
  if (!/^\p{Ll}/u.test(end) || /\p{N}$/u.test(start)) {
    return false;
  }
  const goesOn = end.toLowerCase();
  if (words.has(start + goesOn) || words.has(`${start}-${goesOn}`)) {
    return words.has(start + goesOn);
  }
  return !start.includes("-") && !COMPOUND.test(start);
}

/** As in `long- and short-term`. */
const CONJUNCTION = /^(?:and|or|to|und|oder|bis|et|ou|y|o|e)$/;

/** Beginnings that English writes with a hyphen as a rule, and that are no syllables at which it divides words. */
const COMPOUND =
  /^(?:self|well|half|full|first|third|two|three|five|cross|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/;
