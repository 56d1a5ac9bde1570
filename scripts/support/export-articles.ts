import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setImmediate } from "node:timers/promises";
import { InputError } from "#errors.ts";
import type { LibraryScope } from "#ports.ts";
import { exportedJson } from "#terminal/article-json.ts";
import { jsonLine } from "#terminal/json.ts";
import type { Article } from "#types.ts";
import { articleMarkdown, markdownName } from "./article-markdown.ts";
import { allArticles } from "./article-search.ts";

/** Whether files that are there may be replaced, and what is told of each article. */
export interface ExportOptions {
  readonly force: boolean;
  exported(count: number): void;
}

interface Exported {
  /** Number of articles. */
  readonly exported: number;
  /** Files that were there and were left alone. */
  readonly left: readonly string[];
}

/** The current articles of a scope in full, newest first. Throws the signal's reason. */
export async function* wholeArticles(scope: LibraryScope, signal: AbortSignal): AsyncGenerator<Article> {
  let count = 0;
  for await (const { shelf, id } of allArticles(scope)) {
    signal.throwIfAborted();
    const article = await scope.article(shelf, id);
    if (article !== null) yield article;
    count += 1;
    // Reading is quick and never waits: without a pause a pipe that was closed would go unnoticed.
    if (count % 50 === 0) await setImmediate();
  }
}

/** Writes one article a line, as `npm run ingest` takes them, into a file that appears when it is complete. */
export async function exportLines(
  articles: AsyncIterable<Article>,
  file: string,
  options: ExportOptions,
): Promise<Exported> {
  refuseExisting(file, options);
  let exported = 0;
  await writeWhole(file, async (write) => {
    for await (const article of articles) {
      write(`${jsonLine(exportedJson(article))}\n`);
      exported += 1;
      options.exported(exported);
    }
  });
  return { exported, left: [] };
}

/** Writes a Markdown file per article into a folder, which is made where it is not there. */
export async function exportMarkdown(
  articles: AsyncIterable<Article>,
  folder: string,
  options: ExportOptions,
): Promise<Exported> {
  guarded(folder, () => mkdirSync(folder, { recursive: true }));
  const left: string[] = [];
  let exported = 0;
  for await (const article of articles) {
    const file = join(folder, markdownName(article));
    if (!options.force && existsSync(file)) {
      left.push(file);
    } else {
      await writeWhole(file, async (write) => write(articleMarkdown(article)));
      exported += 1;
    }
    options.exported(exported + left.length);
  }
  return { exported, left };
}

function refuseExisting(file: string, { force }: ExportOptions): void {
  if (!force && existsSync(file)) {
    throw new InputError(`${file} is there already. Name another file with --out, or replace this one with --force.`);
  }
}

/** Under a name of its own first: who looks at `file` sees all of it or what was there before. */
async function writeWhole(file: string, work: (write: (text: string) => void) => Promise<void>): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  const descriptor = guarded(file, () => openSync(unfinished, "w"));
  try {
    try {
      await work((text) => guarded(file, () => writeAll(descriptor, Buffer.from(text))));
      guarded(file, () => fsyncSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    guarded(file, () => renameSync(unfinished, file));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `${path}: expected a place that can be written to, found ${reason}. Name another with --out.`,
      {
        cause: error,
      },
    );
  }
}
