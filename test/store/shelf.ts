import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Library, ShelfWriter } from "#ports.ts";
import { type IndexAddon, loadAddon } from "#store/addon.ts";
import { createLibrary } from "#store/library.ts";
import { articleOf, embedderId, passagesOf, requestFor, temporaryFolder, vectorOf } from "./material.ts";

/** A library in a folder of its own, with what it warned of and how it used the addon. */
export interface TestLibrary {
  readonly home: string;
  readonly folder: string;
  readonly index: string;
  readonly library: Library;
  readonly warnings: string[];
  readonly used: { reads: number; searches: number };
  /** The same folder, opened once more as another process would. */
  again(options?: { loadAddon?: () => Promise<IndexAddon> }): TestLibrary;
  dispose(): Promise<void>;
}

export async function temporaryLibrary(): Promise<TestLibrary> {
  const folder = await temporaryFolder();
  return openLibrary(folder.path, {}, folder.remove);
}

function openLibrary(
  home: string,
  options: { loadAddon?: () => Promise<IndexAddon> },
  remove: () => Promise<void>,
): TestLibrary {
  const warnings: string[] = [];
  const used = { reads: 0, searches: 0 };
  const opened: TestLibrary[] = [];
  const library = createLibrary({
    home,
    clock: { now: () => new Date("2026-01-02T03:04:05Z") },
    warn: (message) => warnings.push(message),
    loadAddon: options.loadAddon ?? (() => countingAddon(used)),
  });
  return {
    home,
    folder: join(home, "shelves", "main"),
    index: join(home, "shelves", "main", "index"),
    library,
    warnings,
    used,
    again(more = {}) {
      const other = openLibrary(home, more, async () => {});
      opened.push(other);
      return other;
    },
    async dispose() {
      for (const other of opened) await other.dispose();
      await library.close();
      await remove();
    },
  };
}

/** The real addon, counting what is read and searched. */
async function countingAddon(used: { reads: number; searches: number }): Promise<IndexAddon> {
  const { HierarchicalNSW } = await loadAddon();
  return {
    HierarchicalNSW: class extends HierarchicalNSW {
      override readIndex(file: string): Promise<boolean> {
        used.reads++;
        return super.readIndex(file);
      }
      override searchKnn(point: number[], count: number) {
        used.searches++;
        return super.searchKnn(point, count);
      }
    },
  };
}

/** Saves `count` passages in articles of 250, named `<prefix>-0`, `<prefix>-1`, … Gives their ids with their texts. */
export async function fill(
  writer: ShelfWriter,
  prefix: string,
  count: number,
  size = 16,
): Promise<Map<string, string>> {
  const batch = await writer.beginBatch("fill");
  const texts = new Map<string, string>();
  for (let from = 0; from < count; from += 250) {
    const length = Math.min(250, count - from);
    const paragraphs = Array.from({ length }, (_, i) => `${prefix} ${from + i}`);
    const article = articleOf({ id: `${prefix}-${from / 250}`, shelf: writer.name, paragraphs });
    await writer.save(requestFor(article, batch, size));
    for (const { id, text } of passagesOf(article)) texts.set(id, text);
  }
  return texts;
}

/** What an exact comparison with all passages gives. */
export function exactly(texts: ReadonlyMap<string, string>, question: Float32Array, limit: number): string[] {
  return [...texts]
    .map(([id, text]) => ({ id, score: cosine(vectorOf(text, question.length), question) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ id }) => id);
}

export async function nearestIds(library: Library, question: Float32Array, limit: number, embedder = embedderId) {
  return (await library.within(["main"]).nearest(question, embedder, limit)).map(({ passageId }) => passageId);
}

/** The manifests in the index folder, oldest first. */
export async function manifests(index: string): Promise<Record<string, unknown>[]> {
  const names = (await readdir(index)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(index, name), "utf8"))));
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
