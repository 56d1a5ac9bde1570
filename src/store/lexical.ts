import type { Database } from "better-sqlite3";
import type { Hit } from "#ports.ts";

/**
 * How much a stem in the title weighs against one in the text. A title names the subject of all passages of its
 * article, so it must lift them; but it is the same for all of them, so it may not drown what a passage itself says.
 */
const titleWeight = 2;

/** Searches the terms of one shelf. */
export interface LexicalIndex {
  /** Passages that contain any of the stems, best first by BM25. */
  search(stems: readonly string[], limit: number): readonly Hit[];
  /** Number of passages that contain the stem. */
  frequency(stem: string): number;
}

export function createLexicalIndex(database: Database): LexicalIndex {
  const search = database.prepare<[string, number], { passageId: string; score: number }>(
    `SELECT p.id AS passageId, -found.rank AS score FROM (
       SELECT rowid, rank FROM terms WHERE terms MATCH ? AND rank MATCH 'bm25(${titleWeight}.0, 1.0)'
       ORDER BY rank LIMIT ?
     ) found JOIN passages p ON p.key = found.rowid ORDER BY found.rank, p.key`,
  );
  const frequency = database.prepare<[string], number>("SELECT doc FROM term_counts WHERE term = ?").pluck();
  return {
    search(stems, limit) {
      const query = matchAny(stems);
      return query === "" || limit <= 0 ? [] : search.all(query, limit);
    },
    frequency: (stem) => frequency.get(stem) ?? 0,
  };
}

/** An FTS5 expression in which every stem is a quoted string, so that nothing in a stem can be syntax. */
function matchAny(stems: readonly string[]): string {
  return [...new Set(stems)]
    .filter((stem) => isToken(stem))
    .map((stem) => `"${stem.replaceAll('"', '""')}"`)
    .join(" OR ");
}

/** Stems are stored between white space and control characters; what contains one stands nowhere in the index. */
function isToken(stem: string): boolean {
  return /^[^\p{White_Space}\p{Cc}]+$/u.test(stem);
}
