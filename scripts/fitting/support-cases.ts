/** Statements with quotes that carry them, or do not: read from WiCE, and made from the sentences of articles. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ContextText, pointedAt } from "#ask/verify/context.ts";
import { names } from "#text/names.ts";
import { numbers } from "#text/numbers.ts";
import { sentences } from "#text/sentences.ts";
import { stems } from "#text/stems.ts";
import { type RewordingKind, rewordingsOf } from "./rewordings.ts";
import { type Pool, type Swap, swapsOf } from "./swaps.ts";

export interface SupportCase {
  readonly id: string;
  readonly source: "wice" | "articles";
  readonly form: "claim" | "verbatim" | "trimmed" | RewordingKind;
  readonly statement: string;
  readonly quotes: readonly string[];
  readonly context: ContextText;
  readonly swaps: readonly Swap[];
  readonly isUntouched: boolean;
}

export interface WiceClaim {
  readonly id: string;
  readonly statement: string;
  readonly label: "supported" | "partially_supported" | "not_supported";
  /** The sentences that annotators named, see `fullestOf`; empty where they named none. */
  readonly named: readonly string[];
  /** Sentences that we choose by the words of the claim. */
  readonly selected: readonly string[];
  readonly context: ContextText;
  readonly isUntouched: boolean;
  /** The third that is only reported; part of the untouched half. */
  readonly isHeldOut: boolean;
}

interface WiceLine {
  readonly id: string;
  readonly claim: string;
  readonly evidence: readonly string[];
  readonly label: WiceClaim["label"];
  readonly supportingSentences: readonly (readonly number[])[];
}

function hash(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}

/** Half of all, by a hash of the id: not looked at before the end. */
function isUntouched(id: string): boolean {
  return hash(id) % 6 < 3;
}

export function readWice(path: string): readonly WiceClaim[] {
  return lines<WiceLine>(path).map((line) => {
    const evidence = line.evidence.map(clean);
    const named = fullestOf(line);
    const selected = selectQuotes(line.claim, evidence);
    const head = line.evidence
      .filter((text) => text.startsWith("(meta data)"))
      .map(clean)
      .join("\n\n");
    const beside = [
      ...new Set([...named, ...selected].flatMap((index) => [-3, -2, -1, 0, 1].map((step) => index + step))),
    ];
    const passage = beside
      .toSorted((a, b) => a - b)
      .flatMap((index) => evidence[index] ?? [])
      .join("\n\n");
    return {
      id: line.id,
      statement: line.claim,
      label: line.label,
      named: named.flatMap((index) => evidence[index] ?? []),
      selected: selected.flatMap((index) => evidence[index] ?? []),
      context: { head, passage, before: beforeOf([...named, ...selected], evidence, head) },
      isUntouched: isUntouched(line.id),
      isHeldOut: hash(line.id) % 6 < 2,
    };
  });
}

/** What pronouns in these sentences may point back to; those before the first one to the title. */
function beforeOf(quoted: readonly number[], all: readonly string[], title: string): string {
  const back = quoted.flatMap((index) => pointedAt([...all.slice(0, index).toReversed(), title]));
  return [...new Set(back)].join("\n\n");
}

/** Of the lists of sentences that annotators named, the one with most stems of the claim; ties: the shortest. */
function fullestOf({ claim, evidence, supportingSentences }: WiceLine): readonly number[] {
  const wanted = new Set(stems(claim));
  const held = (list: readonly number[]) => {
    const found = new Set(list.flatMap((index) => stems(evidence[index] ?? "")));
    return [...wanted].filter((stem) => found.has(stem)).length;
  };
  return supportingSentences.toSorted((a, b) => held(b) - held(a) || a.length - b.length)[0] ?? [];
}

function clean(text: string): string {
  return text.replace(/^\(meta data\) [A-Z ]+: |^#+ /u, "");
}

/** As many as a statement of ours may quote. */
const MOST_QUOTES = 4;

/** One after the other the sentence that holds most stems of the claim that no chosen one holds; ties: the earliest. */
function selectQuotes(claim: string, evidence: readonly string[]): readonly number[] {
  const wanted = new Set(stems(claim));
  const held = evidence.map((text) => new Set(stems(text).filter((stem) => wanted.has(stem))));
  const chosen: number[] = [];
  while (chosen.length < MOST_QUOTES) {
    const gains = held.map((found) => [...found].filter((stem) => wanted.has(stem)).length);
    const best = gains.indexOf(Math.max(...gains));
    if ((gains[best] ?? 0) === 0) break;
    chosen.push(best);
    for (const stem of held[best] ?? []) wanted.delete(stem);
  }
  return chosen.toSorted((a, b) => a - b);
}

export function wiceCases(claims: readonly WiceClaim[]): readonly SupportCase[] {
  const supported = claims.filter(({ label }) => label === "supported");
  const pool = poolOf(supported.flatMap(({ statement, named }) => [statement, ...named]).join("\n\n"));
  return supported.map((claim) => {
    const { id, statement, named: quotes, context } = claim;
    const swaps = swapsOf(statement, quotes.join("\n\n"), pool, hash(id));
    return { id, source: "wice", form: "claim", statement, quotes, context, swaps, isUntouched: claim.isUntouched };
  });
}

interface Line {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** One in so many articles gives a sentence. */
const EVERY = 2;
const LEAST_WORDS = 7;
const MOST_WORDS = 45;

/** A sentence of every other article, quoted with a neighbour: word for word, trimmed, and lightly reworded. */
export function articleCases(folder: string): readonly SupportCase[] {
  const articles = lines<Line>(join(folder, "articles.jsonl"));
  const far = poolOf(
    articles
      .filter(({ id }) => hash(id) % 40 === 0)
      .map(({ text }) => text)
      .join("\n\n"),
  );
  return articles.filter(({ id }) => hash(id) % EVERY === 0).flatMap((article) => casesOf(article, far));
}

function casesOf({ id, title, text }: Line, far: Pool): readonly SupportCase[] {
  const spans = sentences(text).map(({ start, end }) => text.slice(start, end));
  const usable = spans.flatMap((sentence, index) => (isProse(sentence) ? [index] : []));
  const index = usable[hash(`${id} sentence`) % usable.length];
  if (index === undefined) return [];
  const sentence = spans[index] ?? "";
  const neighbour = spans[index + 1] ?? spans[index - 1];
  const quotes =
    neighbour === undefined
      ? [sentence]
      : spans[index + 1] === undefined
        ? [neighbour, sentence]
        : [sentence, neighbour];
  const before = beforeOf([index, index + 1], spans, title);
  const own = poolOf(text);
  const pool = { names: [...own.names, ...far.names], numbers: [...own.numbers, ...far.numbers] };
  const forms = [
    { form: "verbatim" as const, statement: sentence },
    ...trimmed(sentence),
    ...rewordingsOf(sentence).map(({ kind, statement }) => ({ form: kind, statement })),
  ];
  return forms.map(({ form, statement }) => {
    const swaps = swapsOf(statement, quotes.join("\n\n"), pool, hash(`${id} ${form}`));
    const key = `${id} ${form}`;
    return {
      id: key,
      source: "articles",
      form,
      statement,
      quotes,
      context: { head: title, passage: text, before },
      swaps,
      isUntouched: isUntouched(title),
    };
  });
}

function isProse(sentence: string): boolean {
  const count = sentence.split(/\s+/u).length;
  return count >= LEAST_WORDS && count <= MOST_WORDS && /^\p{Lu}.*[.!?]["”’)]*$/su.test(sentence);
}

/** The words up to the last comma that leaves a clause. */
function trimmed(sentence: string) {
  const at = sentence.lastIndexOf(", ");
  const statement = `${sentence.slice(0, at)}.`;
  return at < 0 || statement.split(" ").length < 5 ? [] : [{ form: "trimmed" as const, statement }];
}

function poolOf(text: string): Pool {
  return {
    names: [...new Set(names(text).map((name) => name.text))].filter((name) => name.length > 3),
    numbers: [...new Set(numbers(text).map((number) => number.text.trim()))].filter(
      (number) => !/^(?:one|first)$/iu.test(number),
    ),
  };
}

function lines<Kind>(path: string): readonly Kind[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Kind);
}
