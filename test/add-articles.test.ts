import { expect, test } from "vitest";
import { createShelving } from "#add-articles.ts";
import { createExtractor } from "#extract/extractor.ts";
import type { Reader } from "#ports.ts";
import type { Receipt } from "#types.ts";
import { createFakeEmbedder } from "./support/fake-embedder.ts";
import { createMemoryLibrary } from "./support/memory-library.ts";

const { signal } = new AbortController();
const shelf = "server-1";
const command = "/add by 5";

function open(reader: Reader) {
  const library = createMemoryLibrary();
  const receipts: Receipt[] = [];
  const read: number[] = [];
  const shelving = createShelving(async () => ({
    ...{ library, reader, extractor: createExtractor(), embedder: createFakeEmbedder() },
    clock: { now: () => new Date("2026-11-24T10:00:00Z") },
  }));
  const report = { receipt: (one: Receipt) => void receipts.push(one), read: (count: number) => void read.push(count) };
  return { library, receipts, read, shelving, report };
}

test("what is called a link and is no address reaches no reader of files", async () => {
  const asked: string[] = [];
  const { shelving, report, receipts } = open({
    async *read(source) {
      asked.push(source);
      yield* [];
    },
  });
  for (const link of ["/etc/passwd", "-", "data/articles", "file:///etc/passwd", " https://news.example/"]) {
    await shelving.add({ shelf, link, file: null, command }, report, signal);
  }
  expect(asked).toEqual([]);
  expect(receipts.map(({ status }) => status)).toEqual(["failed", "failed", "failed", "failed", "failed"]);
  await shelving.add({ shelf, link: "HTTPS://news.example/", file: null, command }, report, signal);
  expect(asked).toEqual(["HTTPS://news.example/"]);
});

test("a list of 50 is not cut, a longer one is, and articles are counted as they are read", async () => {
  for (const [length, cutAt] of [
    [50, undefined],
    [51, 50],
  ] as const) {
    const { shelving, report, read } = open({
      async *read(source) {
        for (let index = 0; index < length; index += 1) {
          const bytes = new TextEncoder().encode(`Title ${index}\n\nText ${index}.`);
          yield { source: `${source}${index}`, identity: `${source}${index}`, format: "text", bytes, isListed: true };
        }
      },
    });
    const summary = await shelving.add({ shelf, link: "https://news.example/", file: null, command }, report, signal);
    expect([summary.added, summary.cutAt]).toEqual([50, cutAt]);
    expect(read).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  }
});

test("a file is identified by where it came from, so that it is updated and not doubled", async () => {
  const { library, shelving, report } = open({ async *read() {} });
  const add = (name: string, words: string) => {
    const file = { name, identity: `discord:1/${name}`, bytes: new TextEncoder().encode(words) };
    return shelving.add({ shelf, link: null, file, command }, report, signal);
  };
  expect(await add("a.txt", "A\n\nOne.")).toMatchObject({ added: 1 });
  expect(await add("a.txt", "A\n\nTwo.")).toMatchObject({ updated: 1, articles: 1 });
  const removal = await add("b.txt", "B\n\nThree.");
  expect(removal).toMatchObject({ added: 1, articles: 2 });
  expect(await shelving.undo({ shelf, batch: removal.batch, command: "undo" }, report, signal)).toMatchObject({
    ...{ removed: 1, articles: 1 },
  });
  const [left] = await library.within([shelf]).articles({ limit: 9, offset: 0 });
  const articleId = left?.id ?? "";
  expect(await shelving.remove({ shelf, articleId, command: "/remove" }, report, signal)).toMatchObject({
    ...{ removed: 1, articles: 0 },
  });
});
