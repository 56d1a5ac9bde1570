import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { InputError, ModelError, StorageError } from "#errors.ts";
import type { Library } from "#ports.ts";
import { sketch } from "#text/minhash.ts";
import { stems } from "#text/stems.ts";
import { articleOf, embedderId, passagesOf, put, requestFor, take, vectorOf } from "../store/material.ts";

interface Made {
  readonly library: Library;
  dispose(): Promise<void>;
}

const harbour = "The harbour of Vell was closed on Tuesday after a crane fell into the water.";
const crane = "Nobody was hurt, the port master Ines Okafor said, but the crane blocks the channel.";
const ferry = "The ferry company sends its passengers by bus until the channel is clear.";
const bakery = "A bakery in the old town has won the prize for the best rye bread.";

/** What every `Library` must do, whatever keeps its articles. */
export function describeLibrary(name: string, make: () => Promise<Made>): void {
  describe(`${name} as a library`, () => {
    const open: Made[] = [];
    const library = async () => {
      const made = await make();
      open.push(made);
      return made.library;
    };
    afterEach(async () => {
      for (const made of open.splice(0)) await made.dispose();
    });

    describeSearch(library);
    describeTitles(library);
    describeReading(library);
    describeVersions(library);
    describeBatches(library);
    describeCarriers(library);
    describeSketches(library);
    describeVectors(library);
    describeShelves(library);
  });
}

type Factory = () => Promise<Library>;

const ids = (hits: readonly { passageId: string }[]) => hits.map(({ passageId }) => passageId);

function describeSearch(make: Factory): void {
  test("a passage is found by any stem of its text or title, and no other is", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", title: "Crane falls", paragraphs: [harbour, ferry] });
    await put(writer, { id: "bread", paragraphs: [bakery] });
    const scope = library.within(["main"]);
    expect(ids(await scope.lexical(stems("harbours"), 10))).toEqual(["main/vell/1/0"]);
    expect(ids(await scope.lexical(stems("passengers bread"), 10)).sort()).toEqual(["main/bread/1/0", "main/vell/1/1"]);
    expect(ids(await scope.lexical(stems("falls"), 10)).sort()).toEqual(["main/vell/1/0", "main/vell/1/1"]);
    expect(await scope.lexical(stems("submarine"), 10)).toEqual([]);
    expect(await scope.lexical([], 10)).toEqual([]);
  });

  test("the passage that holds more of the rarer stems comes first, and the limit cuts the rest", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", paragraphs: [harbour, crane, ferry] });
    await put(writer, { id: "bread", paragraphs: [bakery, "A crane stands beside the bakery."] });
    const scope = library.within(["main"]);
    const found = await scope.lexical(stems("crane blocks the channel"), 10);
    expect(found[0]?.passageId).toBe("main/vell/1/1");
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
    expect(await scope.lexical(stems("crane blocks the channel"), 2)).toEqual(found.slice(0, 2));
    expect(await scope.lexical(stems("crane"), 0)).toEqual([]);
  });

  test("whatever stands in a query is a stem and never syntax", async () => {
    const library = await make();
    await put(await library.shelf("main"), { id: "vell", title: "title", paragraphs: [harbour] });
    const scope = library.within(["main"]);
    const tricky = [
      '"',
      '""',
      "*",
      "title:",
      "NEAR",
      "a OR b",
      "(",
      "harbour*",
      "-",
      "^vell",
      "\u0000",
      "",
      " ",
      "{x}",
    ];
    for (const stem of tricky) expect([stem, await scope.lexical([stem], 5)]).toEqual([stem, []]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "binary" }), { maxLength: 6 }), async (parts) => {
        const found = await scope.lexical([...parts, "harbour"], 5);
        expect(ids(found)).toEqual(["main/vell/1/0"]);
        await scope.termStatistics(parts);
      }),
      { numRuns: 30 },
    );
  });

  test("stems of other alphabets, numbers and accents are found as they are", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "a", paragraphs: ["Граница закрыта до 3.5 часов, сообщает café Zürich."] });
    const scope = library.within(["main"]);
    for (const word of ["закрыта", "3.5", "café", "Zürich"])
      expect([word, ids(await scope.lexical(stems(word), 5))]).toEqual([word, ["main/a/1/0"]]);
  });

  test("term statistics count passages, mean length, and only stems that occur", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    expect(await library.within(["main"]).termStatistics(["crane"])).toEqual({
      passages: 0,
      meanLength: 0,
      frequencies: new Map(),
    });
    await put(writer, { id: "vell", title: "Port", paragraphs: [harbour, crane] });
    await put(writer, { id: "bread", paragraphs: [bakery] });
    const statistics = await library.within(["main"]).termStatistics(stems("crane channel bakery submarine"));
    const terms = [`Port ${harbour}`, `Port ${crane}`, bakery].map((text) => stems(text).length);
    expect(statistics.passages).toBe(3);
    expect(statistics.meanLength).toBeCloseTo(terms.reduce((sum, length) => sum + length, 0) / 3, 10);
    expect(Object.fromEntries(statistics.frequencies)).toEqual(
      Object.fromEntries([
        [stems("crane")[0], 2],
        [stems("channel")[0], 1],
        [stems("bakery")[0], 1],
      ]),
    );
  });

  test("the nearest passages come with their cosine, nearest first", async () => {
    const library = await make();
    await put(await library.shelf("main"), { id: "vell", paragraphs: [harbour, crane, ferry] });
    const scope = library.within(["main"]);
    const found = await scope.nearest(vectorOf(crane), embedderId, 10);
    const cosine = (text: string) => vectorOf(text).reduce((sum, x, i) => sum + x * (vectorOf(crane)[i] ?? 0), 0);
    const expected = [harbour, crane, ferry]
      .map((text, i) => ({ passageId: `main/vell/1/${i}`, score: cosine(text) }))
      .sort((a, b) => b.score - a.score);
    expect(ids(found)).toEqual(ids(expected));
    found.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(expected[i]?.score ?? 9, 5);
    });
    expect(ids(await scope.nearest(vectorOf(crane), embedderId, 1))).toEqual(["main/vell/1/1"]);
    expect(await scope.nearest(vectorOf(crane), embedderId, 0)).toEqual([]);
  });
}

function describeTitles(make: Factory): void {
  const titles = ["Vell", "Vell harbour crane", "Lord of Vell (film)", "Bread", "Vell (port)", "Harbour of Vell"];
  const filled = async () => {
    const library = await make();
    const writer = await library.shelf("main");
    for (const [i, title] of titles.entries()) await put(writer, { id: `t${i}`, title, paragraphs: [bakery, ferry] });
    return { library, writer, scope: library.within(["main"]) };
  };

  test("an article is found by a phrase of its title, once, whole titles first, then those of fewer words", async () => {
    const { scope } = await filled();
    expect(await scope.titled([stems("Vell")], 10)).toEqual([
      { passageId: "main/t0/1/0", phrase: 0, share: 1 },
      { passageId: "main/t4/1/0", phrase: 0, share: 1 },
      { passageId: "main/t5/1/0", phrase: 0, share: 1 / 2 },
      { passageId: "main/t2/1/0", phrase: 0, share: 1 / 2 },
      { passageId: "main/t1/1/0", phrase: 0, share: 1 / 3 },
    ]);
    expect(ids(await scope.titled([stems("Vell")], 2))).toEqual(["main/t0/1/0", "main/t4/1/0"]);
    expect(await scope.titled([stems("Vell")], 0)).toEqual([]);
  });

  test("the words of a phrase must stand in a row, and in the title", async () => {
    const { scope } = await filled();
    expect(ids(await scope.titled([stems("Vell harbours")], 10))).toEqual(["main/t1/1/0"]);
    expect(ids(await scope.titled([stems("harbour of Vell")], 10))).toEqual(["main/t5/1/0"]);
    expect(ids(await scope.titled([stems("The Lords of Vell")], 10))).toEqual(["main/t2/1/0"]);
    expect(await scope.titled([stems("Vell crane")], 10)).toEqual([]);
    expect(await scope.titled([stems("ferry company"), stems("bakery")], 10)).toEqual([]);
    expect(await scope.titled([stems("film"), stems("port")], 10)).toEqual([
      { passageId: "main/t4/1/0", phrase: 1, share: 1 / 2 },
      { passageId: "main/t2/1/0", phrase: 0, share: 1 / 3 },
    ]);
  });

  test("of several phrases in a title the one that covers most is named, and the first of equals", async () => {
    const { scope } = await filled();
    const phrases = [[], stems("crane"), stems("harbour"), stems("harbour crane"), stems("bread"), stems("bread")];
    expect(await scope.titled(phrases, 10)).toEqual([
      { passageId: "main/t3/1/0", phrase: 4, share: 1 },
      { passageId: "main/t5/1/0", phrase: 2, share: 1 / 2 },
      { passageId: "main/t1/1/0", phrase: 3, share: 2 / 3 },
    ]);
  });

  test("titles of removed articles and other shelves are not found, those of all searched shelves are", async () => {
    const { library, writer, scope } = await filled();
    await put(await library.shelf("extra"), { id: "x", title: "Vell", paragraphs: [crane] });
    await put(writer, { id: "t0", version: 2, title: "Renamed", paragraphs: [bakery] });
    await take(writer, "t4");
    expect(ids(await scope.titled([stems("Vell")], 1))).toEqual(["main/t5/1/0"]);
    const both = library.within(["main", "extra"]);
    expect(ids(await both.titled([stems("Vell")], 2))).toEqual(["extra/x/1/0", "main/t5/1/0"]);
  });

  test("whatever stands in a phrase is a stem and never syntax", async () => {
    const { scope } = await filled();
    expect(await scope.titled([], 5)).toEqual([]);
    for (const odd of ['"', "*", "title:", "NEAR", "+", ") OR (", "", " ", "\u0000", "vell bread"])
      expect([odd, await scope.titled([[odd], [odd, "vell"]], 5)]).toEqual([odd, []]);
  });
}

function describeReading(make: Factory): void {
  test("passages come in the order of the ids, with their article, and unknown ids are left out", async () => {
    const library = await make();
    const article = await put(await library.shelf("main"), {
      id: "vell",
      title: "Crane falls",
      outlet: "The Vell Gazette",
      publishedAt: "2018-06-12",
      paragraphs: [harbour, crane],
    });
    const found = await library.within(["main"]).passages(["main/vell/1/1", "nothing", "main/vell/1/0"]);
    const { id, shelf, version, title, url, outlet, author, publishedAt } = article;
    const summary = { id, shelf, version, title, url, outlet, author, publishedAt };
    expect(found).toEqual([1, 0].map((i) => ({ passage: passagesOf(article)[i], article: summary })));
  });

  test("an article comes back as it was saved, and its passages in reading order", async () => {
    const library = await make();
    const article = await put(await library.shelf("main"), {
      id: "vell",
      title: "Crane",
      paragraphs: [harbour, crane],
    });
    const scope = library.within(["main"]);
    expect(await scope.article("main", "vell")).toEqual(article);
    expect((await scope.passagesOf("main", "vell")).map(({ passage }) => passage)).toEqual(passagesOf(article));
    expect(await scope.article("main", "other")).toBeNull();
    expect(await scope.passagesOf("main", "other")).toEqual([]);
  });

  test("articles are listed newest first by instant, undated last by title, page by page, over several shelves", async () => {
    const library = await make();
    const [main, extra] = [await library.shelf("main"), await library.shelf("extra")];
    await put(main, { id: "undated-b", title: "B", paragraphs: [harbour] });
    await put(main, { id: "june", title: "June", publishedAt: "2018-06-12", paragraphs: [crane] });
    await put(extra, {
      id: "evening",
      title: "Evening",
      publishedAt: "2018-06-12T20:00:00+09:00",
      paragraphs: [ferry],
    });
    await put(extra, { id: "undated-a", title: "A", paragraphs: [bakery] });
    await put(extra, { id: "odd", title: "C", publishedAt: "last summer", paragraphs: [bakery] });
    const scope = library.within(["main", "extra"]);
    const list = async (limit: number, offset: number) => (await scope.articles({ limit, offset })).map(({ id }) => id);
    expect(await list(10, 0)).toEqual(["evening", "june", "undated-a", "undated-b", "odd"]);
    expect(await list(2, 1)).toEqual(["june", "undated-a"]);
    expect(await list(2, 5)).toEqual([]);
    expect(await scope.coverage()).toEqual({
      articles: 5,
      passages: 5,
      from: "2018-06-12",
      to: "2018-06-12T20:00:00+09:00",
    });
    expect(await main.coverage()).toEqual({ articles: 2, passages: 2, from: "2018-06-12", to: "2018-06-12" });
  });
}

function describeVersions(make: Factory): void {
  test("after an update only the new version is searched, and the old one can still be read", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const first = await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour, crane] });
    const second = await put(writer, { id: "vell", version: 2, title: "Clear", paragraphs: [ferry] });
    const scope = library.within(["main"]);
    expect(await scope.lexical(stems(harbour), 10)).toEqual([]);
    expect(await scope.lexical(stems("crane"), 10)).toEqual([]);
    expect(ids(await scope.nearest(vectorOf(harbour), embedderId, 10))).toEqual(["main/vell/2/0"]);
    expect(await scope.passages(["main/vell/1/0", "main/vell/2/0"])).toHaveLength(1);
    expect(await scope.article("main", "vell")).toEqual(second);
    expect(await scope.article("main", "vell", 1)).toEqual(first);
    expect(await scope.article("main", "vell", 3)).toBeNull();
    expect(await writer.latestVersion("vell")).toBe(2);
    expect((await scope.termStatistics(stems("crane"))).frequencies.size).toBe(0);
    expect(await scope.coverage()).toMatchObject({ articles: 1, passages: 1 });
  });

  test("a removed article is gone from every answer, and its versions remain for undo", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const article = await put(writer, { id: "vell", title: "Crane", publishedAt: "2018-06-12", paragraphs: [harbour] });
    await put(writer, { id: "bread", paragraphs: [bakery] });
    expect(await take(writer, "vell")).toBe(true);
    const scope = library.within(["main"]);
    expect(await scope.lexical(stems("harbour crane"), 10)).toEqual([]);
    expect(ids(await scope.nearest(vectorOf(harbour), embedderId, 10))).toEqual(["main/bread/1/0"]);
    expect(await scope.passages(["main/vell/1/0"])).toEqual([]);
    expect(await scope.passagesOf("main", "vell")).toEqual([]);
    expect(await scope.article("main", "vell")).toBeNull();
    expect(await scope.article("main", "vell", 1)).toBeNull();
    expect((await scope.articles({ limit: 9, offset: 0 })).map(({ id }) => id)).toEqual(["bread"]);
    expect(await scope.coverage()).toEqual({ articles: 1, passages: 1, from: null, to: null });
    expect(await scope.termStatistics(stems("harbour"))).toMatchObject({ passages: 1, frequencies: new Map() });
    expect(await writer.current("vell")).toBeNull();
    expect(await writer.findContent(article.contentHash)).toBeNull();
    expect(await writer.version("vell", 1)).toEqual(article);
    expect(await writer.latestVersion("vell")).toBe(1);
    expect(await take(writer, "vell")).toBe(false);
    expect(await take(writer, "never")).toBe(false);
    expect(await library.everHeldArticles()).toBe(true);
  });

  test("an earlier version can be made current again, as it was", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const first = await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    await put(writer, { id: "vell", version: 2, title: "Clear", paragraphs: [ferry] });
    await writer.save(requestFor(first, await writer.beginBatch("undo")));
    const scope = library.within(["main"]);
    expect(await scope.article("main", "vell")).toEqual(first);
    expect(ids(await scope.lexical(stems("harbour bus"), 10))).toEqual(["main/vell/1/0"]);
    expect(ids(await scope.nearest(vectorOf(ferry), embedderId, 10))).toEqual(["main/vell/1/0"]);
    expect(await writer.latestVersion("vell")).toBe(2);
  });

  test("a version is immutable: other words under the same number are refused and change nothing", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const first = await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    await expect(put(writer, { id: "vell", title: "Crane", paragraphs: [ferry] })).rejects.toThrow(StorageError);
    const otherOutlet = { id: "vell", title: "Crane", outlet: "Elsewhere", paragraphs: [harbour] };
    await expect(put(writer, otherOutlet)).rejects.toThrow(StorageError);
    expect(await library.within(["main"]).article("main", "vell")).toEqual(first);
    expect(ids(await library.within(["main"]).lexical(stems("harbour"), 10))).toEqual(["main/vell/1/0"]);
  });

  test("content is found by its hash among current articles", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const article = await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    expect(await writer.current("vell")).toEqual(article);
    expect(await writer.findContent(article.contentHash)).toBe("vell");
    await put(writer, { id: "vell", version: 2, title: "Clear", paragraphs: [ferry] });
    expect(await writer.findContent(article.contentHash)).toBeNull();
  });

  test("an article that is to be unique is not stored beside another with its content", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    const article = articleOf({ id: "lund", title: "Crane", paragraphs: [harbour] });
    const passages = passagesOf(article);
    const batch = await writer.beginBatch("test");
    const request = {
      ...{ article, passages, vectors: passages.map(({ text }) => vectorOf(text)), embedderId, batch },
      receipt: { source: "lund.txt", status: "added", articleId: "lund" },
    } as const;
    expect(await writer.save({ ...request, isUnique: true })).toBe("vell");
    expect(await writer.current("lund")).toBeNull();
    expect(await writer.batch(batch)).toEqual([]);
    expect(await writer.save(request)).toBeNull();
    expect(await writer.current("lund")).toEqual(article);
  });

  test("an article without passages is stored and readable", async () => {
    const library = await make();
    const article = await put(await library.shelf("main"), { id: "empty", title: "Only a title", paragraphs: [] });
    expect(await library.within(["main"]).article("main", "empty")).toEqual(article);
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 1, passages: 0 });
  });
}

function describeBatches(make: Factory): void {
  test("a batch keeps its receipts in order, with the versions before and after", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const batch = await writer.beginBatch("ingest articles");
    const other = await writer.beginBatch("ingest more");
    const added = requestFor(articleOf({ id: "vell", paragraphs: [harbour] }), batch);
    const updated = requestFor(articleOf({ id: "vell", version: 2, paragraphs: [ferry] }), batch);
    const failed = { source: "x.txt", status: "failed", error: "Expected text, found none." } as const;
    const removed = { source: "vell", status: "removed", articleId: "vell" } as const;
    await writer.save(added);
    await writer.record(batch, failed);
    await writer.save(updated);
    await writer.remove("vell", batch, removed);
    const summary = { added: 1, updated: 1, unchanged: 0, duplicate: 0, removed: 1, failed: 1 };
    await writer.endBatch(batch, { ...summary, batch, articles: 0, passages: 0, seconds: 0.1 });
    expect(await writer.batch(batch)).toEqual([
      { receipt: added.receipt, before: null, after: 1 },
      { receipt: failed, before: null, after: null },
      { receipt: updated.receipt, before: 1, after: 2 },
      { receipt: removed, before: 2, after: null },
    ]);
    expect(await writer.batch(other)).toEqual([]);
    expect(await writer.batch("never")).toBeNull();
  });

  test("batches are listed newest first, the unfinished without an end", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    expect(await writer.batches(5)).toEqual([]);
    const first = await writer.beginBatch("ingest a.md");
    const second = await writer.beginBatch("ingest b.md");
    const third = await writer.beginBatch("undo");
    const counts = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
    await writer.endBatch(first, { ...counts, batch: first, articles: 0, passages: 0, seconds: 0 });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u);
    expect(await writer.batches(5)).toEqual([
      { id: third, command: "undo", beganAt: time, endedAt: null },
      { id: second, command: "ingest b.md", beganAt: time, endedAt: null },
      { id: first, command: "ingest a.md", beganAt: time, endedAt: time },
    ]);
    expect(await writer.batches(1)).toMatchObject([{ id: third }]);
  });

  test("nothing is written for a batch that was never begun", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const article = articleOf({ id: "vell", paragraphs: [harbour] });
    await expect(writer.save(requestFor(article, "never"))).rejects.toThrow(InputError);
    await expect(writer.record("never", { source: "x", status: "unchanged" })).rejects.toThrow(InputError);
    expect(await writer.current("vell")).toBeNull();
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 0, passages: 0 });
  });

  test("a request that contradicts itself is refused and changes nothing", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const batch = await writer.beginBatch("test");
    const good = requestFor(articleOf({ id: "vell", paragraphs: [harbour, crane] }), batch);
    const [first, second] = good.passages;
    if (first === undefined || second === undefined) throw new Error("two passages expected");
    const bad = [
      { ...good, vectors: good.vectors.slice(1) },
      { ...good, passages: [first, { ...second, start: second.start + 1 }] },
      { ...good, passages: [first, { ...second, text: "Other words." }] },
      { ...good, passages: [first, { ...second, articleId: "other" }] },
      { ...good, article: { ...good.article, shelf: "elsewhere" } },
    ];
    for (const request of bad) await expect(writer.save(request)).rejects.toThrow(InputError);
    expect(await writer.latestVersion("vell")).toBe(0);
    expect(await writer.batch(batch)).toEqual([]);
    expect(await library.everHeldArticles()).toBe(false);
  });
}

const post = {
  ...{
    id: "post",
    title: "Crane",
    url: "https://post.example/a",
    outlet: "Post",
    author: "A",
    publishedAt: "2018-06-13",
  },
};
const duplicate = { source: post.url, status: "duplicate", title: "Crane", duplicateOf: "vell" } as const;
const notStored = { shelf: "main", version: 0, ...post };

function describeCarriers(make: Factory): void {
  test("a duplicate is kept as a carrier, once for each outlet and address, with its receipt", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    const batch = await writer.beginBatch("ingest");
    expect(await writer.carry("vell", post, batch, duplicate)).toBe(true);
    expect(await writer.carry("vell", { ...post, id: "again" }, batch, duplicate)).toBe(false);
    const echo = { ...post, id: "echo", url: null, outlet: "Echo", author: null, publishedAt: null };
    expect(await writer.carry("vell", echo, batch, duplicate)).toBe(true);
    expect(await library.within(["main"]).carriers("main", "vell")).toEqual([
      { kind: "same", article: notStored },
      { kind: "same", article: { ...notStored, ...echo } },
    ]);
    expect(await writer.batch(batch)).toEqual([
      { receipt: duplicate, before: null, after: null, carrier: { change: "added", articleId: "vell", facts: post } },
      { receipt: duplicate, before: null, after: null },
      { receipt: duplicate, before: null, after: null, carrier: { change: "added", articleId: "vell", facts: echo } },
    ]);
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 1, passages: 1 });
  });

  test("a carrier is taken back with a receipt, and one that is not there changes nothing", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    await writer.carry("vell", post, await writer.beginBatch("ingest"), duplicate);
    const batch = await writer.beginBatch("undo");
    const removed = { ...duplicate, status: "removed" } as const;
    expect(await writer.uncarry("vell", { ...post, outlet: null }, batch, removed)).toBe(false);
    expect(await writer.uncarry("vell", post, batch, removed)).toBe(true);
    expect(await writer.uncarry("vell", post, batch, removed)).toBe(false);
    expect(await library.within(["main"]).carriers("main", "vell")).toEqual([]);
    const carrier = { change: "removed", articleId: "vell", facts: post };
    expect(await writer.batch(batch)).toEqual([{ receipt: removed, before: null, after: null, carrier }]);
    await expect(writer.carry("vell", post, "never", duplicate)).rejects.toThrow(InputError);
    await expect(writer.uncarry("vell", post, "never", duplicate)).rejects.toThrow(InputError);
    expect(await library.within(["main"]).carriers("main", "vell")).toEqual([]);
  });

  test("carriers count while the article stands with the words it had then", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const first = await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    await writer.carry("vell", post, await writer.beginBatch("ingest"), duplicate);
    const carriers = async () =>
      (await library.within(["main"]).carriers("main", "vell")).map(({ article }) => article.id);
    await put(writer, { id: "vell", version: 2, title: "Clear", paragraphs: [ferry] });
    expect(await carriers()).toEqual([]);
    await writer.save(requestFor(first, await writer.beginBatch("undo")));
    expect(await carriers()).toEqual(["post"]);
    await take(writer, "vell");
    expect(await carriers()).toEqual([]);
    await writer.save(requestFor(first, await writer.beginBatch("undo")));
    expect(await carriers()).toEqual(["post"]);
    await put(writer, { id: "post", title: "Crane", paragraphs: [bakery] });
    expect(await carriers()).toEqual([]);
    expect(await library.within(["other"]).carriers("main", "vell")).toEqual([]);
    expect(await library.within(["main"]).carriers("main", "never")).toEqual([]);
  });

  test("articles that are alike carry each other, and what is like one of them too, until one of them changes", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const save = async (id: string, near: readonly string[], version = 1, originalId?: string) => {
      const article = articleOf({ id, version, title: id, paragraphs: [harbour, `${version}`] });
      const likenesses = near.map((articleId) => ({ articleId, similarity: 0.6 }));
      const request = requestFor(article, await writer.beginBatch("test"));
      await writer.save({ ...request, near: likenesses, ...(originalId !== undefined && { originalId }) });
    };
    const carriers = async (of: string) =>
      (await library.within(["main"]).carriers("main", of))
        .map(({ kind, article, isOriginal }) => [article.id, kind, isOriginal === true].join())
        .sort();
    await save("a", []);
    await save("b", ["a", "never"]);
    await save("c", ["b"], 1, "a");
    await save("d", []);
    expect(await carriers("a")).toEqual(["b,near,false", "c,near,false"]);
    expect(await carriers("c")).toEqual(["a,near,true", "b,near,false"]);
    expect(await carriers("d")).toEqual([]);
    await save("b", [], 2);
    expect(await carriers("a")).toEqual([]);
    expect(await carriers("c")).toEqual(["a,near,true"]);
    await save("b", ["c"], 3);
    await take(writer, "c");
    expect(await carriers("b")).toEqual([]);
    await save("c", [], 2, "e");
    expect(await carriers("c")).toEqual([]);
  });

  test("articles of the same content carry each other without more", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", title: "Crane", paragraphs: [harbour] });
    await put(writer, { id: "copy", title: "Crane", outlet: "Post", paragraphs: [harbour] });
    const [carrier] = await library.within(["main"]).carriers("main", "vell");
    expect(carrier).toMatchObject({ kind: "same", article: { id: "copy", version: 1, outlet: "Post" } });
  });
}

/** Sixty words, of which the first `changed` are others. */
function report(changed: number): string {
  return Array.from({ length: 60 }, (_, at) => (at < changed ? `other${at}` : `word${at}`)).join(" ");
}

function sketchOf(text: string): Uint32Array {
  const made = sketch(text);
  if (made === null) throw new Error("a longer text expected");
  return made;
}

function describeSketches(make: Factory): void {
  test("articles are found by their sketch, the likest first, and short ones never", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "far", paragraphs: [report(25)] });
    await put(writer, { id: "near", paragraphs: [report(3)] });
    await put(writer, { id: "other", paragraphs: [report(60)] });
    await put(writer, { id: "short", paragraphs: [harbour] });
    const similar = async (least: number, except = "me") =>
      (await writer.similar(sketchOf(report(0)), except, least)).map(({ articleId }) => articleId);
    expect(await similar(0.1)).toEqual(["near", "far"]);
    expect(await similar(0.1, "near")).toEqual(["far"]);
    expect(await similar(0.75)).toEqual(["near"]);
    const [first] = await writer.similar(sketchOf(report(3)), "me", 0.5);
    expect(first).toEqual({ articleId: "near", similarity: 1 });
  });

  test("sketches are those of what stands, and no more than five are told", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const found = async () => (await writer.similar(sketchOf(report(0)), "me", 0.3)).map(({ articleId }) => articleId);
    const first = await put(writer, { id: "vell", paragraphs: [report(0)] });
    await put(writer, { id: "vell", version: 2, paragraphs: [report(60)] });
    expect(await found()).toEqual([]);
    await writer.save(requestFor(first, await writer.beginBatch("undo")));
    expect(await found()).toEqual(["vell"]);
    await take(writer, "vell");
    expect(await found()).toEqual([]);
    const request = requestFor(articleOf({ id: "given", paragraphs: [report(60)] }), await writer.beginBatch("test"));
    await writer.save({ ...request, sketch: sketchOf(report(0)) });
    expect(await found()).toEqual(["given"]);
    for (let i = 0; i < 6; i += 1) await put(writer, { id: `more${i}`, paragraphs: [report(0)] });
    expect(await found()).toHaveLength(5);
    expect(await writer.addSketches(100)).toBe(0);
  });

  test("what is known besides the words is kept with the version, and does not make another of it", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    const plain = articleOf({ id: "vell", paragraphs: [harbour] });
    const article = { ...plain, modifiedAt: "2018-06-13T10:00:00Z", originalUrl: "https://wire.example/a" };
    await writer.save(requestFor(article, await writer.beginBatch("test")));
    expect(await writer.current("vell")).toEqual(article);
    expect(await library.within(["main"]).article("main", "vell")).toEqual(article);
    await writer.save(requestFor(plain, await writer.beginBatch("test")));
    expect(await writer.version("vell", 1)).toEqual(article);
  });

  test("whether an article was removed is known, and when", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    expect(await writer.removal("vell")).toBeNull();
    const first = await put(writer, { id: "vell", paragraphs: [harbour] });
    expect(await writer.removal("vell")).toBeNull();
    await take(writer, "vell");
    expect(await writer.removal("vell")).toEqual({ at: expect.stringMatching(/^20\d\d-\d\d-\d\dT/) });
    await writer.save(requestFor(first, await writer.beginBatch("undo")));
    expect(await writer.removal("vell")).toBeNull();
  });
}

function describeVectors(make: Factory): void {
  test.each([
    ["a zero vector", new Float32Array(8)],
    ["a vector with NaN", vectorOf("x").with(3, Number.NaN)],
    ["a vector with infinity", vectorOf("x").with(3, Number.POSITIVE_INFINITY)],
    ["a vector that is not of length 1", vectorOf("x").map((number) => number * 2)],
    ["a vector of another dimension", vectorOf("x", 9)],
    ["an empty vector", new Float32Array(0)],
  ])("%s is refused, when it is saved and when it is searched for, and nothing is stored", async (_, vector) => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "bread", paragraphs: [bakery] });
    const good = requestFor(articleOf({ id: "vell", paragraphs: [harbour, crane] }), await writer.beginBatch("test"));
    const bad = { ...good, vectors: [vectorOf(harbour), vector] };
    await expect(writer.save(bad)).rejects.toThrow(ModelError);
    await expect(writer.saveVectors(embedderId, new Map([["main/bread/1/0", vector]]))).rejects.toThrow(ModelError);
    const scope = library.within(["main"]);
    await expect(scope.nearest(vector, embedderId, 5)).rejects.toThrow(ModelError);
    expect(await scope.article("main", "vell")).toBeNull();
    expect(await scope.coverage()).toMatchObject({ articles: 1, passages: 1 });
    expect(ids(await scope.nearest(vectorOf(bakery), embedderId, 5))).toEqual(["main/bread/1/0"]);
  });

  test("vectors of two embedders never mix, and passages without one of an embedder can be found and given one", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await put(writer, { id: "vell", paragraphs: [harbour, crane] });
    await put(writer, { id: "bread", paragraphs: [bakery] });
    const scope = library.within(["main"]);
    expect(await scope.nearest(vectorOf(crane, 4), "new-embedder", 10)).toEqual([]);
    expect(await writer.countUnembedded(embedderId)).toBe(0);
    expect(await writer.countUnembedded("new-embedder")).toBe(3);
    const next = await writer.unembedded("new-embedder", 2);
    expect(next).toEqual(await scope.passages(["main/vell/1/0", "main/vell/1/1"]));
    const vectors = new Map(next.map(({ passage }) => [passage.id, vectorOf(passage.text, 4)]));
    await writer.saveVectors("new-embedder", vectors.set("no/longer/there/0", vectorOf("x", 4)));
    expect(await writer.countUnembedded("new-embedder")).toBe(1);
    expect(ids(await scope.nearest(vectorOf(crane, 4), "new-embedder", 10))[0]).toBe("main/vell/1/1");
    expect(await scope.nearest(vectorOf(crane, 4), "new-embedder", 10)).toHaveLength(2);
    expect(ids(await scope.nearest(vectorOf(bakery), embedderId, 10))).toContain("main/bread/1/0");
    expect((await writer.unembedded("new-embedder", 5)).map(({ passage }) => passage.id)).toEqual(["main/bread/1/0"]);
  });

  test("projecting changes no answer", async () => {
    const library = await make();
    const writer = await library.shelf("main");
    await writer.project(embedderId);
    await put(writer, { id: "vell", paragraphs: [harbour, crane, ferry] });
    const scope = library.within(["main"]);
    const before = await scope.nearest(vectorOf("question"), embedderId, 10);
    await writer.project(embedderId);
    const after = await scope.nearest(vectorOf("question"), embedderId, 10);
    expect(ids(after)).toEqual(ids(before));
    after.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(before[i]?.score ?? 9, 5);
    });
  });
}

function describeShelves(make: Factory): void {
  test("nothing of a shelf is found or read outside it", async () => {
    const library = await make();
    const [main, guild] = [await library.shelf("main"), await library.shelf("guild-1")];
    await put(main, { id: "vell", paragraphs: [harbour] });
    await put(guild, { id: "vell", paragraphs: [bakery] });
    const scope = library.within(["main"]);
    expect(scope.shelves).toEqual(["main"]);
    expect(await scope.lexical(stems(bakery), 10)).toEqual([]);
    expect(ids(await scope.nearest(vectorOf(bakery), embedderId, 10))).toEqual(["main/vell/1/0"]);
    expect(await scope.passages(["guild-1/vell/1/0"])).toEqual([]);
    expect(await scope.passagesOf("guild-1", "vell")).toEqual([]);
    expect(await scope.article("guild-1", "vell")).toBeNull();
    expect(await scope.coverage()).toMatchObject({ articles: 1 });
    expect((await scope.termStatistics(stems("bakery"))).frequencies.size).toBe(0);
    const both = library.within(["main", "guild-1", "main"]);
    expect(both.shelves).toEqual(["main", "guild-1"]);
    expect(ids(await both.lexical(stems("harbour bread"), 10)).sort()).toEqual(["guild-1/vell/1/0", "main/vell/1/0"]);
    expect(ids(await both.nearest(vectorOf(bakery), embedderId, 1))).toEqual(["guild-1/vell/1/0"]);
    expect((await both.article("guild-1", "vell"))?.text).toBe(bakery);
    expect((await both.termStatistics(stems("bakery"))).passages).toBe(2);
    expect(await library.within([]).lexical(stems(harbour), 10)).toEqual([]);
  });

  test("reading never makes a shelf, and sees it as soon as it is filled", async () => {
    const library = await make();
    const scope = library.within(["later"]);
    expect(await scope.lexical(["crane"], 10)).toEqual([]);
    expect(await scope.nearest(vectorOf("x"), embedderId, 10)).toEqual([]);
    expect(await scope.articles({ limit: 10, offset: 0 })).toEqual([]);
    expect(await scope.article("later", "vell")).toBeNull();
    expect(await scope.coverage()).toEqual({ articles: 0, passages: 0, from: null, to: null });
    expect(await library.shelves()).toEqual([]);
    expect(await library.everHeldArticles()).toBe(false);
    const writer = await library.shelf("later");
    expect(writer.name).toBe("later");
    expect(await library.everHeldArticles()).toBe(false);
    await put(writer, { id: "vell", paragraphs: [crane] });
    expect(ids(await scope.lexical(stems("crane"), 10))).toEqual(["later/vell/1/0"]);
    expect(ids(await scope.nearest(vectorOf(crane), embedderId, 10))).toEqual(["later/vell/1/0"]);
    await library.shelf("again");
    expect(await library.shelves()).toEqual(["again", "later"]);
    expect(await library.everHeldArticles()).toBe(true);
  });

  test.each(["", "Main", "a_b", "-a", "..", "a/b", "a".repeat(64), "ä", "main\n"])(
    "%j is no name of a shelf",
    async (name) => {
      const library = await make();
      await expect(library.shelf(name)).rejects.toThrow(InputError);
      expect(() => library.within(["main", name])).toThrow(InputError);
      expect(await library.shelves()).toEqual([]);
    },
  );
}
