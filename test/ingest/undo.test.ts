import { describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { reembed } from "#ingest/reembed.ts";
import { removeArticles } from "#ingest/remove.ts";
import { undoBatch } from "#ingest/undo.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { type Bench, createBench, held, jsonLine } from "./harness.ts";

function ingestLines(bench: Bench, lines: readonly object[]) {
  bench.files.set(
    "b",
    lines.map((line, index) => jsonLine(`b:${index + 1}`, line)),
  );
  return bench.ingest();
}

const a = { id: "a", title: "A", text: "About a." };
const b = { id: "b", title: "B", text: "About b." };

describe("removing", () => {
  test("takes articles out of every search, and says which ids are not there", async () => {
    const bench = createBench();
    await ingestLines(bench, [a, b]);
    bench.receipts.length = 0;
    const summary = await removeArticles(bench, { ids: ["a", "zz"], shelf: "main" }, bench.report);
    expect(bench.receipts).toEqual([
      { source: "a", status: "removed", articleId: "a", title: "A" },
      {
        source: "zz",
        status: "failed",
        error:
          'Expected the id of an article in the shelf "main", found "zz", which is not there. Ids stand in the receipts of ingest (--json) and in the sources of answers.',
      },
    ]);
    expect(summary).toMatchObject({ removed: 1, failed: 1, articles: 1, passages: 1 });
    expect(await held(bench.library)).toEqual({ B: "About b." });
  });

  test("from a shelf that does not exist is refused and creates none", async () => {
    const bench = createBench();
    await ingestLines(bench, [a]);
    await expect(removeArticles(bench, { ids: ["a"], shelf: "mian" }, bench.report)).rejects.toThrow(
      new InputError('Expected the name of a shelf, found "mian", which does not exist. There are: main.'),
    );
    expect(await bench.library.shelves()).toEqual(["main"]);
  });
});

describe("undoing a batch", () => {
  test("takes out what it added, restores what it updated and brings back what it removed", async () => {
    const bench = createBench();
    await ingestLines(bench, [a]);
    const second = await ingestLines(bench, [{ ...a, text: "Changed." }, b]);
    expect(await held(bench.library)).toEqual({ A: "Changed.", B: "About b." });

    bench.receipts.length = 0;
    const undone = await undoBatch(bench, { batch: second.batch, shelf: "main" }, bench.report);
    expect(bench.receipts).toEqual([
      { source: "b", status: "removed", articleId: "b", title: "B" },
      { source: "a", status: "updated", articleId: "a", title: "A", passages: 1 },
    ]);
    expect(undone).toMatchObject({ removed: 1, updated: 1, articles: 1 });
    expect(await held(bench.library)).toEqual({ A: "About a." });
    expect(await bench.library.within(["main"]).article("main", "a")).toMatchObject({ version: 3 });

    bench.receipts.length = 0;
    await undoBatch(bench, { batch: undone.batch, shelf: "main" }, bench.report);
    expect(bench.receipts.map(({ status, articleId }) => [status, articleId])).toEqual([
      ["updated", "a"],
      ["added", "b"],
    ]);
    expect(await held(bench.library)).toEqual({ A: "Changed.", B: "About b." });
  });

  test("undoes an article that the batch changed twice", async () => {
    const bench = createBench();
    const page = { title: "A", url: "https://example.org/a" };
    await ingestLines(bench, [{ ...page, text: "About a." }]);
    bench.files.set("b", [jsonLine("b:1", { ...page, text: "Two." })]);
    bench.files.set("c", [jsonLine("c:1", { ...page, text: "Three." })]);
    const { batch } = await bench.ingest();
    const summary = await undoBatch(bench, { batch, shelf: "main" }, bench.report);
    expect(summary).toMatchObject({ updated: 2, failed: 0 });
    expect(await held(bench.library)).toEqual({ A: "About a." });
  });

  test("leaves an article alone that changed since, says so, and goes on with the others", async () => {
    const bench = createBench();
    const first = await ingestLines(bench, [a, b]);
    await ingestLines(bench, [{ ...b, text: "Newer." }]);
    bench.receipts.length = 0;
    const summary = await undoBatch(bench, { batch: first.batch, shelf: "main" }, bench.report);
    expect(bench.receipts).toEqual([
      {
        source: "b",
        status: "failed",
        articleId: "b",
        error: `Expected the article "b" at version 1, as batch ${first.batch} left it, but it is at version 2. It changed since and was left alone.`,
      },
      { source: "a", status: "removed", articleId: "a", title: "A" },
    ]);
    expect(summary).toMatchObject({ failed: 1, removed: 1 });
    expect(await held(bench.library)).toEqual({ B: "Newer." });
  });

  test("of removing brings the article back, unless it is there again", async () => {
    const bench = createBench();
    await ingestLines(bench, [a, b]);
    const removal = await removeArticles(bench, { ids: ["a", "b"], shelf: "main" }, bench.report);
    await ingestLines(bench, [b]);
    bench.receipts.length = 0;
    await undoBatch(bench, { batch: removal.batch, shelf: "main" }, bench.report);
    expect(bench.receipts).toMatchObject([
      { status: "failed", articleId: "b", error: expect.stringContaining("to be still removed") },
      { status: "added", articleId: "a" },
    ]);
    expect(await held(bench.library)).toEqual({ A: "About a.", B: "About b." });
  });

  test("that does not exist is refused", async () => {
    const bench = createBench();
    await ingestLines(bench, [a]);
    await expect(undoBatch(bench, { batch: "nope", shelf: "main" }, bench.report)).rejects.toThrow(
      /Expected a batch of the shelf "main", found "nope"/,
    );
  });
});

describe("embedding again", () => {
  test("gives passages without a vector of the new embedder one, with progress, and finds them by it", async () => {
    const bench = createBench();
    await ingestLines(
      bench,
      Array.from({ length: 150 }, (_, index) => ({ id: `i${index}`, title: `T${index}`, text: `Text ${index}.` })),
    );
    const embedder = createFakeEmbedder({ dimensions: 8, id: "other" });
    const progress: [number, number][] = [];
    const report = { progress: (done: number, total: number) => void progress.push([done, total]) };
    expect(await reembed({ library: bench.library, embedder }, "main", report)).toBe(150);
    expect(progress).toEqual([
      [64, 150],
      [128, 150],
      [150, 150],
    ]);
    const [vector = new Float32Array(8)] = await embedder.embed(["T7\nText 7."], "passage");
    const [hit] = await bench.library.within(["main"]).nearest(vector, "other", 1);
    expect(hit?.passageId).toBe("main/i7@1#0");
    expect(await reembed({ library: bench.library, embedder }, "main", report)).toBe(0);
  });

  test("stops when told, keeping what was done", async () => {
    const bench = createBench();
    await ingestLines(
      bench,
      Array.from({ length: 100 }, (_, index) => ({ id: `i${index}`, title: "T", text: `Text ${index}.` })),
    );
    const embedder = createFakeEmbedder({ id: "other" });
    const controller = new AbortController();
    const report = { progress: () => controller.abort() };
    await expect(reembed({ library: bench.library, embedder }, "main", report, controller.signal)).rejects.toThrow();
    const shelf = await bench.library.shelf("main");
    expect(await shelf.countUnembedded("other")).toBe(36);
  });

  test("that is killed while the index is built has work left, so that the next one builds the index", async () => {
    const bench = createBench();
    await ingestLines(
      bench,
      Array.from({ length: 100 }, (_, index) => ({ id: `i${index}`, title: "T", text: `Text ${index}.` })),
    );
    const shelf = await bench.library.shelf("main");
    const killed = new Error("killed");
    const project = (): Promise<never> => Promise.reject(killed);
    const library = { ...bench.library, shelf: async () => ({ ...shelf, project }) };
    const embedder = createFakeEmbedder({ id: "other" });
    await expect(reembed({ library, embedder }, "main", { progress: () => {} })).rejects.toBe(killed);
    expect(await shelf.countUnembedded("other")).toBe(36);
  });
});
