import type { Database } from "better-sqlite3";
import type { Hit } from "#ports.ts";
import { prepared } from "./connection.ts";

/**
 * How much a stem in the title weighs against one in the text. A title names the subject of all passages of its
 * article, so it must lift them; but it is the same for all of them, so it may not drown what a passage itself says.
 */
const titleWeight = 2;

const searchSql = `SELECT p.id AS passageId, -found.rank AS score FROM (
    SELECT rowid, rank FROM terms WHERE terms MATCH ? AND rank MATCH 'bm25(${titleWeight}.0, 1.0)'
    ORDER BY rank LIMIT ?
  ) found JOIN passages p ON p.key = found.rowid ORDER BY found.rank, p.key`;

/** Passages whose title or text contains any of the stems, best first by BM25. */
export function search(database: Database, stems: readonly string[], limit: number): readonly Hit[] {
  const query = matchAny(stems);
  if (query === "" || limit <= 0) return [];
  return prepared<[string, number], Hit>(database, searchSql).all(query, limit);
}

/** Number of passages that contain the stem. */
export function frequency(database: Database, stem: string): number {
  return prepared<[string], number>(database, "SELECT doc FROM term_counts WHERE term = ?").pluck().get(stem) ?? 0;
}

/** An FTS5 expression in which every stem is a quoted string, so that nothing in a stem can be syntax. */
function matchAny(stems: readonly string[]): string {
  return [...new Set(stems)]
    .filter(isToken)
    .map((stem) => `"${stem.replaceAll('"', '""')}"`)
    .join(" OR ");
}

/** Stems are stored between white space and control characters; what contains one stands nowhere in the index. */
function isToken(stem: string): boolean {
  return /^[^\p{White_Space}\p{Cc}]+$/u.test(stem);
}
