import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite, { type Database, type Statement } from "better-sqlite3";
import { StorageError } from "#errors.ts";
import { isBegun, isCurrent, migrate } from "./schema.ts";

/** How long (milliseconds) a call waits for another process's transaction before it gives up. */
const busyTimeout = 5_000;

/**
 * Opens a database for writing, creates it if need be, and brings its schema up to date. `WAL` keeps a log beside the
 * file, which is found by its name; a file that may be moved away while others have it open takes `DELETE`.
 */
export function openForWriting(file: string, schema: readonly string[], journal: "WAL" | "DELETE" = "WAL"): Database {
  return guarded(file, () => {
    makeFolder(dirname(file));
    const database = new Sqlite(file, { timeout: busyTimeout });
    return orClose(database, () => {
      database.pragma(`journal_mode = ${journal}`);
      database.pragma("synchronous = FULL");
      database.pragma("foreign_keys = ON");
      migrate(database, file, schema);
      return database;
    });
  });
}

/**
 * Opens a database for reading; `null` while it does not exist or its writer has not made its tables yet. One that an
 * older Footnote wrote is brought up to date first.
 * The file is opened for reading and writing all the same, because after a crash the first to open it must replay
 * the log; `query_only` keeps statements from changing anything.
 */
export function openForReading(file: string, schema: readonly string[]): Database | null {
  if (!existsSync(file)) return null;
  return guarded(file, () => {
    const database = new Sqlite(file, { timeout: busyTimeout, fileMustExist: true });
    return orClose(database, () => {
      database.pragma("query_only = ON");
      if (isCurrent(database, file, schema)) return database;
      const isOlder = isBegun(database);
      database.close();
      if (!isOlder) return null;
      openForWriting(file, schema).close();
      return openForReading(file, schema);
    });
  });
}

/** One level at a time: with `recursive`, Node 20 tries for ever where the system refuses with ENOENT (`/proc`). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** Runs a piece of work in one transaction. */
export type Run = <T>(work: (database: Database) => T) => Promise<T>;

/** Ways to run work on an open database: one for reading, and one that waits for other writers before it begins. */
export function transactions(file: string, database: Database): { readonly read: Run; readonly write: Run } {
  return {
    read: async (work) => guarded(file, () => database.transaction(work)(database)),
    write: async (work) => guarded(file, () => database.transaction(work).immediate(database)),
  };
}

/** The statement for this SQL, prepared once per connection: preparing costs more than most statements do. */
export function prepared<Parameters extends unknown[], Row = unknown>(
  database: Database,
  sql: string,
): Statement<Parameters, Row> {
  const known = statements.get(database) ?? new Map<string, Statement>();
  statements.set(database, known);
  const statement = known.get(sql) ?? database.prepare(sql);
  known.set(sql, statement);
  return statement as Statement<Parameters, Row>;
}

const statements = new WeakMap<Database, Map<string, Statement>>();

/**
 * Runs a piece of work on a database; what SQLite or the file system throws becomes a
 * `StorageError` that names the file.
 */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStorageError(file, error);
  }
}

function orClose<T>(database: Database, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Another value when another file has taken the place of this one; `null` while there is none. */
export function fileIdentity(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}

export function asStorageError(file: string, error: unknown): unknown {
  if (error instanceof Sqlite.SqliteError) {
    const retryable = error.code.startsWith("SQLITE_BUSY");
    return new StorageError(`${file}: ${explain(error.code, error.message)}`, { cause: error, retryable });
  }
  if (error instanceof Error && "syscall" in error)
    return new StorageError(`${file}: ${error.message}. Check that the folder can be made and belongs to you.`, {
      cause: error,
    });
  if (error instanceof TypeError && /connection is not open/.test(error.message))
    return new StorageError(`${file}: closed already. Open the library again.`, { cause: error });
  return error;
}

function explain(code: string, message: string): string {
  if (code === "SQLITE_NOTADB")
    return "expected a SQLite database, found something else. Move the file away, or restore it from a backup.";
  if (code.startsWith("SQLITE_CORRUPT"))
    return `the database is damaged (${message}). Restore it from a backup, or move it away and ingest again.`;
  if (code.startsWith("SQLITE_BUSY"))
    return `another process has been writing for ${busyTimeout / 1000} seconds. Try again when it is done.`;
  if (code === "SQLITE_FULL") return "the disk is full. Free some space and run the command again.";
  if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_READONLY"))
    return `cannot be opened for writing (${message}). Check that the folder exists and belongs to you.`;
  return `SQLite says ${code}: ${message}.`;
}
