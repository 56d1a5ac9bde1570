import { hostname } from "node:os";
import type { Database } from "better-sqlite3";
import { prepared } from "./connection.ts";

/** How often (milliseconds) a builder says that it lives. */
const beatInterval = 2_000;

/** After this silence (milliseconds) a builder counts as dead, even where its process cannot be looked up. */
const longestSilence = 30_000;

interface BuilderRow {
  readonly host: string;
  readonly pid: number;
  readonly beat: number;
}

/** The right to build the index of a shelf. */
export interface BuildLock {
  /** Says that the builder lives, if it is time to. Throws when another builder has taken the lock. */
  beat(): void;
  release(): void;
}

/** Takes the lock, also from a builder that died with it; `null` while another one is at work. */
export function takeLock(database: Database): BuildLock | null {
  const mine: BuilderRow = { host: hostname(), pid: process.pid, beat: Date.now() };
  const taken = database
    .transaction(() => {
      if (isBuilding(database)) return false;
      prepared(database, "INSERT OR REPLACE INTO builder (one, host, pid, beat) VALUES (1, ?, ?, ?)").run(
        ...[mine.host, mine.pid, mine.beat],
      );
      return true;
    })
    .immediate();
  if (!taken) return null;
  let last = mine.beat;
  return {
    beat() {
      if (Date.now() - last < beatInterval) return;
      last = Date.now();
      const sql = "UPDATE builder SET beat = ? WHERE host = ? AND pid = ?";
      if (prepared(database, sql).run(last, mine.host, mine.pid).changes === 0)
        throw new Error("another builder has taken the lock");
    },
    release() {
      prepared(database, "DELETE FROM builder WHERE host = ? AND pid = ?").run(mine.host, mine.pid);
    },
  };
}

/** Whether a living process is building the index of this shelf. */
export function isBuilding(database: Database): boolean {
  const row = prepared<[], BuilderRow>(database, "SELECT host, pid, beat FROM builder").get();
  if (row === undefined || Math.abs(Date.now() - row.beat) > longestSilence) return false;
  return row.host !== hostname() || processLives(row.pid);
}

function processLives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
