import type { Embedder, LibraryScope, TermStatistics } from "#ports.ts";
import type { Evidence } from "#types.ts";
import type { Question } from "./question.ts";
import type { AnalysedPassage } from "./rank/analyse.ts";
import { diversify } from "./rank/diversify.ts";
import { importances } from "./rank/importance.ts";
import { createMatcher, type Matcher } from "./rank/matcher.ts";
import { meaningOf } from "./rank/meaning.ts";
import { type Candidate, PASSAGE_FEATURES, passageFeatures } from "./rank/passages.ts";
import type { Vocabulary } from "./rank/vocabulary.ts";
import type { RankWeights } from "./weights.ts";

/** Candidates each kind of search gives. */
const LEXICAL_CANDIDATES = 80;
const DENSE_CANDIDATES = 40;
/** Passages whose sentences are compared. */
export const READ_PASSAGES = 6;

export interface RetrieveDependencies {
  readonly embedder: Embedder;
  readonly vocabulary: Vocabulary;
  readonly analyse: (stored: { passage: Evidence["passage"]; article: Evidence["article"] }) => AnalysedPassage;
  readonly weights: RankWeights;
}

export interface Found extends Evidence {
  readonly passage: AnalysedPassage["passage"];
  readonly analysed: AnalysedPassage;
  readonly features: readonly number[];
}

/** What was found for a question, best first, and what is needed to go on comparing. */
export interface Findings {
  readonly question: Question;
  readonly evidence: readonly Found[];
  readonly matcher: Matcher;
  readonly vocabulary: Vocabulary;
  /** Importance of each word of the question, see `importances`. */
  readonly importance: readonly number[];
  readonly statistics: TermStatistics;
  /** For each word of the question: whether it is (part of) a name, as the question or the best passages write it. */
  readonly names: readonly boolean[];
  /** Direction of the meaning of the words that are no names; `null` where no word has a vector. */
  readonly meaning: Float32Array | null;
}

/** Candidates by words and by meaning, united by passage, scored anew and put in order. */
export async function retrieve(
  question: Question,
  scope: LibraryScope,
  deps: RetrieveDependencies,
  signal?: AbortSignal,
): Promise<Findings> {
  const stems = question.words.flatMap((word) => [word.term.stem, ...word.spellings.map(({ stem }) => stem)]);
  const [statistics, lexical, dense] = await Promise.all([
    scope.termStatistics(stems),
    scope.lexical(stems, LEXICAL_CANDIDATES),
    nearest(question, scope, deps.embedder, signal),
  ]);
  signal?.throwIfAborted();
  const lexicalPlaces = places(lexical);
  const densePlaces = places(dense);
  const stored = await scope.passages([...new Set([...lexicalPlaces.keys(), ...densePlaces.keys()])]);
  const candidates: readonly Candidate[] = stored.map((item) => ({
    passage: deps.analyse(item),
    lexical: lexicalPlaces.get(item.passage.id)?.share ?? 0,
    dense: densePlaces.get(item.passage.id)?.share ?? 0,
  }));
  const importance = importances(question.words, statistics);
  const matcher = createMatcher(question.words, question.idioms, deps.vocabulary);
  const features = passageFeatures(question, matcher, importance, statistics, candidates);
  const evidence = candidates
    .map(({ passage }, index) => ({
      passage: passage.passage,
      article: passage.article,
      analysed: passage,
      features: features[index] ?? [],
      score: weigh(features[index] ?? [], deps),
      ranks: {
        lexical: lexicalPlaces.get(passage.passage.id)?.place ?? null,
        dense: densePlaces.get(passage.passage.id)?.place ?? null,
      },
    }))
    .toSorted((a, b) => b.score - a.score);
  const ordered = diversify(evidence);
  const names = namesAmong(question, ordered);
  const telling = question.words.filter((_, index) => !names[index]).map((word) => word.term);
  const meaning = meaningOf(telling, deps.vocabulary);
  return { question, evidence: ordered, matcher, vocabulary: deps.vocabulary, importance, statistics, names, meaning };
}

function namesAmong(question: Question, evidence: readonly Found[]): readonly boolean[] {
  const capitalised = new Set(
    evidence
      .slice(0, READ_PASSAGES)
      .flatMap(({ analysed }) => analysed.sentences.flatMap((part) => part.capitalised.map((term) => term.stem))),
  );
  return question.words.map((word) => word.isName || capitalised.has(word.term.stem));
}

function weigh(features: readonly number[], { weights, embedder }: RetrieveDependencies): number {
  return PASSAGE_FEATURES.reduce((score, name, index) => {
    const weight = name === "dense" && embedder.kind === "neural" ? weights.neuralDense : weights.passage[name];
    return score + weight * (features[index] ?? 0);
  }, 0);
}

async function nearest(question: Question, scope: LibraryScope, embedder: Embedder, signal?: AbortSignal) {
  const carried = question.words.filter((word) => word.weight < 1).map((word) => word.term.surface);
  const [vector] = await embedder.embed([[question.text, ...carried].join(" ")], "question", signal);
  return vector ? scope.nearest(vector, embedder.id, DENSE_CANDIDATES) : [];
}

interface Place {
  readonly place: number;
  readonly share: number;
}

function places(hits: readonly { readonly passageId: string; readonly score: number }[]): ReadonlyMap<string, Place> {
  const best = hits[0]?.score ?? 0;
  return new Map(
    hits.map((hit, index) => [
      hit.passageId,
      { place: index + 1, share: best > 0 ? Math.max(0, hit.score / best) : 0 },
    ]),
  );
}
