/** Turns a question and what was found for it into examples of words that are, or are not, of its answer. */
import { createHash } from "node:crypto";
import { WORD_FLAGS } from "#ask/learned/answer-words.ts";
import { askedVectors } from "#ask/learned/asked-vectors.ts";
import { answerCandidates, type Candidate } from "#ask/learned/word-features.ts";
import { readEvidence } from "#ask/rank/reading.ts";
import type { Findings } from "#ask/retrieve.ts";
import { containsWords, standsIn } from "#evaluation/citations.ts";
import { words } from "#text/words.ts";
import type { AskedWords } from "./word-network.ts";

/** Words of other sentences that are taken; each stands for those that are left out, up to so many. */
const OTHERS = 50;
const MOST_WEIGHT = 8;
/** What a question without an answer counts, beside one with an answer. */
const UNANSWERABLE_WEIGHT = 0.3;

interface Expected {
  readonly id: string;
  readonly answerable: boolean;
  readonly answers: readonly string[];
  readonly articleIds: readonly string[];
}

interface Labelled {
  readonly candidate: Candidate;
  readonly label: 0 | 1;
  /** Of the sentence that holds the answer. */
  readonly isBeside: boolean;
  readonly key: number;
}

/** `null` where none of the words read is of the answer although there is one. */
export function askedWords(findings: Findings, item: Expected): AskedWords | null {
  const reading = readEvidence(findings);
  const asked = askedVectors(findings, reading);
  const labelled = answerCandidates(findings, reading, asked).flatMap((candidates, index) => {
    const { sentence, found } = reading.sentences[index] ?? unreachable();
    const spans = item.articleIds.includes(found.article.id) ? answerSpans(sentence.text, item.answers) : [];
    const places = words(sentence.text);
    const labels = candidates.map(({ at }) => {
      const { start, end } = places[at] ?? unreachable();
      return spans.some((span) => start >= span.start && end <= span.end) ? (1 as const) : (0 as const);
    });
    const isBeside = labels.includes(1);
    return candidates.map(
      (candidate, place): Labelled => ({
        candidate,
        label: labels[place] ?? 0,
        isBeside,
        key: keyOf(`${item.id} ${index} ${place}`),
      }),
    );
  });
  const near = labelled.filter(({ isBeside }) => isBeside);
  if (item.answerable && near.length === 0) return null;
  const others = labelled.filter(({ isBeside }) => !isBeside).toSorted((a, b) => a.key - b.key);
  const taken = others.slice(0, OTHERS);
  const weight = Math.min(MOST_WEIGHT, others.length / Math.max(1, taken.length));
  const scale = item.answerable ? 1 : UNANSWERABLE_WEIGHT;
  const all = [...near, ...taken];
  const flags = new Float32Array(all.length * WORD_FLAGS.length);
  for (const [row, { candidate }] of all.entries()) {
    flags.set(candidate.shape, row * WORD_FLAGS.length);
    flags.set(candidate.bearing, row * WORD_FLAGS.length + candidate.shape.length);
  }
  return {
    asked: { kind: asked.kind, focus: asked.focus, telling: asked.telling },
    vectors: all.map(({ candidate }) => findings.vocabulary.vector(candidate.term)),
    flags,
    labels: Uint8Array.from(all, ({ label }) => label),
    weights: Float32Array.from(all, ({ isBeside }) => scale * (isBeside ? 1 : weight)),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where the answers stand in the sentence, between word boundaries. */
function answerSpans(sentence: string, answers: readonly string[]): readonly Stretch[] {
  const text = sentence.toLowerCase();
  return answers.flatMap((answer) => {
    const needle = answer.toLowerCase().replace(/\s+/gu, " ").trim();
    const spans: Stretch[] = [];
    if (needle === "" || !containsWords(sentence, answer)) return spans;
    for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
      const end = start + needle.length;
      if (standsIn(text.slice(Math.max(0, start - 1), end + 1), needle)) spans.push({ start, end });
    }
    return spans;
  });
}

function keyOf(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0);
}

function unreachable(): never {
  throw new Error("Expected a sentence and a word at each place.");
}
