import type { Database } from "better-sqlite3";
import { StorageError } from "#errors.ts";
import { identityTables } from "./identity-tables.ts";

/** One step of a schema: SQL that lifts a database from the version before it. Never edit one that has shipped. */
type Migration = string;

/**
 * The shelf. SQLite is the truth; everything in `index/` can be made again from it.
 *
 *   articles 1 ── n versions            every text ever stored, immutable
 *      │
 *      └ 1 ── n passages 1 ── 1 terms   the searchable passages: those of current versions, no others
 *                  └─── 1 ── 1 vectors
 *
 * A passage that is superseded or removed loses its row, and with it its terms and its vector: what is not
 * searchable is not there, and its text stays readable through its version.
 *
 * `totals` (one row, kept by triggers) holds what every question asks for: counting 50,000 rows takes 30 ms.
 *
 * `generations`: the one with a manifest is the index that is in force. Its row is written last, in one transaction,
 * so files without a row, or with another manifest or hash than the row says, are no index of these vectors.
 *
 * `vectors.key` labels the vector in the index, so it must never be given twice: hence AUTOINCREMENT.
 *
 * `terms` is contentless, because `text/` makes the terms and SQLite could not make them again. `detail` stays at
 * `full`: without positions a contentless table has no instance counts, and bm25() gives 0 for every passage. The
 * ascii tokenizer with every printable character as part of a token takes each stem exactly as it is written.
 */
export const shelfSchema: readonly Migration[] = [
  `
  CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER, -- NULL: removed
    published REAL, -- of the current version, in milliseconds since 1970; NULL: unknown, or removed
    FOREIGN KEY (key, version) REFERENCES versions (article, version) DEFERRABLE INITIALLY DEFERRED
  );
  CREATE INDEX articles_published ON articles (published);
  CREATE TABLE versions (
    article INTEGER NOT NULL REFERENCES articles (key),
    version INTEGER NOT NULL CHECK (version >= 1),
    title TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    author TEXT,
    published_at TEXT,
    fetched_at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    paragraphs TEXT NOT NULL, -- JSON [start, end, start, end, ...]
    text TEXT NOT NULL, -- last: it overflows the page, and most reads stop before it
    PRIMARY KEY (article, version)
  );
  CREATE INDEX versions_content ON versions (content_hash);
  CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL,
    version INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    terms INTEGER NOT NULL, -- how many stand in \`terms\` for it
    text TEXT NOT NULL,
    UNIQUE (article, ordinal),
    FOREIGN KEY (article, version) REFERENCES versions (article, version)
  );
  CREATE VIRTUAL TABLE terms USING fts5 (
    title, text, content = '', contentless_delete = 1,
    tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\\]^_\`{|}~'''
  );
  CREATE VIRTUAL TABLE term_counts USING fts5vocab (terms, row);
  CREATE TABLE embedders (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL
  );
  CREATE TABLE vectors (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    passage INTEGER NOT NULL UNIQUE REFERENCES passages (key) ON DELETE CASCADE,
    embedder INTEGER NOT NULL REFERENCES embedders (key),
    vector BLOB NOT NULL -- little-endian 32-bit floats, length 1
  );
  CREATE INDEX vectors_embedder ON vectors (embedder);
  CREATE TABLE totals (articles INTEGER NOT NULL, passages INTEGER NOT NULL, terms INTEGER NOT NULL);
  INSERT INTO totals VALUES (0, 0, 0);
  CREATE TRIGGER count_articles AFTER UPDATE OF version ON articles BEGIN
    UPDATE totals SET articles = articles + (new.version IS NOT NULL) - (old.version IS NOT NULL);
  END;
  CREATE TRIGGER count_passage AFTER INSERT ON passages BEGIN
    UPDATE totals SET passages = passages + 1, terms = terms + new.terms;
  END;
  CREATE TRIGGER discount_passage AFTER DELETE ON passages BEGIN
    UPDATE totals SET passages = passages - 1, terms = terms - old.terms;
  END;
  CREATE TABLE generations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    embedder INTEGER NOT NULL REFERENCES embedders (key),
    mark INTEGER NOT NULL, -- greatest key of vectors when it was begun
    unfit INTEGER NOT NULL DEFAULT 0, -- 1: it was built, and did not find its own vectors
    manifest TEXT -- as it stands beside the file; NULL while it is being built, or when its builder did not live to finish it
  );
  CREATE TABLE builder ( -- the lock: at most one row
    one INTEGER PRIMARY KEY CHECK (one = 1),
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    beat REAL NOT NULL -- milliseconds since 1970
  );
  CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    summary TEXT
  );
  CREATE TABLE batch_entries (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL REFERENCES batches (id),
    receipt TEXT NOT NULL,
    before INTEGER,
    after INTEGER
  );
  CREATE INDEX batch_entries_batch ON batch_entries (batch);
  `,
  identityTables,
];

/**
 * Brings a database to the newest version of its schema, in one transaction per step. Throws `StorageError` when a
 * newer Footnote has written it.
 */
export function migrate(database: Database, file: string, schema: readonly Migration[]): void {
  checkVersion(database, file, schema);
  for (;;) {
    const done = database
      .transaction(() => {
        const version = userVersion(database);
        const step = schema[version];
        if (step === undefined) return true;
        database.exec(step);
        database.pragma(`user_version = ${version + 1}`);
        return false;
      })
      .immediate();
    if (done) return;
  }
}

/** Whether a reader can use the database as it is: false before its writer has made the tables. */
export function isCurrent(database: Database, file: string, schema: readonly Migration[]): boolean {
  checkVersion(database, file, schema);
  return userVersion(database) === schema.length;
}

/** Whether its tables were made, by this Footnote or an older one. */
export function isBegun(database: Database): boolean {
  return userVersion(database) > 0;
}

function checkVersion(database: Database, file: string, schema: readonly Migration[]): void {
  const version = userVersion(database);
  if (version <= schema.length) return;
  throw new StorageError(
    `${file} has schema version ${version}; this Footnote knows versions up to ${schema.length}. Update Footnote, or point FOOTNOTE_HOME to another folder.`,
  );
}

function userVersion(database: Database): number {
  return Number(database.pragma("user_version", { simple: true }));
}
