/**
 * The liar: statements a model might send about real passages, false ones of every kind and true ones. The same seed gives
 * the same cases. See `docs/support-check.md`.
 */
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import type { Article, Passage } from "#types.ts";
import { createRandom } from "../../scripts/fitting/random.ts";
import type { Draft, Maker, Scene } from "./draft.ts";
import { LIES, ROLES, TRUTHS, WORDS } from "./kinds.ts";
import { hashNumber, type Line, readSources, type Source, sourceOf } from "./material.ts";

export interface LyingCase {
  /** Unique; a case keeps it from run to run. */
  readonly id: string;
  readonly kind: string;
  readonly truth: boolean;
  /** Shares words with the passage the statement is about. */
  readonly question: string;
  readonly statement: {
    readonly text: string;
    readonly quotes: readonly { readonly passage: number | "unknown"; readonly quote: string }[];
  };
  /** What is offered to the model, in this order. */
  readonly passages: readonly Passage[];
  /** The whole articles of the passages; nothing else needs to be in the library. */
  readonly articles: readonly Article[];
  /** Not looked at before the end. */
  readonly untouched: boolean;
}

const SEED = 2024;

/** Lies and truths, at most one of each kind for an article. */
export function lyingCases(seed = SEED): readonly LyingCase[] {
  return [...casesOf(LIES, false, seed), ...casesOf(TRUTHS, true, seed)];
}

/** Who did what to whom, exchanged within one quote: what no check of occurrence can see. False, listed apart. */
export function roleCases(seed = SEED): readonly LyingCase[] {
  return casesOf(ROLES, false, seed);
}

/** A common word exchanged for one of another article. False or senseless, listed apart. */
export function wordCases(seed = SEED): readonly LyingCase[] {
  return casesOf(WORDS, false, seed);
}

function casesOf(makers: Readonly<Record<string, Maker>>, truth: boolean, seed: number): readonly LyingCase[] {
  const sources = readSources();
  return Object.entries(makers).flatMap(([kind, maker]) =>
    sources.flatMap((source, index) => {
      const id = `${source.article.id} ${kind}`;
      const random = createRandom(hashNumber(`${seed} ${id}`));
      const beside = [7, 23, 41].map((step) => sources[(index + step) % sources.length] ?? source);
      const made = firstOf(maker, source, beside, random);
      return made === null ? [] : [assemble({ id, kind, truth }, made, beside, random)];
    }),
  );
}

interface Made {
  readonly draft: Draft;
  readonly line: Line;
  readonly source: Source;
}

/** Tries the lines of the article in an order of chance; very short ones say too little. */
function firstOf(maker: Maker, source: Source, beside: readonly Source[], random: () => number): Made | null {
  const [far = source, , absent = source] = beside;
  const lines = source.lines
    .filter(({ text }) => text.length >= 40 && text.length <= 280)
    .map((line) => ({ line, place: random() }))
    .toSorted((a, b) => a.place - b.place);
  for (const { line } of lines) {
    const scene: Scene = { line, source, far, absent, random };
    const draft = maker(scene);
    if (draft !== null) return { draft, line, source };
  }
  return null;
}

function assemble(
  named: Pick<LyingCase, "id" | "kind" | "truth">,
  made: Made,
  [far, other]: readonly Source[],
  random: () => number,
): LyingCase {
  const { draft, line } = made;
  const { source, passage } = draft.planted === undefined ? at(made) : plant(made, draft.planted);
  const distant = [far, other].flatMap((one) => one?.passages[0] ?? []);
  const passages = [passage, ...distant].map((one) => ({ one, place: random() }));
  const offered = passages.toSorted((a, b) => a.place - b.place).map(({ one }) => one);
  const quotes = draft.quotes.map(({ from, quote }) => {
    const wanted = from === "own" ? passage : distant[0];
    const found = from === "far" ? passageOf(far, quote, offered, wanted) : wanted;
    return {
      passage: from === "unknown" || found === undefined ? ("unknown" as const) : offered.indexOf(found),
      quote,
    };
  });
  return {
    ...named,
    question: questionOf(line),
    statement: { text: draft.text, quotes },
    passages: offered,
    articles: [source, far, other].flatMap((one) => one?.article ?? []),
    untouched: hashNumber(`half ${named.id}`) % 2 === 1,
  };
}

/** The passage of the other article that holds the words, where it is offered. */
function passageOf(
  far: Source | undefined,
  quote: string,
  offered: readonly Passage[],
  otherwise: Passage | undefined,
) {
  return far?.passages.find((one) => one.text.includes(quote) && offered.includes(one)) ?? otherwise;
}

function at({ source, line }: Made) {
  return { source, passage: line.passage };
}

/** The article with a sentence put in after the line. */
function plant({ source, line }: Made, sentence: string) {
  const { id, title, text, outlet, publishedAt } = source.article;
  const told = { id: `${id}-planted`, title, text: text.replace(line.text, () => `${line.text} ${sentence}`) };
  const planted = sourceOf({ ...told, ...(outlet && { outlet }), ...(publishedAt && { publishedAt }) });
  const passage = planted.passages.find((one) => one.text.includes(sentence)) ?? line.passage;
  return { source: planted, passage };
}

const MOST_ASKED = 6;

function questionOf({ text }: Line): string {
  const asked = words(text)
    .filter((word) => !isStopWord(word.text))
    .slice(0, MOST_ASKED);
  return `What do the articles say about ${asked.map(({ start, end }) => text.slice(start, end)).join(" ")}?`;
}
