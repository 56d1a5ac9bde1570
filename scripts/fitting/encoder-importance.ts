/**
 * Learns how much each word counts in a text: contrastively, so that a question is nearer to the passage it is about
 * than to others (InfoNCE: A. van den Oord, Y. Li, O. Vinyals, 2018), among them the nearest wrong ones.
 */
import { importanceFeatures, shapeImportance } from "#encoder/importance.ts";
import type { EncoderTables } from "#encoder/tables.ts";
import { createAdam } from "./encoder-adam.ts";
import {
  createLogs,
  type Encoded,
  type Logs,
  type Side,
  sides,
  sigmoid,
  type Text,
  TextModel,
} from "./encoder-model.ts";
import type { Importance } from "./encoder-pack.ts";
import type { RetrievalSet } from "./encoder-sets.ts";
import { addScaled, dot } from "./encoder-vectors.ts";
import { createRandom, shuffle } from "./random.ts";

const SEED = 1;
const ROUNDS = 3;
const QUESTIONS_A_STEP = 64;
/** Of the nearest wrong passages, so many are kept for every question, and so many drawn at each step. */
const WRONG_KEPT = 20;
const WRONG_DRAWN = 3;
const TEMPERATURE = 0.05;
const STEP = 0.02;
/** Holds the importance of a single word to that of its shape; chosen on a quarter of the articles fitted on. */
const PULL = 0.006;

interface Example {
  readonly question: Text;
  readonly right: Text;
  /** All passages that are right, so that none of them counts as wrong. */
  readonly about: ReadonlySet<Text>;
  readonly wrong: readonly Text[];
}

export function learnImportance(
  tables: EncoderTables,
  sets: readonly RetrievalSet[],
  log: (line: string) => void,
): Importance {
  const model = new TextModel(tables);
  const read = sets.map((set) => readSet(model, set));
  const logs = createLogs(model.words.length);
  model.use(logs);
  let share = Math.log(tables.header.importance.hashedShare / (1 - tables.header.importance.hashedShare));
  const examples = read.flatMap((set) => withWrong(model, set, sigmoid(share)));
  log(`importance: ${examples.length} questions, ${model.words.length} words`);
  const random = createRandom(SEED);
  const adam = createAdam();
  const order = Int32Array.from(examples.keys());
  const steps = Math.floor(examples.length / QUESTIONS_A_STEP);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random);
    let loss = 0;
    for (let step = 0; step < steps; step++) {
      const batch = [...order.subarray(step * QUESTIONS_A_STEP, (step + 1) * QUESTIONS_A_STEP)].map((i) => examples[i]);
      const slopes = createLogs(model.words.length);
      const found = contrast(
        model,
        batch.flatMap((one) => one ?? []),
        sigmoid(share),
        random,
        slopes,
      );
      loss += found.loss;
      const size = STEP * (1 - (round * steps + step) / (ROUNDS * steps));
      for (const side of sides) adam(`${side} shapes`, logs[side].shapes, slopes[side].shapes, size, 0);
      for (const side of sides) adam(`${side} words`, logs[side].words, slopes[side].words, size, PULL);
      const shareOnly = Float64Array.of(share);
      adam("share", shareOnly, Float64Array.of(found.share), size, 0);
      share = shareOnly[0] ?? share;
      model.use(logs);
    }
    log(`importance: round ${round + 1}, loss ${(loss / steps).toFixed(4)}, hashed share ${sigmoid(share).toFixed(3)}`);
  }
  return gather(tables, model, logs, sigmoid(share));
}

interface ReadSet {
  readonly questions: readonly { readonly text: Text; readonly about: readonly Text[] }[];
  /** Passages that no held-out question is about. */
  readonly passages: readonly Text[];
}

function readSet(model: TextModel, set: RetrievalSet): ReadSet {
  const heldOut = new Set(set.questions.filter(({ part }) => part !== "fit").flatMap(({ about }) => about));
  const texts = set.passages.map((text, i) => (heldOut.has(i) ? null : model.read(text)));
  return {
    questions: set.questions
      .filter(({ part }) => part === "fit")
      .map(({ text, about }) => ({ text: model.read(text), about: about.flatMap((i) => texts[i] ?? []) })),
    passages: texts.flatMap((text) => text ?? []),
  };
}

function withWrong(model: TextModel, { questions, passages }: ReadSet, share: number): readonly Example[] {
  const encoded = passages.map((text) => ({ text, encoded: model.encode(text) }));
  return questions.flatMap(({ text, about }) => {
    const asked = model.encode(text);
    const right = new Set(about);
    const wrong = encoded
      .filter((passage) => !right.has(passage.text))
      .map((passage) => ({ text: passage.text, nearness: nearness(asked, passage.encoded, share) }))
      .toSorted((a, b) => b.nearness - a.nearness)
      .slice(0, WRONG_KEPT);
    return about.map((one) => ({ question: text, right: one, about: right, wrong: wrong.map((found) => found.text) }));
  });
}

function nearness(a: Encoded, b: Encoded, share: number): number {
  return (1 - share) * dot(a.meaning, b.meaning) + share * dot(a.stems, b.stems);
}

/** One step: the mean loss of the examples, its slope by the share's logit; the others are added to `slopes`. */
function contrast(
  model: TextModel,
  batch: readonly Example[],
  share: number,
  random: () => number,
  slopes: Readonly<Record<Side, Logs>>,
): { readonly loss: number; readonly share: number } {
  const draw = ({ wrong }: Example) =>
    Array.from({ length: WRONG_DRAWN }, () => wrong[Math.floor(random() * wrong.length)]).flatMap((text) => text ?? []);
  const texts = [...new Set(batch.flatMap((example) => [example.right, ...draw(example)]))];
  const passages = texts.map((text) => {
    const encoded = model.encode(text);
    return { text, encoded, slope: zeros(encoded) };
  });
  let loss = 0;
  let ofShare = 0;
  for (const example of batch) {
    const asked = model.encode(example.question);
    const slope = zeros(asked);
    const compared = passages.filter(({ text }) => text === example.right || !example.about.has(text));
    const logits = compared.map(({ encoded }) => nearness(asked, encoded, share) / TEMPERATURE);
    const most = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
    for (const [i, passage] of compared.entries()) {
      const isRight = passage.text === example.right;
      const probability = Math.exp((logits[i] ?? 0) - most) / total;
      if (isRight) loss -= Math.log(probability) / batch.length;
      const pull = (probability - (isRight ? 1 : 0)) / TEMPERATURE / batch.length;
      if (Math.abs(pull) < NEGLIGIBLE) continue;
      addScaled(slope.meaning, passage.encoded.meaning, pull * (1 - share));
      addScaled(slope.stems, passage.encoded.stems, pull * share);
      addScaled(passage.slope.meaning, asked.meaning, pull * (1 - share));
      addScaled(passage.slope.stems, asked.stems, pull * share);
      ofShare += pull * (dot(asked.stems, passage.encoded.stems) - dot(asked.meaning, passage.encoded.meaning));
    }
    model.backward(example.question, asked, slope, slopes);
  }
  for (const { text, encoded, slope } of passages) model.backward(text, encoded, slope, slopes);
  return { loss, share: ofShare * share * (1 - share) };
}

const NEGLIGIBLE = 1e-7;

function zeros({ meaning, stems }: Encoded) {
  return { meaning: new Float32Array(meaning.length), stems: new Float32Array(stems.length) };
}

/** Every word of the tables has the importance of its shape, and its own where the questions taught one. */
function gather(
  tables: EncoderTables,
  model: TextModel,
  logs: Readonly<Record<Side, Logs>>,
  share: number,
): Importance {
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  const words = new Float64Array(2 * tables.index.size);
  for (const [word, index] of tables.index) {
    const features = importanceFeatures(word, tables.ranks[index] ?? null);
    words[2 * index] = shapeImportance(features, logs.meaning.shapes);
    words[2 * index + 1] = shapeImportance(features, logs.stem.shapes);
  }
  for (const [number, { index }] of model.words.entries()) {
    if (index < 0) continue;
    words[2 * index] = (words[2 * index] ?? 0) + (logs.meaning.words[number] ?? 0);
    words[2 * index + 1] = (words[2 * index + 1] ?? 0) + (logs.stem.words[number] ?? 0);
  }
  return {
    hashedShare: rounded(share),
    meaning: [...logs.meaning.shapes].map(rounded),
    stem: [...logs.stem.shapes].map(rounded),
    words,
  };
}
