import type { AnalysedSentence } from "#ask/rank/analyse.ts";
import type { Term } from "#ask/rank/vocabulary.ts";
import { words } from "#text/words.ts";
import { after, before, looks, type Place } from "./word-place.ts";

/** What a word looks like where it stands, whatever is asked. The order is that of `ShapedWord.shape`. */
export const WORD_SHAPES = [
  "capital",
  "opens",
  "digits",
  "year",
  "month",
  "weekday",
  "numberWord",
  "money",
  "perCent",
  "unit",
  "ing",
  "ed",
  "ly",
  "plural",
  "quoted",
  "inBrackets",
  "idf",
  "unknown",
  "place",
  "afterIn",
  "afterOn",
  "afterAt",
  "afterBy",
  "afterFor",
  "afterFrom",
  "afterTo",
  "afterOf",
  "afterWith",
  "afterBecause",
  "afterAs",
  "afterThe",
  "afterA",
  "afterHis",
  "afterIs",
  "afterAnd",
  "afterCapital",
  "afterNumber",
  "afterComma",
  "beforeOf",
  "beforeIs",
  "beforeAnd",
  "beforeTo",
  "beforeThe",
  "beforeCapital",
  "beforeNumber",
  "beforeComma",
  "ends",
  "lead",
  "late",
] as const;

/** A word of content in its sentence. */
export interface ShapedWord {
  readonly term: Term;
  /** Place among the words of the sentence, from 0. */
  readonly at: number;
  /** One number (0 to 1) for each of `WORD_SHAPES`. */
  readonly shape: Float32Array;
}

const known = new WeakMap<AnalysedSentence, readonly ShapedWord[]>();

/** The words of content of a sentence in reading order; looked at once for each analysed sentence. */
export function shapedWords(sentence: AnalysedSentence, passageOrdinal: number): readonly ShapedWord[] {
  let shaped = known.get(sentence);
  if (shaped === undefined) {
    shaped = shapesOf(sentence, passageOrdinal);
    known.set(sentence, shaped);
  }
  return shaped;
}

const CAPITAL = /^\p{Lu}/u;

function shapesOf(sentence: AnalysedSentence, passageOrdinal: number): readonly ShapedWord[] {
  const { text, terms } = sentence;
  const spans = words(text);
  const capital = spans.map(({ start }, index) => index > 0 && CAPITAL.test(text.slice(start, start + 2)));
  const isQuoted = insideOf(text, /["“”«»]/gu);
  const isBracketed = insideOf(text, /[()[\]]/gu);
  const lead = passageOrdinal === 0 ? 1 / (1 + sentence.ordinal) : 0;
  return spans.flatMap(({ start, end }, at) => {
    const term = terms[at];
    if (term === undefined || term.idf === 0) return [];
    const place: Place = {
      term,
      at,
      words: spans.length,
      before: terms[at - 1]?.surface ?? "",
      after: terms[at + 1]?.surface ?? "",
      left: text.slice(spans[at - 1]?.end ?? 0, start),
      right: text.slice(end, spans[at + 1]?.start ?? text.length),
      capital: [capital[at - 1] ?? false, capital[at] ?? false, capital[at + 1] ?? false],
    };
    const inside = [isQuoted(start), isBracketed(start)];
    const shape = [...looks(place), ...inside, term.idf / 8.5, term.idf >= 8.5, at / spans.length];
    const all = [...shape, ...before(place), ...after(place), lead, Math.min(1, at / 12)];
    return [{ term, at, shape: Float32Array.from(all, Number) }];
  });
}

/** Whether a place is behind an odd number of the marks. */
function insideOf(text: string, mark: RegExp): (place: number) => boolean {
  const marks = [...text.matchAll(mark)].map((match) => match.index);
  return (place) => marks.filter((at) => at < place).length % 2 === 1;
}
