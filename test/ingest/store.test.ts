import { expect, test } from "vitest";
import { openBatch } from "#ingest/batch.ts";
import { type Prepared, store } from "#ingest/store.ts";
import type { Receipt } from "#types.ts";
import { articleOf, embedderId, passagesOf, vectorOf } from "../store/material.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";

const clock = { now: () => new Date(0) };

function preparedOf(text: string): Prepared {
  const article = articleOf({ id: "a1", title: "Harbour", paragraphs: [text] });
  const passages = passagesOf(article);
  return { article, passages, receipt: { source: text, status: "added", articleId: "a1" } };
}

test("an article whose version another ingester stored meanwhile becomes the next version, an update, with the same vectors", async () => {
  const library = createMemoryLibrary();
  const shelf = await library.shelf("main");
  const receipts: Receipt[] = [];
  const batch = await openBatch({
    shelf,
    clock,
    command: "test",
    report: { receipt: (given) => receipts.push(given) },
  });
  const vectors = [vectorOf("the harbour")];
  await store(batch, preparedOf("The harbour is closed."), vectors, embedderId);
  await store(batch, preparedOf("The harbour is open."), vectors, embedderId);

  expect(receipts.map(({ status }) => status)).toEqual(["added", "updated"]);
  const scope = library.within(["main"]);
  expect(await scope.article("main", "a1")).toMatchObject({ version: 2, text: "The harbour is open." });
  expect(await scope.article("main", "a1", 1)).toMatchObject({ text: "The harbour is closed." });
  expect(await scope.passagesOf("main", "a1")).toMatchObject([
    { passage: { version: 2, text: "The harbour is open." } },
  ]);
  expect((await shelf.batch(batch.id))?.map(({ before, after }) => [before, after])).toEqual([
    [null, 1],
    [1, 2],
  ]);
});

test("an article that cannot be stored for another reason is an error, not tried again", async () => {
  const shelf = await createMemoryLibrary().shelf("main");
  const batch = await openBatch({ shelf, clock, command: "test", report: { receipt: () => {} } });
  await expect(store(batch, preparedOf("Text."), [], embedderId)).rejects.toThrow(/vector/u);
});

test("an article that is to be unique and stands already, since another ingester was faster, is a duplicate that carries it", async () => {
  const library = createMemoryLibrary();
  const shelf = await library.shelf("main");
  const receipts: Receipt[] = [];
  const batch = await openBatch({
    ...{ shelf, clock, command: "test" },
    report: { receipt: (given) => receipts.push(given) },
  });
  const vectors = [vectorOf("the harbour")];
  const first = preparedOf("The harbour is closed.");
  const article = { ...first.article, id: "a2", outlet: "Valley News" };
  const passages = first.passages.map((passage) => ({ ...passage, articleId: "a2" }));
  const second = { article, passages, receipt: { ...first.receipt, source: "second.txt", articleId: "a2" } };
  await store(batch, first, vectors, embedderId);
  await store(batch, { ...second, isUnique: true }, vectors, embedderId);

  expect(receipts[1]).toEqual({ source: "second.txt", status: "duplicate", title: "", duplicateOf: "a1" });
  const scope = library.within(["main"]);
  expect(await scope.coverage()).toMatchObject({ articles: 1 });
  expect((await scope.carriers("main", "a1")).map((carrier) => carrier.article.outlet)).toEqual(["Valley News"]);
});
