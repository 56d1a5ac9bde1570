import type { Database } from "better-sqlite3";
import type { TitleHit } from "#ports.ts";
import { stems } from "#text/stems.ts";
import { prepared } from "./connection.ts";
import { isToken, quote } from "./lexical.ts";

/** A hit with what it is ordered by. */
export interface Titled extends TitleHit {
  /** Number of stems of the title without its remark. */
  readonly length: number;
  readonly title: string;
}

/** The terms of a title stand in every passage of its article, in their order; stop words are left out. */
const titledSql = `SELECT p.id AS passageId, v.title FROM
    (SELECT rowid FROM terms WHERE terms MATCH ?) found
  CROSS JOIN passages p ON p.key = found.rowid AND p.ordinal = 0
  CROSS JOIN versions v ON v.article = p.article AND v.version = p.version`;

/** The first passages of the articles whose title contains one of the phrases, in the order of `byTitle`. */
export function findTitled(database: Database, phrases: readonly (readonly string[])[], limit: number): Titled[] {
  const askable = phrases.filter((phrase) => phrase.length > 0 && phrase.every(isToken));
  if (askable.length === 0 || limit <= 0) return [];
  const expression = askable.map((phrase) => phrase.map(quote).join(" + ")).join(" OR ");
  return prepared<[string], TitleRow>(database, titledSql)
    .all(`title : (${expression})`)
    .flatMap((row) => matched(row, phrases) ?? [])
    .sort(byTitle)
    .slice(0, limit);
}

/** Titles that are nothing but a phrase first, then titles of fewer stems, then shorter ones. */
export function byTitle(a: Titled, b: Titled): number {
  const whole = Number(b.share === 1) - Number(a.share === 1);
  return whole || a.length - b.length || a.title.length - b.title.length || (a.passageId < b.passageId ? -1 : 1);
}

interface TitleRow {
  readonly passageId: string;
  readonly title: string;
}

/** `(river)` in `Mersey (river)`: what tells articles of the same name apart. */
const REMARK = /\s*\([^()]*\)\s*$/u;

function matched({ passageId, title }: TitleRow, phrases: readonly (readonly string[])[]): Titled | null {
  const all = stems(title);
  const name = stems(title.replace(REMARK, ""));
  let best: Titled | null = null;
  for (const [phrase, parts] of phrases.entries()) {
    const within = contains(name, parts) ? name : all;
    if (!contains(within, parts)) continue;
    const share = parts.length / within.length;
    if (best === null || share > best.share) best = { passageId, phrase, share, length: name.length, title };
  }
  return best;
}

function contains(title: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length > 0 && title.some((_, at) => phrase.every((stem, i) => title[at + i] === stem));
}
