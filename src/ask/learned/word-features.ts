import { fitsQuestion } from "#ask/rank/answer-type.ts";
import { share } from "#ask/rank/coverage.ts";
import type { Reading, SentenceReading } from "#ask/rank/reading.ts";
import { dot, type Term } from "#ask/rank/vocabulary.ts";
import type { Findings } from "#ask/retrieve.ts";
import type { AskedVectors } from "./asked-vectors.ts";
import { nearness } from "./word-nearness.ts";
import { type ShapedWord, shapedWords } from "./word-shapes.ts";

/** What a word of a sentence has to do with the question. The order is that of `writeBearing`. */
export const WORD_BEARINGS = [
  "tellingLeft",
  "tellingRight",
  "namingLeft",
  "namingRight",
  "focusLeft",
  "focusRight",
  "lastLeft",
  "lastRight",
  "besideTelling",
  "ownMatch",
  "relatedToFocus",
  "likeFocus",
  "likeTelling",
  "titled",
  "counted",
  "covered",
  "coveredOfBest",
  "coveredExactly",
  "tellingCovered",
  "inherited",
  "followed",
  "fits",
  "misfits",
  "passage",
  "behind",
  "words",
  "elsewhere",
] as const;

/** A word that may be (part of) the answer. */
export interface Candidate extends ShapedWord {
  /** One number for each of `WORD_BEARINGS`. */
  readonly bearing: Float32Array;
}

/** Places beyond this are as good as this one. */
const FURTHEST_BEHIND = 6;

/** For each sentence its words of content that are not in the question, in reading order. */
export function answerCandidates(
  findings: Findings,
  reading: Reading,
  asked: AskedVectors,
): readonly (readonly Candidate[])[] {
  const spread = sentencesHolding(reading);
  const covers = reading.sentences.map(({ subjects }) => share(weighted(subjects, reading.rarity), reading.rarity));
  return reading.sentences.map((item, index) => {
    const beside = (other: number) => (reading.sentences[other]?.found === item.found ? (covers[other] ?? 0) : 0);
    const sentence = sentenceBearing(findings, reading, item, covers[index] ?? 0, beside(index + 1));
    const near = nearness(findings, reading, item);
    const title = new Set(item.found.analysed.title.map((term) => term.stem));
    return shapedWords(item.sentence, item.found.passage.ordinal)
      .filter(({ term }) => !reading.asked.has(term.stem))
      .map((word) => {
        const own = [
          ...near(word.at),
          ownMatch(word.term, findings),
          toFocus(word.term, asked),
          likeness(word.term, asked.focus, findings),
          likeness(word.term, asked.telling, findings),
          title.has(word.term.stem) ? 1 : 0,
          findings.question.counted === item.sentence.terms[word.at + 1]?.stem ? 1 : 0,
        ];
        const holding = ((spread.get(word.term.stem) ?? 1) - 1) / Math.max(1, reading.sentences.length - 1);
        return { ...word, bearing: Float32Array.from([...own, ...sentence, holding]) };
      });
  });
}

function sentenceBearing(
  findings: Findings,
  { rarity, telling, bestCoverage }: Reading,
  item: SentenceReading,
  covered: number,
  after: number,
): readonly number[] {
  const { found, strengths, inherited } = item;
  const fits = fitsQuestion(findings.question, item.sentence, findings.matcher);
  return [
    covered,
    covered / Math.max(0.3, bestCoverage),
    share(
      weighted(
        strengths.map((value) => (value === 1 ? 1 : 0)),
        rarity,
      ),
      rarity,
    ),
    share(weighted(strengths, telling), telling),
    share(weighted(inherited, rarity), rarity),
    after,
    fits === 1 ? 1 : 0,
    fits === 0 ? 1 : 0,
    1 / (1 + findings.evidence.indexOf(found)),
    Math.min(1, Math.max(0, (findings.evidence[0]?.score ?? 0) - found.score) / FURTHEST_BEHIND),
    Math.min(1, findings.question.words.length / 10),
  ];
}

function ownMatch(term: Term, { matcher }: Findings): number {
  return Math.max(0, ...matcher.match(term).map(({ strength }) => strength));
}

function toFocus(term: Term, { expected }: AskedVectors): number {
  return expected.get(term.stem) ?? 0;
}

function likeness(term: Term, asked: Float32Array | null, { vocabulary }: Findings): number {
  const vector = asked && vocabulary.vector(term);
  return asked && vector ? dot(asked, vector) : 0;
}

/** In how many sentences each stem stands. */
function sentencesHolding({ sentences }: Reading): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { sentence } of sentences) {
    for (const stem of new Set(sentence.content.map((term) => term.stem)))
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}

function weighted(values: readonly number[], by: readonly number[]): number[] {
  return values.map((value, word) => value * (by[word] ?? 0));
}
