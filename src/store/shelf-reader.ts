import { statSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import type { Hit, StoredPassage } from "#ports.ts";
import type { Article, ArticleSummary, Coverage } from "#types.ts";
import { guarded, openForReading } from "./connection.ts";
import { createLexicalIndex, type LexicalIndex } from "./lexical.ts";
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
import { checkUnitVector, type Neighbour, VectorScan } from "./vectors.ts";

export interface ShelfStatistics {
  readonly passages: number;
  readonly terms: number;
}

/** Reads one shelf, which may not exist yet, and sees at its next call what any process has changed. */
export class ShelfReader {
  readonly name: string;
  readonly #file: string;
  #open: OpenShelf | null = null;

  constructor(name: string, folder: string) {
    this.name = name;
    this.#file = join(folder, "shelf.sqlite");
  }

  lexical(stems: readonly string[], limit: number): readonly Hit[] {
    return this.#read([], (shelf) => shelf.lexical.search(stems, limit));
  }

  statistics(): ShelfStatistics {
    return this.#read({ passages: 0, terms: 0 }, (shelf) => shelf.statistics());
  }

  frequency(stem: string): number {
    return this.#read(0, (shelf) => shelf.lexical.frequency(stem));
  }

  nearest(vector: Float32Array, embedderId: string, limit: number): readonly Hit[] {
    return this.#read([], (shelf) => shelf.nearest(vector, embedderId, limit));
  }

  passage(id: string): StoredPassage | null {
    return this.#read(null, (shelf) => {
      const row = shelf.passage.get(id);
      return row === undefined ? null : toStoredPassage(this.name, row);
    });
  }

  passagesOf(articleId: string): readonly StoredPassage[] {
    return this.#read([], (shelf) => shelf.passagesOf.all(articleId).map((row) => toStoredPassage(this.name, row)));
  }

  article(id: string, version: number | null): Article | null {
    return this.#read(null, (shelf) => {
      const row = shelf.article.get(version, id);
      return row === undefined ? null : toArticle(this.name, row);
    });
  }

  /** Newest publication first, then undated by title. */
  articles(limit: number): readonly (ArticleSummary & { readonly published: number | null })[] {
    return this.#read([], (shelf) =>
      shelf.articles.all(limit).map((row) => ({ ...toSummary(this.name, row), published: row.published })),
    );
  }

  coverage(): Coverage {
    return this.#read({ articles: 0, passages: 0, from: null, to: null }, (shelf) => readCoverage(shelf.database));
  }

  everHeldArticles(): boolean {
    return this.#read(false, (shelf) => shelf.database.prepare("SELECT 1 FROM articles LIMIT 1").get() !== undefined);
  }

  close(): void {
    this.#open?.database.close();
    this.#open = null;
  }

  #read<T>(absent: T, work: (shelf: OpenShelf) => T): T {
    return guarded(this.#file, () => {
      const shelf = this.#current();
      return shelf === null ? absent : work(shelf);
    });
  }

  /** Opens the file when it appears, and again when another file took its place (restored, or deleted and filled anew). */
  #current(): OpenShelf | null {
    const identity = fileIdentity(this.#file);
    if (this.#open !== null && this.#open.identity === identity) return this.#open;
    this.close();
    const database = identity === null ? null : openForReading(this.#file, shelfSchema);
    if (database !== null && identity !== null) this.#open = new OpenShelf(database, identity);
    return this.#open;
  }
}

/** A connection with its statements and what is kept in memory until another process or connection commits. */
class OpenShelf {
  readonly database: Database;
  readonly identity: string;
  readonly lexical: LexicalIndex;
  readonly passage;
  readonly passagesOf;
  readonly article;
  readonly articles;
  readonly #scans = new Map<string, { scan: VectorScan; dataVersion: number }>();

  constructor(database: Database, identity: string) {
    this.database = database;
    this.identity = identity;
    this.lexical = createLexicalIndex(database);
    this.passage = database.prepare<[string], PassageRow>(`${passageSelect} WHERE p.id = ?`);
    this.passagesOf = database.prepare<[string], PassageRow>(`${passageSelect} WHERE a.id = ? ORDER BY p.ordinal`);
    this.article = database.prepare<[number | null, string], ArticleRow>(
      `SELECT ${articleColumns} FROM articles a
       JOIN versions v ON v.article = a.key AND v.version = coalesce(?, a.version)
       WHERE a.id = ? AND a.version IS NOT NULL`,
    );
    this.articles = database.prepare<[number], SummaryRow & { published: number | null }>(
      `SELECT ${summaryColumns}, v.published FROM articles a
       JOIN versions v ON v.article = a.key AND v.version = a.version
       ORDER BY v.published DESC NULLS LAST, v.title, a.id LIMIT ?`,
    );
  }

  statistics(): ShelfStatistics {
    const row = this.database
      .prepare<[], ShelfStatistics>("SELECT count(*) AS passages, total(terms) AS terms FROM passages")
      .get();
    return row ?? { passages: 0, terms: 0 };
  }

  nearest(vector: Float32Array, embedderId: string, limit: number): readonly Hit[] {
    const embedder = this.database
      .prepare<[string], { key: number; dimensions: number }>("SELECT key, dimensions FROM embedders WHERE id = ?")
      .get(embedderId);
    if (embedder === undefined || limit <= 0) return [];
    checkUnitVector(vector, embedder.dimensions, embedderId);
    const scan = this.#scan(embedderId, embedder);
    for (let ask = limit + 16; ; ask *= 2) {
      const hits = this.#resolve(scan.nearest(vector, ask), limit);
      if (hits.length === limit || ask >= scan.size) return hits;
    }
  }

  #scan(embedderId: string, embedder: { key: number; dimensions: number }): VectorScan {
    const dataVersion = Number(this.database.pragma("data_version", { simple: true }));
    const known = this.#scans.get(embedderId);
    if (known?.dataVersion === dataVersion) return known.scan;
    const scan = known?.scan ?? new VectorScan(embedder.dimensions, 0);
    scan.load(this.database, embedder.key);
    this.#scans.set(embedderId, { scan, dataVersion });
    return scan;
  }

  /** Only what SQLite still holds is a hit. */
  #resolve(neighbours: readonly Neighbour[], limit: number): Hit[] {
    const find = this.database
      .prepare<[number], string>("SELECT p.id FROM vectors v JOIN passages p ON p.key = v.passage WHERE v.key = ?")
      .pluck();
    const hits: Hit[] = [];
    for (const { key, score } of neighbours) {
      if (hits.length === limit) break;
      const passageId = find.get(key);
      if (passageId !== undefined) hits.push({ passageId, score });
    }
    return hits;
  }
}

/** What the shelf holds now; also used by its writer. */
export function readCoverage(database: Database): Coverage {
  const current = "FROM articles a JOIN versions v ON v.article = a.key AND v.version = a.version";
  const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const date = (order: string): string | null =>
    database
      .prepare<[], string>(
        `SELECT v.published_at ${current} WHERE v.published IS NOT NULL ORDER BY v.published ${order} LIMIT 1`,
      )
      .pluck()
      .get() ?? null;
  return {
    articles: count("SELECT count(*) FROM articles WHERE version IS NOT NULL"),
    passages: count("SELECT count(*) FROM passages"),
    from: date("ASC"),
    to: date("DESC"),
  };
}

function fileIdentity(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}
