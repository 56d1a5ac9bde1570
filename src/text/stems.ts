import { IRREGULAR } from "./irregular.ts";
import { isStopWord } from "./stop-words.ts";
import { withoutSuffixes } from "./suffixes.ts";
import { words } from "./words.ts";

/** Stems of the words of a text that are not stop words, in reading order: letters, digits and decimal points only. */
export function stems(text: string): string[] {
  const found: string[] = [];
  for (const word of words(text)) {
    if (!isStopWord(word.text)) {
      const stemmed = stem(word.text);
      if (stemmed !== "") {
        found.push(stemmed);
      }
    }
  }
  return found;
}

/**
 * The stem of a word (in the form `words()` gives). English inflections and common derivations fall together
 * (`running`, `ran`, `runs`; `men`, `man`); words of other alphabets and words with digits stay as they are.
 * The rules are those of M. Porter's English ("Porter2") stemmer, after a table of irregular forms.
 */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) {
    return known;
  }
  if (word.length > LONGEST_WORD) {
    return word.replaceAll("'", "");
  }
  const stemmed = derive(word);
  if (cache.size >= CACHE_LIMIT) {
    cache.clear();
  }
  cache.set(word, stemmed);
  return stemmed;
}

/** Longer runs of letters are no words of a language. */
const LONGEST_WORD = 40;
/** Some megabytes; a newspaper's whole vocabulary fits. */
const CACHE_LIMIT = 200_000;
const cache = new Map<string, string>();

function derive(word: string): string {
  const plain = word.replaceAll("'", "");
  const base = IRREGULAR.get(plain) ?? plain;
  if (base.length <= 2 || INVARIANT.has(base) || !/^[a-z]+$/.test(base)) {
    return base;
  }
  const marked = base.replace(/^y|(?<=[aeiouy])y/g, "Y");
  return withoutSuffixes(marked).toLowerCase();
}

/** Words whose endings are no suffixes. */
const INVARIANT: ReadonlySet<string> = new Set(
  "news atlas cosmos bias andes united inning outing herring earring proceed exceed succeed".split(" "),
);
