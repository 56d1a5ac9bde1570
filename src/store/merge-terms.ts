import { setImmediate } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { prepared } from "./connection.ts";

/** Pages written per step, some 20 ms: so long another process that wants to write waits. */
const pagesPerStep = 250;

/**
 * Merges what many small transactions have left of the index of terms into one piece, step by step. A look-up asks
 * every piece: among the twenty that 43,000 passages leave, one of hundreds of stems takes 11 ms, in one piece 2 ms.
 * `beat` is called after each step.
 */
export async function mergeTerms(database: Database, beat: () => void): Promise<void> {
  const step = prepared<[number]>(database, "INSERT INTO terms (terms, rank) VALUES ('merge', ?)");
  const changes = prepared<[], number>(database, "SELECT total_changes()").pluck();
  // A negative number begins anew with all pieces; then positive ones go on until nothing changes any more.
  for (let pages = -pagesPerStep; ; pages = pagesPerStep) {
    const before = changes.get() ?? 0;
    step.run(pages);
    beat();
    if ((changes.get() ?? 0) - before < 2) return;
    await setImmediate();
  }
}
