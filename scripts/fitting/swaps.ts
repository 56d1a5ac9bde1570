/**
 * Turns a supported statement into ones that say something else: one number, date or name exchanged, or a negation put in
 * or taken out. The same statement and seed give the same swaps.
 */
import { dates } from "#ask/verify/dates.ts";
import { names } from "#text/names.ts";
import { numbers } from "#text/numbers.ts";
import type { Span } from "#types.ts";
import { createRandom } from "./random.ts";

export const SWAP_KINDS = [
  "number",
  "date",
  "name",
  "negation in",
  "negation out",
  "number role",
  "name role",
] as const;
/** A `role` swap puts in what stands elsewhere in the quotes; the other kinds never do. */
export type SwapKind = (typeof SWAP_KINDS)[number];

export interface Swap {
  readonly kind: SwapKind;
  readonly statement: string;
}

/** What may be put in. */
export interface Pool {
  /** Names and numbers as texts near the statement write them. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** At most one swap of each kind. */
export function swapsOf(statement: string, quotes: string, pool: Pool, seed: number): readonly Swap[] {
  const random = createRandom(seed);
  const elsewhere = {
    names: names(quotes).map(({ text }) => text),
    numbers: numbers(quotes).map(({ text }) => text.trim()),
  };
  const makers: Readonly<Record<SwapKind, () => string | null>> = {
    number: () => swapNumber(statement, quotes, pool.numbers, random),
    date: () => swapDate(statement, quotes, random),
    name: () =>
      swapName(
        statement,
        pool.names.filter((name) => !holds(quotes, name)),
        random,
      ),
    "negation in": () => putNegation(statement, random),
    "negation out": () => takeNegation(statement),
    "number role": () => swapRole(statement, numberSpans(statement), elsewhere.numbers, random),
    "name role": () => swapRole(statement, names(statement), elsewhere.names, random),
  };
  return SWAP_KINDS.flatMap((kind) => {
    const swapped = makers[kind]();
    return swapped === null || swapped === statement ? [] : [{ kind, statement: swapped }];
  });
}

type Random = () => number;

function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

function replace(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Some word of the name stands in the text, too. */
function holds(text: string, name: string): boolean {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{Nd}]+/gu));
  return (name.toLowerCase().match(/[\p{L}\p{Nd}]+/gu) ?? []).some((word) => word.length > 2 && words.has(word));
}

/** Numbers that are no part of a date. */
function numberSpans(text: string) {
  const dated = dates(text);
  return numbers(text).filter(
    (number) =>
      !dated.some(({ start, end }) => start < number.end && number.start < end) &&
      !/^(?:one|first)$/iu.test(number.text),
  );
}

function swapNumber(statement: string, quotes: string, near: readonly string[], random: Random): string | null {
  const number = pick(numberSpans(statement), random);
  if (!number) return null;
  const known = new Set(numbers(`${quotes}\n${statement}`).map(({ value }) => value));
  const isNew = (text: string) => numbers(text).every(({ value }) => !known.has(value)) && numbers(text).length === 1;
  const alike = near.filter((text) => numbers(text)[0]?.kind === number.kind && isNew(text));
  const found = random() < 0.5 ? pick(alike, random) : undefined;
  const made = found ?? [1, 2, 3, 4, 5].map(() => otherNumber(number.text, random)).find(isNew);
  return made === undefined ? null : replace(statement, number, spaced(number.text, made));
}

/** The found text of a number may end in a space that belongs to the sentence. */
function spaced(old: string, text: string): string {
  return text.trim() + (/\s$/u.test(old) ? " " : "");
}

const SPELLED =
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty".split(" ");
const SPELLED_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split(" ");

/** As long and written the same way: another year within 30, other digits, another word. */
function otherNumber(text: string, random: Random): string {
  if (/^[12]\d{3}$/u.test(text))
    return String(Number(text) + (random() < 0.5 ? -1 : 1) * (1 + Math.floor(random() * 30)));
  if (!/\d/u.test(text))
    return pick(SPELLED_ORDINALS.includes(text.toLowerCase()) ? SPELLED_ORDINALS : SPELLED, random) ?? text;
  return text.replace(/\d/gu, (digit, at: number) => {
    const least = at === text.search(/\d/u) ? 1 : 0;
    return random() < 0.6 ? String(least + Math.floor(random() * (10 - least))) : digit;
  });
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** One part of the date: its day, month or year. */
function swapDate(statement: string, quotes: string, random: Random): string | null {
  const date = pick(
    dates(statement).filter(({ text }) => /\p{L}/u.test(text)),
    random,
  );
  if (!date) return null;
  const parts = [...date.text.matchAll(/\p{L}{3,}|\d+/gu)].filter(([part]) => part.toLowerCase() !== "the");
  const known = new Set(`${quotes} ${statement}`.match(/\p{L}+|\d+/gu));
  const part = pick(parts, random);
  if (!part) return null;
  const made = [1, 2, 3, 4, 5, 6]
    .map(() => otherPart(part[0], random))
    .find((text) => text !== part[0] && !known.has(text));
  if (made === undefined) return null;
  const start = date.start + part.index;
  return replace(statement, { start, end: start + part[0].length }, made);
}

function otherPart(part: string, random: Random): string {
  if (!/\d/u.test(part)) return pick(MONTHS, random) ?? part;
  return part.length === 4 ? otherNumber(part, random) : String(1 + Math.floor(random() * 28));
}

function swapName(statement: string, others: readonly string[], random: Random): string | null {
  const name = pick(names(statement), random);
  if (!name) return null;
  const length = name.text.split(" ").length;
  const fit = others.filter((other) => !holds(statement, other));
  const other =
    pick(
      fit.filter((text) => text.split(" ").length === length),
      random,
    ) ?? pick(fit, random);
  return other === undefined ? null : replace(statement, name, other);
}

/** Puts a name or number of the quotes that the statement does not hold where another one stood. */
function swapRole(
  statement: string,
  spans: readonly (Span & { text: string })[],
  elsewhere: readonly string[],
  random: Random,
) {
  const span = pick(spans, random);
  const isYear = (text: string) => /^[12]\d{3}$/u.test(text.trim());
  const fit = elsewhere.filter(
    (text) => !holds(statement, text) && !statement.includes(text) && isYear(text) === isYear(span?.text ?? ""),
  );
  const other = pick(fit, random);
  return span && other !== undefined ? replace(statement, span, spaced(span.text, other)) : null;
}

const AUXILIARY =
  /\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|did|does|do)\b(?! (?:not|never|no)\b|n['’]t)/gu;
const PAST =
  /(?<=\p{L}{2,} )(?!(?:used|based|named|called|located|related|need|red)\b)\p{Ll}{3,}ed(?= (?:the|a|an|his|her|its|their|in|on|at|to|from|\p{Lu}))/gu;

/** `was` to `was not`, `visited` to `never visited`. */
function putNegation(statement: string, random: Random): string | null {
  const auxiliary = pick([...statement.matchAll(AUXILIARY)], random);
  if (auxiliary) {
    const end = auxiliary.index + auxiliary[0].length;
    return replace(statement, { start: end, end }, random() < 0.8 ? " not" : " never");
  }
  const verb = pick([...statement.matchAll(PAST)], random);
  return verb ? replace(statement, { start: verb.index, end: verb.index }, "never ") : null;
}

function takeNegation(statement: string): string | null {
  const match =
    /(?<=\p{L}) (?:not|never)\b(?! (?:only|just|merely|least)\b)|(?<=\b(?:is|are|was|were|has|had|have|did|does|do|would|could|should))n['’]t\b/u.exec(
      statement,
    );
  return match ? replace(statement, { start: match.index, end: match.index + match[0].length }, "") : null;
}
