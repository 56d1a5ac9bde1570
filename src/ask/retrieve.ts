import { ModelError } from "#errors.ts";
import type { Embedder, LibraryScope, TermStatistics } from "#ports.ts";
import type { Evidence } from "#types.ts";
import type { Question, QuestionWord } from "./question.ts";
import type { AnalysedPassage } from "./rank/analyse.ts";
import { diversify } from "./rank/diversify.ts";
import { importances } from "./rank/importance.ts";
import { findLinks, type Link } from "./rank/links.ts";
import { createMatcher, type Matcher } from "./rank/matcher.ts";
import { meaningOf } from "./rank/meaning.ts";
import { type Candidate, type Comparison, linkFeatures, PASSAGE_FEATURES, passageFeatures } from "./rank/passages.ts";
import { contrasted, type Places, places } from "./rank/places.ts";
import type { Term, Vocabulary } from "./rank/vocabulary.ts";
import type { RankWeights } from "./weights.ts";

/** Candidates each kind of search gives. */
const LEXICAL_CANDIDATES = 80;
const DENSE_CANDIDATES = 40;
/** Candidates that are taken apart and compared; of the right ones 1 % or less stand behind them. */
const COMPARED = 40;
/** How far a place among the nearest counts beside one among those found by words, by kind of embedder. */
const DENSE_SHARE = { static: 0.5, neural: 1 } as const;
/** Passages whose sentences are compared. */
export const READ_PASSAGES = 6;
/** Passages whose places the second hop leaves alone. */
const LEADERS = 3;

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
  /** The embedder could not do its work: what only the vectors would have found is not here. */
  readonly isWordsOnly: boolean;
}

/** Candidates by words, by meaning and by what the first of them name, united by passage, scored and put in order. */
export async function retrieve(
  question: Question,
  scope: LibraryScope,
  deps: RetrieveDependencies,
  { signal, wanted = 0 }: RetrieveOptions = {},
): Promise<Findings> {
  const stems = question.words.flatMap((word) => [word.term.stem, ...word.spellings.map(({ stem }) => stem)]);
  const [statistics, lexical, dense] = await Promise.all([
    scope.termStatistics(stems),
    scope.lexical(stems, Math.max(LEXICAL_CANDIDATES, wanted)),
    nearest(question, scope, deps.embedder, signal),
  ]);
  signal?.throwIfAborted();
  const importance = importances(question.words, statistics);
  const matcher = createMatcher(question.words, question.idioms, deps.vocabulary);
  const comparison = { question, matcher, importance, statistics };
  const near = dense ?? [];
  const candidates = {
    lexical: places(lexical),
    dense: deps.embedder.kind === "neural" ? contrasted(near) : places(near),
    most: Math.max(COMPARED, wanted),
  };
  const first = await firstHop(comparison, candidates, scope, deps);
  const ordered = diversify(await secondHop(comparison, first, scope, deps));
  const names = namesAmong(question, ordered);
  const telling = question.words.filter((_, index) => !names[index]).map((word) => meant(word, deps.vocabulary));
  const meaning = meaningOf(telling, deps.vocabulary);
  const isWordsOnly = dense === null;
  return { ...comparison, evidence: ordered, vocabulary: deps.vocabulary, names, meaning, isWordsOnly };
}

interface RetrieveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Passages that are asked for. */
  readonly wanted?: number;
}

/** Where the two searches found a passage. */
interface Hits {
  readonly lexical: Places;
  readonly dense: Places;
}

/** The candidates of both searches, best first. */
async function firstHop(
  comparison: Comparison,
  found: Hits & { readonly most: number },
  scope: LibraryScope,
  deps: RetrieveDependencies,
): Promise<readonly Found[]> {
  const stored = await scope.passages(promising(found, deps.embedder.kind).slice(0, found.most));
  const candidates: readonly Candidate[] = stored.map((item) => candidateOf(deps.analyse(item), found));
  const features = passageFeatures(comparison, candidates);
  return inOrder(candidates.map((candidate, index) => foundOf(candidate, features[index] ?? [], deps)));
}

/** The same with the passages that the question and the first of them name, and with what is known of these links. */
async function secondHop(
  comparison: Comparison,
  first: readonly Found[],
  scope: LibraryScope,
  deps: RetrieveDependencies,
): Promise<readonly Found[]> {
  const { question, matcher, importance } = comparison;
  const names = namesAmong(question, first);
  const telling = importance.map((weight, word) => (names[word] ? 0 : weight));
  const found = first.slice(0, READ_PASSAGES).map(({ analysed }) => analysed);
  const links = await findLinks({ questionNames: question.names, found, matcher, telling }, scope);
  const known = new Set(first.map(({ passage }) => passage.id));
  const stored = await scope.passages([...links.keys()].filter((id) => !known.has(id)));
  const none: Places = new Map();
  const added = stored.map((item) => candidateOf(deps.analyse(item), { lexical: none, dense: none }));
  const features = passageFeatures(comparison, added);
  const all = [...first, ...added.map((candidate, index) => foundOf(candidate, features[index] ?? [], deps))];
  return ledBy(first.slice(0, LEADERS), inOrder(all.map((item) => linked(item, links.get(item.passage.id), deps))));
}

/** The second hop brings what belongs to the first finds; it does not take their place. */
function ledBy(leaders: readonly Found[], ordered: readonly Found[]): readonly Found[] {
  const ids = new Set(leaders.map(({ passage }) => passage.id));
  const ceiling = leaders.at(-1)?.score ?? 0;
  const rest = ordered.filter(({ passage }) => !ids.has(passage.id));
  return [...leaders, ...rest.map((item) => ({ ...item, score: Math.min(item.score, ceiling) }))];
}

/** Ids by their share of the best score in either search. */
function promising({ lexical, dense }: Hits, kind: Embedder["kind"]): readonly string[] {
  const share = (id: string) => (lexical.get(id)?.share ?? 0) + DENSE_SHARE[kind] * (dense.get(id)?.share ?? 0);
  return [...new Set([...lexical.keys(), ...dense.keys()])].toSorted((a, b) => share(b) - share(a));
}

function linked(item: Found, link: Link | undefined, deps: RetrieveDependencies): Found {
  if (link === undefined) return item;
  const own = linkFeatures(link);
  const features = [...item.features.slice(0, -own.length), ...own];
  return { ...item, features, score: weigh(features, deps) };
}

function candidateOf(passage: AnalysedPassage, found: Hits): Candidate {
  const lexical = found.lexical.get(passage.passage.id);
  const dense = found.dense.get(passage.passage.id);
  return {
    passage,
    lexical: lexical?.share ?? 0,
    dense: dense?.share ?? 0,
    lexicalPlace: lexical?.place ?? Number.POSITIVE_INFINITY,
    densePlace: dense?.place ?? Number.POSITIVE_INFINITY,
  };
}

function foundOf(candidate: Candidate, features: readonly number[], deps: RetrieveDependencies): Found {
  const { passage, lexicalPlace, densePlace } = candidate;
  return {
    passage: passage.passage,
    article: passage.article,
    analysed: passage,
    features,
    score: weigh(features, deps),
    ranks: { lexical: placeOrNull(lexicalPlace), dense: placeOrNull(densePlace) },
  };
}

function placeOrNull(place: number): number | null {
  return Number.isFinite(place) ? place : null;
}

function inOrder(found: readonly Found[]): readonly Found[] {
  return found.toSorted((a, b) => b.score - a.score);
}

/** A misspelt word means what its likeliest spelling means. */
function meant({ term, spellings }: QuestionWord, vocabulary: Vocabulary): Term {
  const [likeliest] = spellings;
  return likeliest ? vocabulary.term(likeliest.surface) : term;
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

/** `null`: the embedder could not do its work. */
async function nearest(question: Question, scope: LibraryScope, embedder: Embedder, signal?: AbortSignal) {
  const carried = question.words.filter((word) => word.weight < 1).map((word) => word.term.surface);
  try {
    const [vector] = await embedder.embed([[question.text, ...carried].join(" ")], "question", signal);
    return vector ? await scope.nearest(vector, embedder.id, DENSE_CANDIDATES) : [];
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}
