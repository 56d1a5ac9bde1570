import type { Network } from "#ask/learned/network.ts";
import { PASSAGE_FEATURES } from "#ask/rank/passages.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "#ask/rank/sentence-features.ts";
import { PLAIN_SHARE } from "#ask/rank/sentences.ts";
import type { AskDependencies } from "#ask/walk.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { LibraryScope, Thesaurus } from "#ports.ts";

/** A part of the ask walk, and the walk's dependencies without it. Nothing is refitted. */
export interface Ablation {
  readonly part: string;
  readonly without: (deps: AskDependencies) => AskDependencies;
  /** Questions are asked as if nothing had been said before. */
  readonly forgets?: boolean;
}

/** The parts that can be switched off, in the order of the walk. */
export const ABLATIONS: readonly Ablation[] = [
  { part: "conversation", without: (deps) => deps, forgets: true },
  { part: "spelling correction", without: (deps) => withScope(deps, withoutCorrection) },
  { part: "thesaurus", without: (deps) => ({ ...deps, thesaurus: NO_THESAURUS }) },
  // Meaning is then compared by equal stems and the thesaurus alone; the dense search stays.
  { part: "word likeness", without: (deps) => ({ ...deps, lexicon: { ...deps.lexicon, vector: () => null } }) },
  { part: "dense search", without: (deps) => withScope(deps, (scope) => ({ ...scope, nearest: async () => [] })) },
  { part: "reranking", without: (deps) => withWeights(deps, withoutReranking) },
  // Without links their features are 0, whatever they weigh.
  { part: "second hop", without: (deps) => withScope(deps, (scope) => ({ ...scope, titled: async () => [] })) },
  { part: "answer-word model", without: (deps) => withWeights(deps, withoutAnswerWords) },
  { part: "sentence network", without: (deps) => withWeights(deps, withoutNetwork) },
  { part: "plain sum beside it", without: (deps) => withWeights(deps, withoutPlainSum) },
  { part: "both: by coverage alone", without: (deps) => withWeights(deps, byCoverage) },
];

const NO_THESAURUS: Thesaurus = {
  related: () => new Map(),
  opposites: () => new Set(),
  phrases: () => [],
};

function withScope(deps: AskDependencies, change: (scope: LibraryScope) => LibraryScope): AskDependencies {
  const { library } = deps;
  return { ...deps, library: { ...library, within: (shelves) => change(library.within(shelves)) } };
}

function withWeights(deps: AskDependencies, change: (weights: RankWeights) => RankWeights): AskDependencies {
  return { ...deps, weights: change(deps.weights) };
}

/**
 * The first thing a walk asks its scope is whether the question's words occur, to see which may be slips
 * (`correctSpelling`): they all do, once.
 */
function withoutCorrection(scope: LibraryScope): LibraryScope {
  let isFirst = true;
  return {
    ...scope,
    termStatistics: async (stems) => {
      const statistics = await scope.termStatistics(stems);
      if (!isFirst) return statistics;
      isFirst = false;
      return { ...statistics, frequencies: new Map(stems.map((stem) => [stem, 1])) };
    },
  };
}

/**
 * The store's BM25 alone orders the passages. It weighs as much as all features of a passage did together, so that
 * scores are about as far apart as those the later steps were fitted to.
 */
function withoutReranking(weights: RankWeights): RankWeights {
  const { passage } = weights;
  const links = new Set<string>(["named", "linked", "relation", "near"]);
  const whole = PASSAGE_FEATURES.reduce((sum, name) => sum + (links.has(name) ? 0 : Math.abs(passage[name])), 0);
  const alone = PASSAGE_FEATURES.map((name) => [name, name === "storeBm25" ? whole : 0] as const);
  return { ...weights, passage: Object.fromEntries(alone) as RankWeights["passage"], neuralDense: 0 };
}

/** Log-odds of the likeliest word of the best sentence, about its mean over questions of the part `fit`. */
const USUAL_ODDS = -1;

/** Every word is as likely as the next, and the sentence network takes its inputs from the model to be at their mean. */
function withoutAnswerWords(weights: RankWeights): RankWeights {
  const { answerWords, sentence } = weights;
  const output = new Float32Array(answerWords.output.length);
  output[answerWords.hidden] = USUAL_ODDS;
  const scale = Float64Array.from(sentence.scale);
  const own: readonly SentenceFeature[] = ["answerWord", "answerWordSure", "answerWordGap"];
  for (const name of own) scale[SENTENCE_FEATURES.indexOf(name)] = Number.POSITIVE_INFINITY;
  return { ...weights, answerWords: { ...answerWords, output }, sentence: { ...sentence, scale } };
}

/** The plain sum takes the place of the network beside it, so that scores keep their spread. */
function withoutNetwork(weights: RankWeights): RankWeights {
  return { ...weights, sentence: weighing(weights.plainSentence) };
}

/** The share that the network has beside the plain sum. */
const NETWORK_SHARE = 1 - PLAIN_SHARE;

/** The network counts for more, so that scores keep about their spread. */
function withoutPlainSum(weights: RankWeights): RankWeights {
  const { output, base } = weights.sentence;
  const whole = { output: output.map((value) => value / NETWORK_SHARE), base: base / NETWORK_SHARE };
  return { ...weights, sentence: { ...weights.sentence, ...whole }, plainSentence: {} };
}

/** Scores from the least to the greatest coverage, about as many as the fitted scores are apart. */
const SPREAD = 13;

function byCoverage(weights: RankWeights): RankWeights {
  const plainSentence = { soft: SPREAD };
  return { ...weights, sentence: weighing(plainSentence), plainSentence };
}

/** A network that gives the weighed sum of features, in (very nearly) a straight line. */
export function weighing(weights: RankWeights["plainSentence"]): Network {
  // Small against tanh's bend; large against the clipping of inputs.
  const [flat, wide] = [0.001, 100];
  const inputs = SENTENCE_FEATURES.length;
  return {
    inputs,
    mean: new Float64Array(inputs),
    scale: new Float64Array(inputs).fill(wide),
    hidden: Float64Array.from(SENTENCE_FEATURES, (name) => flat * wide * (weights[name] ?? 0)),
    bias: new Float64Array(1),
    output: Float64Array.of(1 / flat),
    base: 0,
  };
}
