import { randomBytes } from "node:crypto";
import type { Database } from "better-sqlite3";
import { InputError } from "#errors.ts";
import type { BatchEntry, Clock, SaveRequest, ShelfWriter, StoredPassage } from "#ports.ts";
import type { Article, Receipt } from "#types.ts";
import type { IndexAddon } from "./addon.ts";
import { readBatches } from "./batches.ts";
import { addCarrier, dropCarrier } from "./carriers.ts";
import { asStorageError, fileIdentity, guarded, openForWriting, prepared } from "./connection.ts";
import { shelfFile } from "./names.ts";
import { project } from "./project.ts";
import { type ArticleRow, articleColumns, type PassageRow, passageSelect, toArticle, toStoredPassage } from "./rows.ts";
import { removeArticle, saveArticle } from "./save.ts";
import { saveVectors } from "./save-vectors.ts";
import { shelfSchema } from "./schema.ts";
import { addSketches, findSimilar } from "./sketches.ts";
import { readCoverage } from "./totals.ts";

interface ShelfWriterOptions {
  readonly name: string;
  readonly folder: string;
  readonly clock: Clock;
  addon(): Promise<IndexAddon | null>;
  warn(message: string): void;
}

export interface OpenShelfWriter extends ShelfWriter {
  /** Whether another file has taken the place of the one that is open: what is written here would be lost. */
  isStale(): boolean;
  close(): void;
}

/** Opens a shelf for writing. Each call that changes something is one transaction that takes the write lock at once. */
export function openShelfWriter(options: ShelfWriterOptions): OpenShelfWriter {
  const { name, folder, clock, addon, warn } = options;
  const file = shelfFile(folder);
  const database = openForWriting(file, shelfSchema);
  const identity = fileIdentity(file);
  const read = <T>(work: () => T): Promise<T> => settle(() => guarded(file, work));
  const write = <T>(work: () => T): Promise<T> => read(() => database.transaction(work).immediate());
  return {
    name,
    current: (id) => read(() => findArticle(database, name, id, null)),
    version: (id, version) => read(() => findArticle(database, name, id, version)),
    latestVersion: (id) => read(() => latestVersion(database, id)),
    findContent: (contentHash) => read(() => findContent(database, contentHash)),
    removal: (id) => read(() => findRemoval(database, id)),
    similar: (wanted, exceptId, least) => read(() => findSimilar(database, wanted, exceptId, least)),
    addSketches: (limit) => write(() => addSketches(database, limit)),
    beginBatch: (command) => write(() => beginBatch(database, command, clock.now())),
    record: (batch, receipt) => write(() => addEntry(database, { batch, receipt })),
    carry: (articleId, facts, batch, receipt) =>
      write(() => {
        const isNew = addCarrier(database, articleId, facts);
        addEntry(database, { batch, receipt, ...(isNew && { carrier: { change: "added", articleId, facts } }) });
        return isNew;
      }),
    uncarry: (articleId, facts, batch, receipt) =>
      write(() => {
        requireBatch(database, batch);
        const wasThere = dropCarrier(database, articleId, facts);
        if (wasThere) addEntry(database, { batch, receipt, carrier: { change: "removed", articleId, facts } });
        return wasThere;
      }),
    save: (request) => write(() => save(database, name, request)),
    remove: (id, batch, receipt) =>
      write(() => {
        requireBatch(database, batch);
        const before = removeArticle(database, id, clock.now());
        if (before !== null) addEntry(database, { batch, receipt, before });
        return before !== null;
      }),
    endBatch: (batch, summary) =>
      write(() => {
        requireBatch(database, batch);
        prepared(database, "UPDATE batches SET ended_at = ?, summary = ? WHERE id = ?").run(
          clock.now().toISOString(),
          JSON.stringify(summary),
          batch,
        );
      }),
    batch: (id) => read(() => readBatch(database, id)),
    batches: (limit) => read(() => readBatches(database, limit)),
    countUnembedded: (embedderId) => read(() => countUnembedded(database, embedderId)),
    unembedded: (embedderId, limit) => read(() => readUnembedded(database, name, embedderId, limit)),
    saveVectors: (embedderId, vectors) => write(() => saveVectors(database, embedderId, vectors)),
    project: (embedderId, signal) =>
      project({ shelf: name, folder, database, embedderId, signal, addon, warn }).catch((error: unknown) => {
        throw asStorageError(file, error);
      }),
    coverage: () => read(() => readCoverage(database)),
    isStale: () => fileIdentity(file) !== identity,
    close: () => database.close(),
  };
}

/** `null`: it is stored; else the id of the article that has its content. */
function save(database: Database, shelf: string, request: SaveRequest): string | null {
  const { batch, receipt, article, isUnique } = request;
  const same = isUnique ? findContent(database, article.contentHash) : null;
  if (same !== null && same !== article.id) return same;
  const before = saveArticle(database, shelf, request);
  addEntry(database, { batch, receipt, before, after: article.version });
  return null;
}

/** What is thrown while working becomes a rejection. */
async function settle<T>(work: () => T): Promise<T> {
  return work();
}

function findArticle(database: Database, shelf: string, id: string, version: number | null): Article | null {
  const row = prepared<[number | null, string], ArticleRow>(
    database,
    `SELECT ${articleColumns} FROM articles a
       JOIN versions v ON v.article = a.key AND v.version = coalesce(?, a.version) WHERE a.id = ?`,
  ).get(version, id);
  return row === undefined ? null : toArticle(shelf, row);
}

function latestVersion(database: Database, id: string): number {
  const sql = "SELECT max(v.version) FROM articles a JOIN versions v ON v.article = a.key WHERE a.id = ?";
  return prepared<[string], number | null>(database, sql).pluck().get(id) ?? 0;
}

function findRemoval(database: Database, id: string): { at: string | null } | null {
  const sql = "SELECT removed_at AS at FROM articles WHERE id = ? AND version IS NULL";
  return prepared<[string], { at: string | null }>(database, sql).get(id) ?? null;
}

function findContent(database: Database, contentHash: string): string | null {
  const sql = `SELECT a.id FROM versions v JOIN articles a ON a.key = v.article AND a.version = v.version
    WHERE v.content_hash = ? ORDER BY a.key LIMIT 1`;
  return prepared<[string], string>(database, sql).pluck().get(contentHash) ?? null;
}

function beginBatch(database: Database, command: string, now: Date): string {
  const time = now.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const id = `${time}-${randomBytes(3).toString("hex")}`;
  prepared(database, "INSERT INTO batches (id, command, began_at) VALUES (?, ?, ?)").run(
    id,
    command,
    now.toISOString(),
  );
  return id;
}

function addEntry(database: Database, entry: Partial<BatchEntry> & { batch: string; receipt: Receipt }): void {
  const { batch, receipt, before = null, after = null, carrier } = entry;
  requireBatch(database, batch);
  prepared(database, "INSERT INTO batch_entries (batch, receipt, before, after, carrier) VALUES (?, ?, ?, ?, ?)").run(
    ...[batch, JSON.stringify(receipt), before, after, carrier === undefined ? null : JSON.stringify(carrier)],
  );
}

function requireBatch(database: Database, batch: string): void {
  if (prepared(database, "SELECT 1 FROM batches WHERE id = ?").get(batch) !== undefined) return;
  throw new InputError(`Expected a batch begun in this shelf, found ${JSON.stringify(batch)}. Begin a batch first.`);
}

function readBatch(database: Database, id: string): readonly BatchEntry[] | null {
  if (prepared(database, "SELECT 1 FROM batches WHERE id = ?").get(id) === undefined) return null;
  return prepared<[string], EntryRow>(
    database,
    "SELECT receipt, before, after, carrier FROM batch_entries WHERE batch = ? ORDER BY key",
  )
    .all(id)
    .map(({ receipt, before, after, carrier }) => ({
      receipt: JSON.parse(receipt),
      before,
      after,
      ...(carrier !== null && { carrier: JSON.parse(carrier) }),
    }));
}

interface EntryRow {
  readonly receipt: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly carrier: string | null;
}

const withoutVector = `NOT EXISTS (
  SELECT 1 FROM vectors x JOIN embedders e ON e.key = x.embedder WHERE x.passage = p.key AND e.id = ?)`;

function countUnembedded(database: Database, embedderId: string): number {
  return Number(prepared(database, `SELECT count(*) FROM passages p WHERE ${withoutVector}`).pluck().get(embedderId));
}

function readUnembedded(database: Database, shelf: string, embedderId: string, limit: number): StoredPassage[] {
  return prepared<[string, number], PassageRow>(
    database,
    `${passageSelect} WHERE ${withoutVector} ORDER BY p.key LIMIT ?`,
  )
    .all(embedderId, Math.max(0, limit))
    .map((row) => toStoredPassage(shelf, row));
}
