import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { App } from "#app.ts";
import { InputError } from "#errors.ts";
import { chunk } from "#ingest/chunk.ts";
import { sha256 } from "#text/hash.ts";
import { type BenchArticle, madeUpArticles } from "./made-up.ts";

/** What the library was made of; written when it is complete. */
export interface BenchLibrary {
  readonly passages: number;
  readonly articles: number;
  readonly madeUpArticles: number;
  /** Of the articles given. */
  readonly fingerprint: string;
  readonly seconds: number;
}

const shelf = "main";
const SEED = 43;
/** Reading a text may move a cut here and there; so the number of passages may differ by this share. */
const NEARLY = 0.01;

/** The library in a folder, `null` unless it was made of these articles and holds nearly as many passages. */
export function benchLibrary(home: string, articles: readonly BenchArticle[], passages: number): BenchLibrary | null {
  const file = join(home, "bench.json");
  if (!existsSync(file)) return null;
  const made: BenchLibrary = JSON.parse(readFileSync(file, "utf8"));
  const fits = Math.abs(made.passages - passages) <= NEARLY * passages;
  return fits && made.fingerprint === fingerprint(articles) ? made : null;
}

/** Fills the app's library, which must be empty, with the articles and as many made-up ones as are wanting. */
export async function fillLibrary(
  app: App,
  articles: readonly BenchArticle[],
  passages: number,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  const { home } = app.config;
  if ((await app.library.shelves()).length > 0) {
    throw new InputError(`${home} holds a library made of other articles. Name another folder, or remove that one.`);
  }
  mkdirSync(home, { recursive: true });
  const all = withMadeUp(articles, passages);
  const file = join(home, "articles.jsonl");
  writeFileSync(file, all.map((article) => `${JSON.stringify(article)}\n`).join(""));
  const ingest = await app.ingest();
  const summary = await ingest({ sources: [file], shelf }, { receipt: () => {} }, signal);
  signal.throwIfAborted();
  const made: BenchLibrary = {
    passages: (await app.library.within([shelf]).coverage()).passages,
    articles: summary.added,
    madeUpArticles: all.length - articles.length,
    fingerprint: fingerprint(articles),
    seconds: Math.round((performance.now() - began) / 1000),
  };
  writeFileSync(join(home, "bench.json"), JSON.stringify(made));
}

/** The articles of all folders, under ids that tell the folders apart. */
export function readArticles(folders: readonly string[]): readonly BenchArticle[] {
  return folders.flatMap((folder) =>
    readFileSync(join(folder, "articles.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const { id, title = "", text }: BenchArticle = JSON.parse(line);
        return { id: `${basename(folder)}-${id}`, title, text };
      }),
  );
}

function withMadeUp(articles: readonly BenchArticle[], passages: number): readonly BenchArticle[] {
  const all: BenchArticle[] = [];
  let count = 0;
  const add = (article: BenchArticle) => {
    all.push(article);
    count += chunk({ ...article, shelf, version: 1 }).length;
  };
  for (const article of articles) add(article);
  const more = madeUpArticles(articles, SEED);
  while (count < passages) add(more.next().value);
  return all;
}

function fingerprint(articles: readonly BenchArticle[]): string {
  return sha256(JSON.stringify(articles));
}
