import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createExtractor } from "#extract/extractor.ts";
import { createFileReader } from "#files/reader.ts";
import { createIngest } from "#ingest/ingest.ts";
import { removeArticles } from "#ingest/remove.ts";
import { undoBatch } from "#ingest/undo.ts";
import type { Library } from "#ports.ts";
import { createLibrary } from "#store/library.ts";
import { stems } from "#text/stems.ts";
import type { Receipt } from "#types.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createRandom, reprints, report as story } from "./reports.ts";

const clock = { now: () => new Date() };
const embedder = createFakeEmbedder();

let folder: string;
let library: Library;
let receipts: Receipt[];
const report = { receipt: (receipt: Receipt) => void receipts.push(receipt) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "footnote-ingest-"));
  library = createLibrary({ home: join(folder, "library"), clock, warn: () => {} });
  receipts = [];
});

afterEach(async () => {
  await library.close();
  rmSync(folder, { recursive: true, force: true });
});

async function* noInput(): AsyncGenerator<Uint8Array> {}

async function ingest(...sources: string[]) {
  receipts = [];
  const reader = createFileReader({ cwd: folder, stdin: noInput() });
  const walk = createIngest({ reader, extractor: createExtractor(), embedder, library, clock });
  return walk({ sources, shelf: "main" }, report);
}

/** Titles of the articles whose passages the words find. */
async function found(words: string): Promise<string[]> {
  const scope = library.within(["main"]);
  const hits = await scope.lexical(stems(words), 10);
  const passages = await scope.passages(hits.map(({ passageId }) => passageId));
  return [...new Set(passages.map(({ article }) => article.title))].sort();
}

describe("files on disk and a library on disk", () => {
  test("go through the life of an article: added, unchanged, updated, removed, brought back", async () => {
    writeFileSync(join(folder, "alice.txt"), "Alice\n\nAlice Johnson was freed in June.");
    writeFileSync(
      join(folder, "more.jsonl"),
      [
        '{"id":"sea","title":"Sea","text":"The sea rose by a metre."}',
        '{"title":',
        '{"title":"Kim","text":"Never say never."}',
      ].join("\n"),
    );
    expect(await ingest("alice.txt", "more.jsonl")).toMatchObject({ added: 3, failed: 1, articles: 3, passages: 3 });
    expect(receipts[2]).toEqual({
      source: "more.jsonl:2",
      status: "failed",
      error: expect.stringContaining("found something that is not JSON"),
    });
    expect(await found("Who was freed?")).toEqual(["Alice"]);

    expect(await ingest("alice.txt", "more.jsonl")).toMatchObject({ added: 0, updated: 0, unchanged: 3, failed: 1 });

    writeFileSync(join(folder, "alice.txt"), "Alice\n\nAlice Johnson was pardoned.");
    const changed = await ingest("alice.txt");
    expect(changed).toMatchObject({ updated: 1, articles: 3 });
    expect(await found("freed")).toEqual([]);
    expect(await found("pardoned")).toEqual(["Alice"]);
    const id = receipts[0]?.articleId ?? "";
    expect(await library.within(["main"]).article("main", id, 1)).toMatchObject({
      text: "Alice Johnson was freed in June.",
    });

    const removal = await removeArticles({ library, clock }, { ids: [id, "nobody"], shelf: "main" }, report);
    expect(removal).toMatchObject({ removed: 1, failed: 1, articles: 2 });
    expect(await found("Alice pardoned")).toEqual([]);

    const undo = { library, embedder, clock };
    expect(await undoBatch(undo, { batch: removal.batch, shelf: "main" }, report)).toMatchObject({ added: 1 });
    expect(await found("Alice pardoned")).toEqual(["Alice"]);
    await undoBatch(undo, { batch: changed.batch, shelf: "main" }, report);
    expect(receipts.at(-1)).toMatchObject({ status: "failed", articleId: id });
  });

  test("a hundred articles are found by words and by meaning, each slice of the text as it was given", async () => {
    const texts = Array.from({ length: 100 }, (_, index) => {
      const paragraph = `Town number${index} has a river.  It is ${index} miles long, said Mr. Smith. “Longer,” he added.`;
      return Array.from({ length: 30 }, () => paragraph).join("\n\n");
    });
    const lines = texts.map((text, index) => JSON.stringify({ id: `t${index}`, title: `Town ${index}`, text }));
    writeFileSync(join(folder, "towns.jsonl"), `${lines.join("\n")}\n`);
    const summary = await ingest("towns.jsonl");
    expect(summary).toMatchObject({ added: 100, articles: 100 });
    expect(await found("number77")).toEqual(["Town 77"]);
    const scope = library.within(["main"]);
    for (const index of [0, 50, 99]) {
      const stored = await scope.passagesOf("main", `t${index}`);
      expect(stored.length).toBeGreaterThan(1);
      for (const { passage } of stored) {
        expect(passage.text).toBe(texts[index]?.slice(passage.start, passage.end));
      }
    }
    const [vector = new Float32Array(16)] = await embedder.embed(["Town 42\nTown number42 has a river."], "question");
    expect(await scope.nearest(vector, embedder.id, 5)).toHaveLength(5);
  });

  test("copies of a report are grouped, undone and brought back, also those read by an older Footnote", async () => {
    const random = createRandom(11);
    const wire = story(random);
    const copies = Object.values(reprints).map((reprint) => reprint(wire, random));
    const lines = [wire, ...copies, ...Array.from({ length: 40 }, () => story(random))].map((text, index) =>
      JSON.stringify({ id: `r${index}`, title: `Report ${index}`, text, outlet: `Outlet ${index}` }),
    );
    writeFileSync(join(folder, "wire.jsonl"), `${lines[0]}\n`);
    writeFileSync(join(folder, "all.jsonl"), `${lines.join("\n")}\n`);
    await ingest("wire.jsonl");
    await library.close();
    const shelf = new Sqlite(join(folder, "library", "shelves", "main", "shelf.sqlite"));
    shelf.exec("DELETE FROM bands; DELETE FROM sketches;");
    shelf.close();
    library = createLibrary({ home: join(folder, "library"), clock, warn: () => {} });
    const { batch } = await ingest("all.jsonl");
    const carriers = async () =>
      (await library.within(["main"]).carriers("main", "r0")).map(({ article }) => article.id).sort();
    expect(receipts.filter(({ nearDuplicateOf }) => nearDuplicateOf !== undefined)).toHaveLength(copies.length);
    expect(await carriers()).toEqual(["r1", "r2", "r3", "r4", "r5"]);
    const undo = { library, embedder, clock };
    const undone = await undoBatch(undo, { batch, shelf: "main" }, report);
    expect(await carriers()).toEqual([]);
    await undoBatch(undo, { batch: undone.batch, shelf: "main" }, report);
    expect(await carriers()).toEqual(["r1", "r2", "r3", "r4", "r5"]);
  });
});
