import type { Database } from "better-sqlite3";
import { StorageError } from "#errors.ts";
import type { Carrier, Hit, StoredPassage } from "#ports.ts";
import type { Article, ArticleSummary, Coverage } from "#types.ts";
import type { IndexAddon } from "./addon.ts";
import { findCarriers } from "./carriers.ts";
import { asStorageError, fileIdentity, guarded, openForReading, prepared } from "./connection.ts";
import { frequencies, search } from "./lexical.ts";
import { indexFolder, shelfFile } from "./names.ts";
import { NearestSearch } from "./nearest.ts";
import {
  type ArticleRow,
  articleColumns,
  type PassageRow,
  passageSelect,
  type SummaryRow,
  summaryColumns,
  toArticle,
  toStoredPassage,
  toSummary,
} from "./rows.ts";
import { shelfSchema } from "./schema.ts";
import { findTitled, type Titled } from "./titles.ts";
import { readCoverage, readTotals, type Totals } from "./totals.ts";

interface ShelfReaderOptions {
  readonly name: string;
  readonly folder: string;
  addon(): Promise<IndexAddon | null>;
  warn(message: string): void;
}

interface OpenShelf {
  readonly database: Database;
  /** Of the file, to notice when another takes its place. */
  readonly identity: string;
  /** By embedder id. */
  readonly searches: Map<string, NearestSearch>;
}

/** Reads one shelf, which may not exist yet, and sees at its next call what any process has changed. */
export class ShelfReader {
  readonly name: string;
  readonly #options: ShelfReaderOptions;
  readonly #file: string;
  #open: OpenShelf | null = null;
  #closed = false;

  constructor(options: ShelfReaderOptions) {
    this.name = options.name;
    this.#options = options;
    this.#file = shelfFile(options.folder);
  }

  lexical(stems: readonly string[], limit: number): readonly Hit[] {
    return this.#read([], (database) => search(database, stems, limit));
  }

  titled(phrases: readonly (readonly string[])[], limit: number): readonly Titled[] {
    return this.#read([], (database) => findTitled(database, phrases, limit));
  }

  /** For each stem that occurs, the number of passages that contain it. */
  frequencies(stems: readonly string[]): ReadonlyMap<string, number> {
    return this.#read<ReadonlyMap<string, number>>(new Map(), (database) => frequencies(database, stems));
  }

  totals(): Totals {
    return this.#read({ articles: 0, passages: 0, terms: 0 }, readTotals);
  }

  async nearest(vector: Float32Array, embedderId: string, limit: number): Promise<readonly Hit[]> {
    for (;;) {
      const shelf = guarded(this.#file, () => this.#current());
      const nearest = shelf && guarded(this.#file, () => this.#nearestSearch(shelf, embedderId));
      if (shelf === null || nearest === null) return [];
      try {
        return await nearest.search(vector, limit);
      } catch (error) {
        // Otherwise the file was replaced while an index was loading: the same question goes to the new one.
        if (shelf.database.open || this.#closed) throw asStorageError(this.#file, error);
      }
    }
  }

  /** By id; in no order. */
  passages(ids: readonly string[]): ReadonlyMap<string, StoredPassage> {
    const sql = `${passageSelect} WHERE p.id IN (SELECT value FROM json_each(?))`;
    return this.#read(new Map(), (database) => {
      const rows = prepared<[string], PassageRow>(database, sql).all(JSON.stringify(ids));
      return new Map(rows.map((row) => [row.passageId, toStoredPassage(this.name, row)]));
    });
  }

  passagesOf(articleId: string): readonly StoredPassage[] {
    const sql = `${passageSelect} WHERE a.id = ? ORDER BY p.ordinal`;
    return this.#read([], (database) =>
      prepared<[string], PassageRow>(database, sql)
        .all(articleId)
        .map((row) => toStoredPassage(this.name, row)),
    );
  }

  article(id: string, version: number | null): Article | null {
    const sql = `SELECT ${articleColumns} FROM articles a
      JOIN versions v ON v.article = a.key AND v.version = coalesce(?, a.version)
      WHERE a.id = ? AND a.version IS NOT NULL`;
    return this.#read(null, (database) => {
      const row = prepared<[number | null, string], ArticleRow>(database, sql).get(version, id);
      return row === undefined ? null : toArticle(this.name, row);
    });
  }

  carriers(articleId: string): readonly Carrier[] {
    return this.#read([], (database) => findCarriers(database, this.name, articleId));
  }

  /** Newest publication first, then undated by title. */
  articles(limit: number): readonly (ArticleSummary & { readonly published: number | null })[] {
    const sql = `SELECT ${summaryColumns}, a.published FROM articles a
      JOIN versions v ON v.article = a.key AND v.version = a.version
      ORDER BY a.published DESC, v.title, a.id LIMIT ?`;
    return this.#read([], (database) =>
      prepared<[number], SummaryRow & { published: number | null }>(database, sql)
        .all(limit)
        .map((row) => ({ ...toSummary(this.name, row), published: row.published })),
    );
  }

  coverage(): Coverage {
    return this.#read({ articles: 0, passages: 0, from: null, to: null }, readCoverage);
  }

  everHeldArticles(): boolean {
    const sql = "SELECT 1 FROM articles LIMIT 1";
    return this.#read(false, (database) => prepared(database, sql).get() !== undefined);
  }

  close(): void {
    this.#letGo();
    this.#closed = true;
  }

  #letGo(): void {
    this.#open?.database.close();
    this.#open = null;
  }

  #read<T>(absent: T, work: (database: Database) => T): T {
    return guarded(this.#file, () => {
      const shelf = this.#current();
      return shelf === null ? absent : work(shelf.database);
    });
  }

  /** Opens the file when it appears, and again when another took its place (restored, or deleted and filled anew). */
  #current(): OpenShelf | null {
    if (this.#closed) throw new StorageError(`${this.#file}: closed already. Open the library again.`);
    const identity = fileIdentity(this.#file);
    if (this.#open !== null && this.#open.identity === identity) return this.#open;
    this.#letGo();
    const database = identity === null ? null : openForReading(this.#file, shelfSchema);
    if (database !== null && identity !== null) this.#open = { database, identity, searches: new Map() };
    return this.#open;
  }

  #nearestSearch({ database, searches }: OpenShelf, embedderId: string): NearestSearch | null {
    const { name: shelf, folder, addon, warn } = this.#options;
    const known = searches.get(embedderId);
    if (known !== undefined) return known;
    const made = NearestSearch.for({ shelf, database, folder: indexFolder(folder), addon, warn }, embedderId);
    if (made !== null) searches.set(embedderId, made);
    return made;
  }
}
