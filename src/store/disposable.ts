import { renameSync, rmSync } from "node:fs";
import Sqlite, { type Database } from "better-sqlite3";
import { FootnoteError } from "#errors.ts";
import { asStorageError, fileIdentity, openForWriting } from "./connection.ts";

interface DisposableOptions {
  readonly file: string;
  readonly schema: readonly string[];
  /** Told, once each, what was the matter with the file. */
  warn(message: string): void;
}

/** A database that only saves work: everything in it can be made again. */
export interface Disposable {
  /** What the work gives; `undefined` where the file does not serve. Only a bug is thrown. */
  run<T>(work: (database: Database) => T): T | undefined;
  close(): void;
}

/**
 * A database that may be lost. A damaged file is set aside (`….damaged`) and begun anew; where the file can not be used for
 * another reason, it is done without. It is opened at the first use.
 */
export function openDisposable(options: DisposableOptions): Disposable {
  const { file } = options;
  const warn = once(options.warn);
  let open: { readonly database: Database; readonly identity: string | null } | null = null;
  let isOver = false;

  const close = (): void => {
    open?.database.close();
    open = null;
  };

  const attempt = <T>(work: (database: Database) => T): T => {
    // Another process may have set it aside, or a person may have deleted it.
    if (open !== null && fileIdentity(file) !== open.identity) close();
    open ??= openFile(options);
    return work(open.database);
  };

  const repaired = <T>(error: unknown, before: string | null, work: (database: Database) => T): T => {
    if (!isDamage(error)) throw error;
    const damaged = open?.identity ?? before;
    close();
    if (setAside(file, damaged)) {
      warn(`${file} was damaged: it is set aside as ${file}.damaged, which may be deleted, and begun anew.`);
    }
    return attempt(work);
  };

  return {
    run(work) {
      if (isOver) return undefined;
      const before = fileIdentity(file);
      try {
        try {
          return attempt(work);
        } catch (error) {
          return repaired(error, before, work);
        }
      } catch (error) {
        const problem = asStorageError(file, error);
        if (!(problem instanceof FootnoteError)) throw error;
        warn(`Going on without what is kept in it: ${problem.message}`);
        // A disk that was full or another process that took long may be past at the next call; the rest stays.
        isOver = open === null;
        return undefined;
      }
    },
    close() {
      isOver = true;
      close();
    },
  };
}

/** How long (milliseconds) an answer may wait for another process that writes. */
const patience = 1000;

function openFile({ file, schema }: DisposableOptions) {
  const database = openForWriting(file, schema, "DELETE");
  database.pragma(`busy_timeout = ${patience}`);
  // A power cut may damage the file, which is then begun anew.
  database.pragma("synchronous = NORMAL");
  return { database, identity: fileIdentity(file) };
}

/** Damage as SQLite found it, or as `openForWriting` tells it. */
function isDamage(error: unknown): boolean {
  const found = error instanceof FootnoteError ? error.cause : error;
  return found instanceof Sqlite.SqliteError && /^SQLITE_(?:NOTADB|CORRUPT)/.test(found.code);
}

/** Moves the file away, unless another process has done so and another file stands in its place. */
function setAside(file: string, identity: string | null): boolean {
  if (identity === null || fileIdentity(file) !== identity) return false;
  renameSync(file, `${file}.damaged`);
  // A log belongs to the damaged file; beside a new one it would be played back into it.
  for (const end of ["-journal", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  return true;
}

function once(warn: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    warn(message);
  };
}
