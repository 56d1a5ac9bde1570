/**
 * A word without its English suffixes, after M. Porter's English ("Porter2") stemmer. In the word given, `Y` stands for a
 * consonantal y.
 */
export function withoutSuffixes(marked: string): string {
  const regions = regionsOf(marked);
  let word = plural(marked);
  word = pastAndProgressive(word, regions.first);
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, "i");
  word = replaceSuffix(word, LONG_SUFFIXES, regions.first);
  word = adverb(word, regions.first);
  word = replaceSuffix(word, MIDDLE_SUFFIXES, regions.first);
  word = dropInSecond(word, regions.second);
  return finalLetter(word, regions);
}

interface Regions {
  readonly first: number;
  readonly second: number;
}

/** R1 and R2 of Porter: what follows the first, and the second, consonant after a vowel. */
function regionsOf(word: string): Regions {
  const prefix = /^(?:gener|commun|arsen)/.exec(word);
  const first = prefix === null ? afterSyllable(word, 0) : prefix[0].length;
  return { first, second: afterSyllable(word, first) };
}

function afterSyllable(word: string, from: number): number {
  const match = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return match === null ? word.length : from + match.index + 2;
}

const HAS_VOWEL = /[aeiouy]/;

function plural(word: string): string {
  if (word.endsWith("sses")) {
    return word.slice(0, -2);
  }
  if (/ie[ds]$/.test(word)) {
    return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  }
  if (/[us]s$/.test(word) || !word.endsWith("s")) {
    return word;
  }
  return HAS_VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function pastAndProgressive(word: string, first: number): string {
  const kept = /^(.*)eed(?:ly)?$/.exec(word);
  if (kept !== null) {
    const length = kept[1]?.length ?? 0;
    return length >= first ? word.slice(0, length + 2) : word;
  }
  const match = /^(.*?)(?:edly|ed|ingly|ing)$/.exec(word);
  const base = match?.[1] ?? "";
  if (match === null || !HAS_VOWEL.test(base)) {
    return word;
  }
  if (/(?:at|bl|iz)$/.test(base) || (endsShort(base) && first >= base.length)) {
    return `${base}e`;
  }
  return /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(base) ? base.slice(0, -1) : base;
}

function endsShort(word: string): boolean {
  return /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(word);
}

type Rules = readonly (readonly [suffix: string, replacement: string])[];

/** Longest suffix first, so that the first that fits is the one meant. */
const LONG_SUFFIXES: Rules = [
  ["ational", "ate"],
  ["ization", "ize"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["tional", "tion"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["entli", "ent"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ousli", "ous"],
  ["iviti", "ive"],
  ["fulli", "ful"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["abli", "able"],
  ["izer", "ize"],
  ["ator", "ate"],
  ["alli", "al"],
  ["logi", "log"],
  ["bli", "ble"],
];

const MIDDLE_SUFFIXES: Rules = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];

function replaceSuffix(word: string, rules: Rules, region: number): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (rule === undefined) {
    return word;
  }
  const at = word.length - rule[0].length;
  return at >= region ? word.slice(0, at) + rule[1] : word;
}

function adverb(word: string, first: number): string {
  if (/..[^aeiouy]ili$/.test(word) && word !== "famili") {
    return word.slice(0, -2);
  }
  return /[cdeghkmnrt]li$/.test(word) && word.length - 2 >= first ? word.slice(0, -2) : word;
}

const DROPPED = /(?:ement|ative|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|(?<=[st])ion)$/;

function dropInSecond(word: string, second: number): string {
  const match = DROPPED.exec(word);
  return match !== null && match.index >= second ? word.slice(0, match.index) : word;
}

function finalLetter(word: string, regions: Regions): string {
  const last = word.length - 1;
  if (word.endsWith("e")) {
    const drop = last >= regions.second || (last >= regions.first && !endsShort(word.slice(0, -1)));
    return drop ? word.slice(0, -1) : word;
  }
  return word.endsWith("ll") && last >= regions.second ? word.slice(0, -1) : word;
}
