import { type NameMention, names } from "#text/names.ts";
import type { Line, Source } from "./material.ts";

/** A statement before it is known which passages are offered beside it. */
export interface Draft {
  readonly text: string;
  readonly quotes: readonly DraftedQuote[];
  /** A sentence that stands in the article after the line; the quote may be it. */
  readonly planted?: string;
}

interface DraftedQuote {
  /** The passage of the line, one of another article that is offered, or one that is not offered. */
  readonly from: "own" | "far" | "unknown";
  readonly quote: string;
}

export interface Scene {
  readonly line: Line;
  readonly source: Source;
  /** Offered, but about something else. */
  readonly far: Source;
  /** Not offered. */
  readonly absent: Source;
  /** 0 up to 1. */
  readonly random: () => number;
}

/** `null`: the line gives no such statement. */
export type Maker = (scene: Scene) => Draft | null;

/** A statement whose quote is its line, in every second case with the sentence after it. */
export function resting(text: string | null, { line, random }: Scene): Draft | null {
  const isWide = random() < 0.5;
  if (text === null || text === line.text) return null;
  const quotes = [line.text, ...(isWide && line.after !== null ? [line.after] : [])];
  return { text, quotes: quotes.map((quote) => ({ from: "own", quote })) };
}

export function pick<Item>(items: readonly Item[], random: () => number): Item | null {
  return items[Math.floor(random() * items.length)] ?? null;
}

/** Puts other words in the place of one match. */
export function exchangeOne(
  text: string,
  pairs: readonly (readonly [RegExp, string])[],
  random: () => number,
): string | null {
  const found = pairs.filter(([words]) => words.test(text));
  const chosen = pick(found, random);
  if (chosen === null) return null;
  const changed = text.replace(...chosen);
  return changed.charAt(0).toUpperCase() + changed.slice(1);
}

const SAYS = "said|says|wrote|told|added|argued|warned|explained|admitted|claimed|insisted|recalled|replied";
const AFTER_VERB = new RegExp(`\\b(?:${SAYS}) (?:the \\p{Ll}+ )?(?:Mr|Ms|Mrs|Dr)?\\.? ?$`, "u");
const BEFORE_VERB = new RegExp(`^ (?:${SAYS})\\b`, "u");

/** The names beside a verb of saying. */
export function speakersIn(text: string): readonly NameMention[] {
  return names(text).filter(
    ({ start, end }) => BEFORE_VERB.test(text.slice(end, end + 16)) || AFTER_VERB.test(text.slice(0, start)),
  );
}

/** Capitalised as the first words of sentences only. */
const COMMON =
  /^(?:Prosecutors|Investigators|Organisers|Residents|Neighbours|Researchers|Scientists|Fans|Others|Most)$/u;

/** Those who speak or bear a title in the article, each as it is written first. */
export function peopleIn(text: string): readonly string[] {
  const titled = names(text).filter(({ start }) => /\b(?:Mr|Ms|Mrs|Dr)\.? $/u.test(text.slice(0, start)));
  const people = [...new Set([...titled, ...speakersIn(text)].map((name) => name.text))];
  return people.filter((name) => !COMMON.test(name));
}

/** Some word of the name stands in the text. */
export function shares(text: string, name: string): boolean {
  const known = new Set(text.match(/[\p{L}\p{N}]+/gu));
  return (name.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => known.has(word));
}
