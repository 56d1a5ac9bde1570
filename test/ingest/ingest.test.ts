import { describe, expect, test } from "vitest";
import { InputError, ModelError } from "#errors.ts";
import type { Embedder } from "#ports.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createBench, held, jsonLine, textFile } from "./harness.ts";

const statuses = (bench: { receipts: readonly { status: string }[] }) => bench.receipts.map(({ status }) => status);

describe("ingesting", () => {
  test("stores articles in order, each with a receipt, and sums up", async () => {
    const bench = createBench();
    bench.files.set("a.txt", [textFile("a.txt", "Kim\n\nKim met Alice. She was free.")]);
    bench.files.set("b.jsonl", [
      jsonLine("b.jsonl:1", { id: "x1", title: "Sea", text: "The sea rose." }),
      jsonLine("b.jsonl:2", { id: "x2", title: "", text: "No title here." }),
    ]);
    const summary = await bench.ingest();
    expect(bench.receipts).toEqual([
      {
        source: "a.txt",
        status: "added",
        articleId: expect.stringMatching(/^[0-9a-f]{16}$/),
        title: "Kim",
        passages: 1,
      },
      { source: "b.jsonl:1", status: "added", articleId: "x1", title: "Sea", passages: 1 },
      { source: "b.jsonl:2", status: "added", articleId: "x2", title: "", passages: 1 },
    ]);
    expect(summary).toEqual({
      batch: expect.any(String),
      added: 3,
      updated: 0,
      unchanged: 0,
      duplicate: 0,
      removed: 0,
      failed: 0,
      articles: 3,
      passages: 3,
      seconds: expect.any(Number),
    });
    expect(await held(bench.library)).toEqual({
      Kim: "Kim met Alice. She was free.",
      Sea: "The sea rose.",
      "": "No title here.",
    });
  });

  test("again changes nothing and says so", async () => {
    const bench = createBench();
    bench.files.set("a.txt", [textFile("a.txt", "Kim\n\nKim met Alice.")]);
    bench.files.set("b", [
      jsonLine("b:1", { title: "T", text: "Text." }),
      jsonLine("b:2", { id: "i", text: "Other." }),
    ]);
    await bench.ingest();
    const summary = await bench.ingest();
    expect(statuses(bench)).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(summary).toMatchObject({ added: 0, unchanged: 3, articles: 3, passages: 3 });
  });

  test("a changed text, title, or any other fact makes a new version of the same article", async () => {
    const bench = createBench();
    const line = {
      id: "i",
      title: "T",
      text: "Text.",
      url: "https://example.org/a",
      outlet: "CNN",
      author: "A",
      publishedAt: "2018-06-15",
    };
    bench.files.set("b", [jsonLine("b:1", line)]);
    await bench.ingest();
    let version = 1;
    for (const change of [
      { text: "New." },
      { title: "U" },
      { url: null },
      { outlet: "TODAY" },
      { author: null },
      { publishedAt: "2018-06-16" },
    ]) {
      Object.assign(line, change);
      bench.files.set("b", [jsonLine("b:1", line)]);
      await bench.ingest();
      version += 1;
      expect(statuses(bench), JSON.stringify(change)).toEqual(["updated"]);
      expect(await bench.library.within(["main"]).article("main", "i")).toMatchObject({ version, title: line.title });
    }
    expect(await held(bench.library)).toEqual({ U: "New." });
    expect(await bench.library.within(["main"]).article("main", "i", 1)).toMatchObject({ text: "Text." });
  });

  test("an edited line without id or address is an update, a moved line is unchanged", async () => {
    const bench = createBench();
    const sameTitle = ["First text.", "Second text."].map((text) => ({ title: "Weather", text }));
    bench.files.set(
      "b",
      [{ title: "A", text: "One." }, ...sameTitle].map((line, index) => jsonLine(`b:${index + 1}`, line)),
    );
    await bench.ingest();
    expect(statuses(bench)).toEqual(["added", "added", "added"]);
    const edited = [...sameTitle, { title: "A", text: "One, edited." }];
    bench.files.set(
      "b",
      edited.map((line, index) => jsonLine(`b:${index + 1}`, line)),
    );
    await bench.ingest();
    expect(statuses(bench)).toEqual(["unchanged", "unchanged", "updated"]);
  });

  test("the same address is the same article, whatever tracks its readers", async () => {
    const bench = createBench();
    bench.files.set("b", [
      jsonLine("b:1", { title: "A", text: "One.", url: "https://Example.org/x?id=1&utm_source=feed#top" }),
    ]);
    await bench.ingest();
    const [first] = bench.receipts;
    bench.files.set("b", []);
    bench.files.set("c", [jsonLine("c:9", { title: "A", text: "One, later.", url: "https://example.org/x?id=1" })]);
    await bench.ingest();
    expect(bench.receipts).toMatchObject([{ status: "updated", articleId: first?.articleId }]);
  });

  test("lines of one file with one address are articles of their own, each found again", async () => {
    const bench = createBench();
    const parts = ["Part one.", "Part two."].map((text, index) =>
      jsonLine(`b:${index + 1}`, { title: "Page", text, url: "https://example.org/page" }),
    );
    bench.files.set("b", parts);
    expect(await bench.ingest()).toMatchObject({ added: 2, articles: 2 });
    expect(await bench.ingest()).toMatchObject({ unchanged: 2, articles: 2 });
  });

  test("the content of another article is a duplicate, unless it comes with an id of its own", async () => {
    const bench = createBench();
    bench.files.set("a.txt", [textFile("a.txt", "T\n\nSame words.")]);
    bench.files.set("copy.txt", [textFile("copy.txt", "T\n\nSame words.")]);
    bench.files.set("b", [jsonLine("b:1", { id: "own", title: "T", text: "Same words." })]);
    await bench.ingest();
    const id = bench.receipts[0]?.articleId;
    expect(bench.receipts).toMatchObject([
      { status: "added" },
      { source: "copy.txt", status: "duplicate", duplicateOf: id, title: "T" },
      { status: "added", articleId: "own" },
    ]);
  });

  test("an id given twice in a run: the first counts, the same again is unchanged, other content is refused", async () => {
    const bench = createBench();
    const line = { id: "i", title: "T", text: "One.", outlet: "CNN" };
    bench.files.set("b", [
      jsonLine("b:1", line),
      jsonLine("b:2", { ...line, text: "Two." }),
      jsonLine("b:3", line),
      jsonLine("b:4", { id: "j", title: "T", text: "One." }),
    ]);
    bench.files.set("c", [jsonLine("c:1", { ...line, outlet: "TODAY" })]);
    const refused = {
      status: "failed",
      articleId: "i",
      error:
        'Expected each id once in a run, found "i" again with other content: b:1 gave it first. Give this article an id of its own, or, if it is to replace that one, ingest it in a run of its own.',
    };
    const summary = await bench.ingest();
    expect(bench.receipts).toEqual([
      { source: "b:1", status: "added", articleId: "i", title: "T", passages: 1 },
      { source: "b:2", ...refused },
      { source: "b:3", status: "unchanged", articleId: "i", title: "T" },
      { source: "b:4", status: "added", articleId: "j", title: "T", passages: 1 },
      { source: "c:1", ...refused },
    ]);
    expect(summary).toMatchObject({ added: 2, updated: 0, unchanged: 1, failed: 2, articles: 2 });
    expect(await bench.library.within(["main"]).article("main", "i")).toMatchObject({ version: 1, text: "One." });
  });

  test("an id given twice in a run is refused again in the next, and updates nothing", async () => {
    const bench = createBench();
    const lines = ["One.", "Two."].map((text, index) => jsonLine(`b:${index + 1}`, { id: "i", title: "T", text }));
    bench.files.set("b", lines);
    await bench.ingest();
    expect(await bench.ingest()).toMatchObject({ added: 0, updated: 0, unchanged: 1, failed: 1 });
    bench.files.set("b", lines.slice(1));
    expect(await bench.ingest()).toMatchObject({ updated: 1, failed: 0 });
    expect(await held(bench.library)).toEqual({ T: "Two." });
  });

  test("a broken line does not take the id it would have given", async () => {
    const bench = createBench();
    bench.files.set("b", [
      jsonLine("b:1", { id: "i", title: "T", text: "" }),
      jsonLine("b:2", { id: "i", title: "T", text: "Whole." }),
    ]);
    await bench.ingest();
    expect(statuses(bench)).toEqual(["failed", "added"]);
  });

  test("the same address in two files of a run: the later is the newer version", async () => {
    const bench = createBench();
    const url = "https://example.org/a";
    bench.files.set("monday", [jsonLine("monday:1", { title: "T", text: "One.", url })]);
    bench.files.set("tuesday", [jsonLine("tuesday:1", { title: "T", text: "Two.", url })]);
    await bench.ingest();
    expect(statuses(bench)).toEqual(["added", "updated"]);
    expect(await held(bench.library)).toEqual({ T: "Two." });
  });

  test("what is broken is reported with its place and reason, and the good ones are kept", async () => {
    const bench = createBench();
    bench.files.set("b", [
      jsonLine("b:1", { id: "one", title: "A", text: "Good." }),
      jsonLine("b:2", '{"title": "A", "text": '),
      jsonLine("b:3", { title: "B", text: 7 }),
      { source: "b:4", error: "Expected at most 16 MiB in one line, found more." },
      jsonLine("b:5", { id: "five", title: "C", text: "Good too." }),
    ]);
    const summary = await bench.ingest({ sources: ["b", "nowhere"] });
    expect(bench.receipts).toEqual([
      expect.objectContaining({ source: "b:1", status: "added" }),
      { source: "b:2", status: "failed", error: expect.stringContaining("found something that is not JSON") },
      {
        source: "b:3",
        status: "failed",
        error: 'The article does not fit; field "text": expected a string, found the number 7.',
      },
      { source: "b:4", status: "failed", error: "Expected at most 16 MiB in one line, found more." },
      expect.objectContaining({ source: "b:5", status: "added" }),
      { source: "nowhere", status: "failed", error: "not there" },
    ]);
    expect(summary).toMatchObject({ added: 2, failed: 4, articles: 2 });
  });

  test("what is embedded carries title, outlet and date; what is stored does not", async () => {
    const embedder = createFakeEmbedder();
    const bench = createBench({ embedder });
    bench.files.set("b", [
      jsonLine("b:1", { id: "i", title: "Kim", text: "Free.", outlet: "CNN", publishedAt: "2018-06-15T10:00:00Z" }),
      jsonLine("b:2", { id: "j", title: "", text: "Bare." }),
    ]);
    await bench.ingest();
    expect(embedder.calls).toEqual([{ texts: ["Kim\nCNN, 2018-06-15\nFree.", "Bare."], purpose: "passage" }]);
    expect(await held(bench.library)).toEqual({ Kim: "Free.", "": "Bare." });
  });

  test("embeds many articles together and a long one in parts", async () => {
    const embedder = createFakeEmbedder();
    const bench = createBench({ embedder });
    const long = Array.from({ length: 100 }, (_, index) => `Paragraph ${index} ${"word ".repeat(190)}.`).join("\n\n");
    bench.files.set(
      "b",
      [...Array.from({ length: 130 }, (_, index) => `Text ${index}.`), long].map((text, index) =>
        jsonLine(`b:${index + 1}`, { id: `i${index}`, title: "T", text }),
      ),
    );
    const summary = await bench.ingest();
    expect(summary).toMatchObject({ added: 131, passages: 230 });
    expect(embedder.calls.map(({ texts }) => texts.length)).toEqual([64, 64, 64, 38]);
    expect(bench.receipts.map(({ source }) => source)).toEqual(
      Array.from({ length: 131 }, (_, index) => `b:${index + 1}`),
    );
  });

  test("a removed article that is ingested again is added, and its versions go on counting", async () => {
    const bench = createBench();
    bench.files.set("b", [jsonLine("b:1", { id: "i", title: "T", text: "Text." })]);
    const { batch } = await bench.ingest();
    const shelf = await bench.library.shelf("main");
    await shelf.remove("i", batch, { source: "i", status: "removed", articleId: "i" });
    await bench.ingest();
    expect(statuses(bench)).toEqual(["added"]);
    expect(await bench.library.within(["main"]).article("main", "i")).toMatchObject({ version: 2 });
  });

  test("shelves do not see each other", async () => {
    const bench = createBench();
    bench.files.set("a.txt", [textFile("a.txt", "T\n\nSame words.")]);
    await bench.ingest({ shelf: "main" });
    await bench.ingest({ shelf: "server-1" });
    expect(statuses(bench)).toEqual(["added"]);
    expect(await held(bench.library, "server-1")).toEqual({ T: "Same words." });
  });
});

describe("a dry run", () => {
  test("says what would happen and stores nothing, not even an empty shelf", async () => {
    const embedder = createFakeEmbedder();
    const bench = createBench({ embedder });
    bench.files.set("b", [
      jsonLine("b:1", { id: "i", title: "T", text: "One." }),
      jsonLine("b:2", { id: "i", title: "T", text: "Two." }),
      jsonLine("b:3", { title: "T", text: "One." }),
      jsonLine("b:4", "{"),
      jsonLine("b:5", { title: "A", text: "Address.", url: "https://example.org/a" }),
    ]);
    bench.files.set("c", [jsonLine("c:1", { title: "A", text: "Later.", url: "https://example.org/a" })]);
    const summary = await bench.ingest({ dryRun: true });
    expect(statuses(bench)).toEqual(["added", "failed", "duplicate", "failed", "added", "updated"]);
    expect(summary).toMatchObject({ batch: "dry-run", added: 2, updated: 1, articles: 0, passages: 0 });
    expect(await bench.library.shelves()).toEqual([]);
    expect(embedder.calls).toEqual([]);
    await expect(bench.ingest({ dryRun: true, shelf: "../x" })).rejects.toThrow(InputError);
  });

  test("compares with what is stored", async () => {
    const bench = createBench();
    bench.files.set("b", [jsonLine("b:1", { id: "i", title: "T", text: "One." })]);
    await bench.ingest();
    bench.files.set("b", [
      jsonLine("b:1", { id: "i", title: "T", text: "Two." }),
      jsonLine("b:2", { id: "j", text: "J." }),
    ]);
    const summary = await bench.ingest({ dryRun: true });
    expect(statuses(bench)).toEqual(["updated", "added"]);
    expect(summary).toMatchObject({ articles: 1 });
    expect(await held(bench.library)).toEqual({ T: "One." });
  });
});

describe("when things go wrong on the way", () => {
  test("an abort keeps what was stored, ends the batch and sums up", async () => {
    const controller = new AbortController();
    const bench = createBench();
    const texts = Array.from({ length: 200 }, (_, index) => ({ id: `i${index}`, title: "T", text: `Text ${index}.` }));
    bench.files.set(
      "b",
      texts.map((line, index) => jsonLine(`b:${index + 1}`, line)),
    );
    const { report } = bench;
    const receipt = report.receipt;
    report.receipt = (given) => {
      receipt(given);
      if (bench.receipts.length === 70) {
        controller.abort();
      }
    };
    const summary = await bench.ingest({}, controller.signal);
    expect(summary).toMatchObject({ added: 70, articles: 70 });
    const shelf = await bench.library.shelf("main");
    expect(await shelf.batch(summary.batch)).toHaveLength(70);
    report.receipt = receipt;
    expect(await bench.ingest()).toMatchObject({ added: 130, unchanged: 70, articles: 200 });
  });

  function failingOn(word: string, retryable: boolean): Embedder {
    const inner = createFakeEmbedder();
    return {
      ...inner,
      embed: async (texts, purpose, signal) => {
        if (texts.some((text) => text.includes(word))) {
          throw new ModelError(`Expected no ${word}.`, { retryable });
        }
        return inner.embed(texts, purpose, signal);
      },
    };
  }

  test("an article the embedder refuses fails alone", async () => {
    const bench = createBench({ embedder: failingOn("poison", false) });
    const texts = ["Good.", "A poison text.", "Good too."];
    bench.files.set(
      "b",
      texts.map((text, index) => jsonLine(`b:${index + 1}`, { id: `i${index}`, title: "T", text })),
    );
    const summary = await bench.ingest();
    expect(bench.receipts).toMatchObject([
      { status: "added" },
      { source: "b:2", status: "failed", articleId: "i1", error: "Expected no poison." },
      { status: "added" },
    ]);
    expect(summary).toMatchObject({ added: 2, failed: 1, articles: 2 });
  });

  test("an embedder that does not answer at all ends the walk with its error", async () => {
    const bench = createBench({ embedder: failingOn("Text", true) });
    const texts = Array.from({ length: 200 }, (_, index) => ({ id: `i${index}`, title: "T", text: `Text ${index}.` }));
    bench.files.set(
      "b",
      texts.map((line, index) => jsonLine(`b:${index + 1}`, line)),
    );
    await expect(bench.ingest()).rejects.toThrow("Expected no Text.");
    expect(new Set(statuses(bench))).toEqual(new Set(["failed"]));
    expect(bench.receipts).toHaveLength(64);
  });

  test("an embedder that loses vectors is found out before anything is stored", async () => {
    const inner = createFakeEmbedder();
    const embedder: Embedder = {
      ...inner,
      embed: async (texts, purpose) => (await inner.embed(texts, purpose)).slice(1),
    };
    const bench = createBench({ embedder });
    bench.files.set("b", [jsonLine("b:1", { id: "i", title: "T", text: "Text." })]);
    await bench.ingest();
    expect(bench.receipts).toMatchObject([{ status: "failed", error: expect.stringContaining("returned 0 vectors") }]);
    expect(await held(bench.library)).toEqual({});
  });
});
