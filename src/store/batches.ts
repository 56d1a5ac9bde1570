import type { Database } from "better-sqlite3";
import type { StoredBatch } from "#ports.ts";
import { prepared } from "./connection.ts";

/** The last batches, newest first; of two begun in the same millisecond the later is the newer. */
export function readBatches(database: Database, limit: number): readonly StoredBatch[] {
  const sql = `SELECT id, command, began_at AS beganAt, ended_at AS endedAt FROM batches
    ORDER BY began_at DESC, rowid DESC LIMIT ?`;
  return prepared<[number], StoredBatch>(database, sql).all(Math.max(0, limit));
}
