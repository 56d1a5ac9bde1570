import { expect, test } from "vitest";
import { givingWay } from "#give-way.ts";
import { createFakeEmbedder } from "./support/fake-embedder.ts";
import { createMemoryLibrary } from "./support/memory-library.ts";

test("whatever is written or embedded, something else has its turn before it, and all is done as it was asked", async () => {
  const library = createMemoryLibrary();
  const patient = givingWay({ library, embedder: createFakeEmbedder() });
  const turns: string[] = [];
  const during = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    setImmediate(() => turns.push(`another before ${name}`));
    const done = await work();
    turns.push(name);
    return done;
  };
  const shelf = await patient.library.shelf("main");
  const batch = await shelf.beginBatch("test");
  const article = {
    ...{ id: "a", shelf: "main", version: 1, title: "A", text: "B is C.", url: null, outlet: null, author: null },
    ...{ publishedAt: null, paragraphs: [{ start: 0, end: 7 }], fetchedAt: "2026-11-24T10:00:00Z", contentHash: "h" },
  };
  const receipt = { source: "a", status: "added", articleId: "a" } as const;
  const vectors = await during("embed", () => patient.embedder.embed(["B is C."], "passage"));
  const passage = {
    id: "a:0",
    articleId: "a",
    shelf: "main",
    version: 1,
    ordinal: 0,
    start: 0,
    end: 7,
    text: "B is C.",
  };
  await during("save", () =>
    shelf.save({ article, passages: [passage], vectors, embedderId: patient.embedder.id, batch, receipt }),
  );
  await during("record", () => shelf.record(batch, { source: "b", status: "failed", error: "Expected b." }));
  expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 1, passages: 1 });
  expect(await during("remove", () => shelf.remove("a", batch, { source: "a", status: "removed" }))).toBe(true);

  expect(turns).toEqual(["embed", "save", "record", "remove"].flatMap((name) => [`another before ${name}`, name]));
  expect((await library.within(["main"]).coverage()).articles).toBe(0);
});
