import type { Database } from "better-sqlite3";
import type { Hit } from "#ports.ts";
import { prepared } from "./connection.ts";
import { readTotals } from "./totals.ts";

/**
 * How much a stem in the title weighs against one in the text. A title names the subject of all passages of its
 * article, so it must lift them; but it is the same for all of them, so it may not drown what a passage itself says.
 */
const titleWeight = 2;

const searchSql = `SELECT p.id AS passageId, -found.rank AS score FROM (
    SELECT rowid, rank FROM terms WHERE terms MATCH ? AND rank MATCH 'bm25(${titleWeight}.0, 1.0)'
    ORDER BY rank LIMIT ?
  ) found JOIN passages p ON p.key = found.rowid ORDER BY found.rank, p.key`;

/** Up to so many passages no stem is worth counting before the search. */
const small = 2_000;

/**
 * Scoring costs about a microsecond per stem and passage that has it: with up to so many, no stem is left out for
 * the sake of time.
 */
const affordable = 6_000;

/** Passages whose title or text contains any of the stems, best first by BM25. */
export function search(database: Database, stems: readonly string[], limit: number): readonly Hit[] {
  const tokens = [...new Set(stems)].filter(isToken);
  if (tokens.length === 0 || limit <= 0) return [];
  const find = (some: readonly string[]) =>
    prepared<[string, number], Hit>(database, searchSql).all(matchAny(some), limit);
  const { passages } = readTotals(database);
  const telling = passages <= small ? tokens : tellingStems(tokens, frequencies(database, tokens), passages);
  const found = telling.length === 0 ? [] : find(telling);
  return found.length === limit || telling.length === tokens.length ? found : find(tokens);
}

/**
 * The stems that stand in at most half of the passages. SQLite weighs the others with a millionth, so that leaving
 * them out changes no order while enough passages are found; but scoring them all is what makes a search slow. Where
 * that is still much to score, those that stand in at most a tenth: of 1,700 passages asked for among 43,000,
 * three fewer come among the best 80, and the search takes 6 ms instead of 10.
 */
export function tellingStems(
  stems: readonly string[],
  known: ReadonlyMap<string, number>,
  passages: number,
): readonly string[] {
  const within = (share: number) => stems.filter((stem) => (known.get(stem) ?? 0) <= share * passages);
  const half = within(1 / 2);
  const work = half.reduce((sum, stem) => sum + (known.get(stem) ?? 0), 0);
  return work <= affordable ? half : within(1 / 10);
}

const frequenciesSql = "SELECT term, doc FROM term_counts WHERE term IN (SELECT value FROM json_each(?))";

/**
 * For each stem that occurs, the number of passages that contain it. One statement, because each looks up anew what
 * the index consists of, which takes longer than finding a stem.
 */
export function frequencies(database: Database, stems: readonly string[]): ReadonlyMap<string, number> {
  const tokens = stems.filter(isToken);
  if (tokens.length === 0) return new Map();
  const rows = prepared<[string], [string, number]>(database, frequenciesSql).raw().all(JSON.stringify(tokens));
  return new Map(rows);
}

/** An FTS5 expression in which every stem is a quoted string, so that nothing in a stem can be syntax. */
function matchAny(stems: readonly string[]): string {
  return stems.map(quote).join(" OR ");
}

/** The stem as a string of FTS5. */
export function quote(stem: string): string {
  return `"${stem.replaceAll('"', '""')}"`;
}

/** Stems are stored between white space and control characters; what contains one stands nowhere in the index. */
export function isToken(stem: string): boolean {
  return /^[^\p{White_Space}\p{Cc}]+$/u.test(stem);
}
