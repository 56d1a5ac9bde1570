import type { FetchMemory, FetchRecord } from "#ports.ts";
import { prepared, type Run } from "./connection.ts";

/** What is known of fetched addresses. Part of the state that has shipped: never edit it, add a migration. */
export const fetchTable = `
  CREATE TABLE fetches (
    address TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    mark TEXT,
    fetched_at TEXT NOT NULL,
    failures INTEGER NOT NULL,
    not_before TEXT
  ) WITHOUT ROWID;
  `;

interface Row {
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly mark: string | null;
  readonly fetched_at: string;
  readonly failures: number;
  readonly not_before: string | null;
}

export function fetchMemory(read: Run, write: Run): FetchMemory {
  const select = "SELECT etag, last_modified, mark, fetched_at, failures, not_before FROM fetches WHERE address = ?";
  const insert = `INSERT OR REPLACE INTO fetches (address, etag, last_modified, mark, fetched_at, failures, not_before)
    VALUES (?, ?, ?, ?, ?, ?, ?)`;
  return {
    find: (address) =>
      read((database) => {
        const row = prepared<[string], Row>(database, select).get(address);
        return row === undefined ? null : recordOf(row);
      }),
    save: (address, { validators: { etag, lastModified }, mark, fetchedAt, failures, notBefore }) =>
      write((database) => {
        prepared(database, insert).run(address, etag, lastModified, mark, fetchedAt, failures, notBefore);
      }),
  };
}

function recordOf(row: Row): FetchRecord {
  return {
    validators: { etag: row.etag, lastModified: row.last_modified },
    mark: row.mark,
    fetchedAt: row.fetched_at,
    failures: row.failures,
    notBefore: row.not_before,
  };
}
