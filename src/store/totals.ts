import type { Database } from "better-sqlite3";
import type { Coverage } from "#types.ts";
import { prepared } from "./connection.ts";

/** What a shelf holds now; `terms` are those of all searchable passages. */
export interface Totals {
  readonly articles: number;
  readonly passages: number;
  readonly terms: number;
}

export function readTotals(database: Database): Totals {
  const totals = prepared<[], Totals>(database, "SELECT articles, passages, terms FROM totals").get();
  return totals ?? { articles: 0, passages: 0, terms: 0 };
}

export function readCoverage(database: Database): Coverage {
  const { articles, passages } = readTotals(database);
  return { articles, passages, from: publishedAt(database, "min"), to: publishedAt(database, "max") };
}

function publishedAt(database: Database, end: "min" | "max"): string | null {
  const sql = `SELECT v.published_at FROM articles a JOIN versions v ON v.article = a.key AND v.version = a.version
    WHERE a.published = (SELECT ${end}(published) FROM articles) LIMIT 1`;
  return prepared<[], string>(database, sql).pluck().get() ?? null;
}
