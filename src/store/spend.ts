import type { Database } from "better-sqlite3";
import { InputError } from "#errors.ts";
import type { SpendEntry, SpendLog, SpendTotal } from "#ports.ts";
import { prepared, type Run } from "./connection.ts";

/** What models have used. Part of the state that has shipped: never edit it, add a migration. */
export const spendTable = `
  CREATE TABLE spend (
    key INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- milliseconds since 1970: times as text compare only where all are written alike
    model TEXT NOT NULL,
    purpose TEXT NOT NULL,
    person TEXT,
    server TEXT,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    is_estimate INTEGER NOT NULL,
    cost REAL -- NULL: unknown
  );
  CREATE INDEX spend_at ON spend (at);
  CREATE INDEX spend_person ON spend (person, at) WHERE person IS NOT NULL;
  CREATE INDEX spend_server ON spend (server, at) WHERE server IS NOT NULL;
  `;

export function spendLog(read: Run, write: Run): SpendLog {
  return {
    add: (entry) => write((database) => insert(database, entry)),
    total: (since, of) => read((database) => sum(database, since, of)),
  };
}

function insert(database: Database, { at, model, purpose, payer, usage }: SpendEntry): void {
  const sql = `INSERT INTO spend (at, model, purpose, person, server, input_tokens, output_tokens, is_estimate, cost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  prepared(database, sql).run(
    milliseconds(at),
    model,
    purpose,
    payer.person,
    payer.server,
    usage.inputTokens,
    usage.outputTokens,
    usage.isEstimate ? 1 : 0,
    usage.cost,
  );
}

function sum(database: Database, since: string, of: Parameters<SpendLog["total"]>[1]): SpendTotal {
  const { condition, values } = whose(of);
  const row = prepared<(string | number)[], SpendTotal>(
    database,
    `SELECT count(*) AS calls, coalesce(sum(input_tokens + output_tokens), 0) AS tokens, coalesce(sum(cost), 0) AS cost
     FROM spend WHERE at >= ?${condition}`,
  ).get(milliseconds(since), ...values);
  return row ?? { calls: 0, tokens: 0, cost: 0 };
}

function whose(of: Parameters<SpendLog["total"]>[1]): { readonly condition: string; readonly values: string[] } {
  if (of === undefined) return { condition: "", values: [] };
  if ("person" in of) return { condition: " AND person = ?", values: [of.person] };
  return { condition: " AND server = ?", values: [of.server] };
}

function milliseconds(time: string): number {
  const parsed = Date.parse(time);
  if (!Number.isNaN(parsed)) return parsed;
  throw new InputError(`Expected a time in ISO 8601, found ${JSON.stringify(time)}.`);
}
