import type { LibraryScope } from "#ports.ts";
import type { Question, QuestionWord, Spelling } from "./question.ts";
import type { Term, Vocabulary } from "./rank/vocabulary.ts";

/** Letters a word must have, for one slip. */
const SHORTEST = 4;
/** A word is taken for a slip of one that is this much less rare, and common. */
const FAR_RARER = 2;
/** Background idf of a word that no table knows: it may be a slip. */
const UNKNOWN = 8.5;
const COMMON = 4.5;
const LIKENESS = 0.92;
const MOST_SPELLINGS = 3;

/** Gives words that the searched shelves do not know their near spellings in the shelves. */
export async function correctSpelling(
  question: Question,
  scope: LibraryScope,
  vocabulary: Vocabulary,
): Promise<Question> {
  const { frequencies } = await scope.termStatistics(question.words.map((word) => word.term.stem));
  const suspects = question.words.filter((word) => !frequencies.has(word.term.stem) && maySlip(word));
  if (suspects.length === 0) return question;
  const meanings = new Map<string, Term>();
  const near = new Map<string, readonly Spelling[]>();
  for (const { term } of suspects) {
    const variants = new Map(oneEdit(term.surface).map((variant) => [vocabulary.stemOf(variant), variant]));
    variants.delete(term.stem);
    const known = await scope.termStatistics([...variants.keys()]);
    const found = [...known.frequencies]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, MOST_SPELLINGS)
      .map(([stem]) => ({ surface: variants.get(stem) ?? stem, stem, likeness: LIKENESS }));
    near.set(term.stem, found);
    const meant = found.length === 0 ? commonSpelling(term, variants.values(), vocabulary) : null;
    if (meant) meanings.set(term.stem, meant);
  }
  return {
    ...question,
    words: question.words.map((word) => ({
      ...word,
      term: meanings.get(word.term.stem) ?? word.term,
      spellings: near.get(word.term.stem) ?? word.spellings,
    })),
  };
}

function maySlip({ term }: QuestionWord): boolean {
  // A word of the language is meant as it stands: to boil an egg is not to oil it, and Mona is not Jona.
  return term.idf >= UNKNOWN && term.surface.length >= SHORTEST && /^\p{Script=Latin}+$/u.test(term.surface);
}

/** Where no near spelling stands in the shelves: a frequent word that is one slip away, for the sake of its meaning. */
function commonSpelling(term: Term, variants: Iterable<string>, vocabulary: Vocabulary): Term | null {
  let best: Term | null = null;
  for (const variant of variants) {
    if (vocabulary.idfOf(variant) > Math.min(COMMON, term.idf - FAR_RARER)) continue;
    const candidate = vocabulary.term(variant);
    if (candidate.idf > 0 && (best === null || candidate.idf < best.idf)) best = candidate;
  }
  return best;
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Every word one slip away: a letter dropped, doubled or added, changed, or two neighbours swapped (Damerau, 1964). */
function oneEdit(word: string): readonly string[] {
  const variants: string[] = [];
  for (let at = 0; at <= word.length; at += 1) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    if (tail !== "") variants.push(head + tail.slice(1));
    if (tail.length > 1) variants.push(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
    for (const letter of LETTERS) {
      if (tail !== "") variants.push(head + letter + tail.slice(1));
      variants.push(head + letter + tail);
    }
  }
  return variants;
}
