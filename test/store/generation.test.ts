import { createHash } from "node:crypto";
import { copyFile, cp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { articleOf, embedderId, put, requestFor, take, vectorOf } from "./material.ts";
import { exactly, fill, manifests, nearestIds, type TestLibrary, temporaryLibrary } from "./shelf.ts";

const size = 16;
const question = vectorOf("a question", size);
const open: TestLibrary[] = [];

afterEach(async () => {
  for (const library of open.splice(0)) await library.dispose();
});

/** Built once, as building starts a process; tests take copies. */
let template: { home: string; texts: Map<string, string>; dispose(): Promise<void> };

beforeAll(async () => {
  const { library, home, dispose } = await temporaryLibrary();
  const writer = await library.shelf("main");
  const texts = await fill(writer, "harbour", 600, size);
  await writer.project(embedderId);
  await library.close();
  template = { home, texts, dispose };
});

afterAll(() => template.dispose());

/** A shelf with an index of 600 passages. */
async function projected(): Promise<TestLibrary & { texts: Map<string, string> }> {
  const made = await temporaryLibrary();
  open.push(made);
  await cp(template.home, made.home, { recursive: true });
  return { ...made, texts: new Map(template.texts) };
}

describe("an index generation", () => {
  test("is built at once for a shelf without one, described by its manifest, and used", async () => {
    const { library, index, texts, used, warnings } = await projected();
    expect((await readdir(index)).sort()).toEqual(["1.hnsw", "1.json"]);
    const sha256 = createHash("sha256")
      .update(await readFile(join(index, "1.hnsw")))
      .digest("hex");
    expect(await manifests(index)).toEqual([
      { generation: 1, mark: 600, embedder: embedderId, dimensions: size, space: "ip", count: 600, sha256 },
    ]);
    expect(await nearestIds(library, question, 10)).toEqual(exactly(texts, question, 10));
    expect(used).toEqual({ reads: 1, searches: 1 });
    expect(warnings).toEqual([]);
  });

  test("answers together with what is newer, and what was removed is dropped at once", async () => {
    const { library, texts, used, index } = await projected();
    const writer = await library.shelf("main");
    await nearestIds(library, question, 1);
    for (const [id, text] of await fill(writer, "newer", 300, size)) texts.set(id, text);
    expect(await nearestIds(library, question, 40)).toEqual(exactly(texts, question, 40));
    await take(writer, "harbour-0");
    await take(writer, "newer-1");
    const left = new Map([...texts].filter(([id]) => !/harbour-0\/|newer-1\//.test(id)));
    expect(await nearestIds(library, question, 40)).toEqual(exactly(left, question, 40));
    expect(await nearestIds(library, question, 2000)).toEqual(exactly(left, question, 2000));
    expect(used.reads).toBe(1);
    await writer.project(embedderId);
    expect(await manifests(index)).toMatchObject([{ generation: 2, mark: 900, count: 600 }]);
    expect(await nearestIds(library, question, 40)).toEqual(exactly(left, question, 40));
    expect(used.reads).toBe(2);
  });

  test("is left alone while its tail is short, and extended when it has grown long", async () => {
    const { library, index, texts } = await projected();
    const writer = await library.shelf("main");
    for (const [id, text] of await fill(writer, "newer", 2000, size)) texts.set(id, text);
    await writer.project(embedderId);
    expect(await manifests(index)).toMatchObject([{ generation: 1, mark: 600, count: 600 }]);
    await take(writer, "harbour-2");
    for (const [id, text] of await fill(writer, "last", 1, size)) texts.set(id, text);
    await writer.project(embedderId);
    // Extended, not built anew: the 100 vectors of harbour-2 are still in it.
    expect(await manifests(index)).toMatchObject([{ generation: 2, mark: 2601, count: 2601 }]);
    expect((await readdir(index)).sort()).toEqual(["2.hnsw", "2.json"]);
    const left = new Map([...texts].filter(([id]) => !id.includes("harbour-2/")));
    const found = await nearestIds(library, question, 20);
    const exact = new Set(exactly(left, question, 20));
    expect(found.filter((id) => exact.has(id)).length).toBeGreaterThanOrEqual(19);
    expect(found.some((id) => id.includes("harbour-2/"))).toBe(false);
  });

  test("of another embedder answers nothing, and gives way to one of the new vectors", async () => {
    const { library, index, texts, warnings } = await projected();
    const writer = await library.shelf("main");
    expect(await nearestIds(library, vectorOf("x", 8), 5, "new")).toEqual([]);
    const part = [...texts].slice(0, 350);
    const vectors = (entries: [string, string][]) => new Map(entries.map(([id, text]) => [id, vectorOf(text, 8)]));
    await writer.saveVectors("new", vectors(part));
    const left = new Map([...texts].slice(350));
    expect(await nearestIds(library, question, 300)).toEqual(exactly(left, question, 300));
    expect(await nearestIds(library, vectorOf("x", 8), 9, "new")).toEqual(exactly(new Map(part), vectorOf("x", 8), 9));
    await writer.saveVectors("new", vectors([...left]));
    await writer.project("new");
    expect(await manifests(index)).toMatchObject([{ embedder: "new", dimensions: 8, count: 600, mark: 1200 }]);
    expect(await nearestIds(library, vectorOf("x", 8), 9, "new")).toEqual(exactly(texts, vectorOf("x", 8), 9));
    expect(await nearestIds(library, question, 5)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("that cannot find its own vectors is not used, said so, and not tried again at every ingestion", async () => {
    const made = await temporaryLibrary();
    open.push(made);
    const writer = await made.library.shelf("main");
    const texts = await fill(writer, "harbour", 1500, size);
    const batch = await writer.beginBatch("boilerplate");
    const article = articleOf({ id: "legal", paragraphs: Array.from({ length: 1500 }, () => "All rights reserved.") });
    await writer.save(requestFor(article, batch, size));
    await writer.project(embedderId);
    await writer.project(embedderId);
    expect(made.warnings).toEqual([
      expect.stringMatching(
        /^The index of shelf main could not be built: \d+ of 200 vectors do not find themselves, as happens when hundreds of passages say the same\. Search compares one by one what no index holds; a later ingestion tries again\.$/,
      ),
    ]);
    await writer.remove("legal", batch, { source: "legal", status: "removed" });
    expect(await nearestIds(made.library, question, 10)).toEqual(exactly(texts, question, 10));
    expect(made.used.searches).toBe(0);
  });

  test("is not built over keys that the addon would cut short, and those are found all the same", async () => {
    const made = await temporaryLibrary();
    open.push(made);
    const writer = await made.library.shelf("main");
    await put(writer, { id: "first", paragraphs: ["The harbour."] });
    const database = new Sqlite(join(made.folder, "shelf.sqlite"));
    database.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'vectors'").run(2 ** 32);
    database.close();
    await put(writer, { id: "late", paragraphs: ["The ferry."] });
    await writer.project(embedderId);
    expect(made.warnings).toEqual([expect.stringContaining("the index takes keys up to 4294967295. Search compares")]);
    expect(await nearestIds(made.library, vectorOf("The ferry."), 1)).toEqual(["main/late/1/0"]);
  });

  test("that is newer than its shelf, restored from a backup, is not taken for its own", async () => {
    const { library, home, folder, index, texts, again } = await projected();
    const backup = join(home, "backup.sqlite");
    await copyFile(join(folder, "shelf.sqlite"), backup);
    const writer = await library.shelf("main");
    await fill(writer, "lost", 2001, size);
    await writer.project(embedderId);
    expect(await manifests(index)).toMatchObject([{ generation: 2, count: 2601 }]);
    await library.close();
    await copyFile(backup, join(folder, "shelf.sqlite"));
    // New vectors take the keys of those that were lost.
    const restored = again();
    const restoredWriter = await restored.library.shelf("main");
    for (const [id, text] of await fill(restoredWriter, "found", 300, size)) texts.set(id, text);
    expect(await nearestIds(restored.library, question, 20)).toEqual(exactly(texts, question, 20));
    expect(restored.used.reads).toBe(0);
    await restoredWriter.project(embedderId);
    expect(await manifests(index)).toMatchObject([{ generation: 2, mark: 900, count: 900 }]);
    expect(await nearestIds(restored.library, question, 20)).toEqual(exactly(texts, question, 20));
    expect(restored.used.reads).toBe(1);
  });

  test("is never built for a shelf without vectors", async () => {
    const made = await temporaryLibrary();
    open.push(made);
    const writer = await made.library.shelf("main");
    await put(writer, { id: "empty", paragraphs: [] });
    await writer.project(embedderId);
    expect(await readdir(made.folder)).not.toContain("index");
  });
});

async function edit(index: string, change: Record<string, unknown>): Promise<void> {
  const file = join(index, "1.json");
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...change }));
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 0x10;
  await writeFile(file, bytes);
}

describe("a damaged index", () => {
  const damages: [string, (index: string) => Promise<void>][] = [
    ["truncated", (index) => truncate(join(index, "1.hnsw"), 20_000)],
    ["empty", (index) => truncate(join(index, "1.hnsw"), 0)],
    ["missing", (index) => rm(join(index, "1.hnsw"))],
    ["with a flipped bit in its header", (index) => flip(join(index, "1.hnsw"), 17)],
    ["with a flipped bit in its links", (index) => flip(join(index, "1.hnsw"), 96 + 6)],
    ["with a flipped bit at its end", (index) => flip(join(index, "1.hnsw"), -1)],
    ["without its manifest", (index) => rm(join(index, "1.json"))],
    ["with a manifest that is cut off", (index) => truncate(join(index, "1.json"), 40)],
    ["with a manifest of another dimension", (index) => edit(index, { dimensions: size * 2 })],
    ["with a manifest of another metric", (index) => edit(index, { space: "l2" })],
    ["with a manifest of another embedder", (index) => edit(index, { embedder: "other" })],
    ["with a manifest of a later mark", (index) => edit(index, { mark: 700 })],
  ];

  test.each(damages)("(%s) never reaches the addon: exact answers and one warning", async (_, damage) => {
    const { index, texts, again } = await projected();
    await damage(index);
    const reader = again();
    const expected = exactly(texts, question, 10);
    expect(await nearestIds(reader.library, question, 10)).toEqual(expected);
    expect(await nearestIds(reader.library, question, 10)).toEqual(expected);
    expect(reader.used).toEqual({ reads: 0, searches: 0 });
    expect(reader.warnings).toHaveLength(1);
    expect(reader.warnings[0]).toMatch(
      /^The index of shelf main cannot be used: generation 1 (is|has|cannot be read) .*\. Search compares one by one meanwhile; the next ingestion builds the index again\.$/s,
    );
  });

  test.each([damages[3], damages[6]].filter((damage) => damage !== undefined))(
    "(%s) is built anew at the next occasion, and a reader that had refused it goes on with the new one",
    async (_, damage) => {
      const { index, texts, again, library, warnings } = await projected();
      await damage(index);
      const reader = again();
      await nearestIds(reader.library, question, 10);
      await (await library.shelf("main")).project(embedderId);
      expect(await manifests(index)).toMatchObject([{ generation: 2, mark: 600, count: 600 }]);
      expect(await nearestIds(reader.library, question, 10)).toEqual(exactly(texts, question, 10));
      expect(reader.used).toEqual({ reads: 1, searches: 1 });
      expect(reader.warnings).toHaveLength(1);
      expect(warnings).toEqual([]);
    },
  );

  // SQLite vouches for these: only the file itself can show what is wrong with it.
  const disguised: [string, Record<string, unknown>, RegExp][] = [
    ["another dimension", { dimensions: size * 2 }, /is the index of other vectors/],
    ["another metric", { space: "l2" }, /is the index of other vectors/],
    ["another count", { count: 599 }, /holds 600 vectors where its manifest says 599/],
    ["an earlier mark", { mark: 300 }, /beyond its mark 300/],
    ["a missing field", { mark: undefined }, /lacks something/],
  ];

  test.each(disguised)("whose manifest and row agree on %s is refused all the same", async (_, change, reason) => {
    const { index, texts, again, folder } = await projected();
    await edit(index, change);
    await vouch(folder, await readFile(join(index, "1.json"), "utf8"));
    const reader = again();
    expect(await nearestIds(reader.library, question, 10)).toEqual(exactly(texts, question, 10));
    expect(reader.used.reads).toBe(0);
    expect(reader.warnings[0]).toMatch(reason);
  });

  test("of another shelf, with the same keys and a row that vouches for it, is not trusted", async () => {
    const [one, other] = [await projected(), await temporaryLibrary()];
    open.push(other);
    const writer = await other.library.shelf("main");
    const texts = await fill(writer, "bakery", 600, size);
    await writer.project(embedderId);
    for (const name of ["1.hnsw", "1.json"]) await copyFile(join(one.index, name), join(other.index, name));
    await vouch(other.folder, await readFile(join(one.index, "1.json"), "utf8"));
    const reader = other.again();
    expect(await nearestIds(reader.library, question, 10)).toEqual(exactly(texts, question, 10));
    expect(reader.used.reads).toBe(0);
    expect(reader.warnings[0]).toMatch(/holds vectors that are not those of this shelf/);
  });
});

async function vouch(folder: string, manifest: string): Promise<void> {
  const database = new Sqlite(join(folder, "shelf.sqlite"));
  database.prepare("UPDATE generations SET manifest = ?").run(manifest);
  database.close();
}

describe("without the addon", () => {
  const missing = () => Promise.reject(new Error("Cannot find module 'hnswlib-node'\nRequire stack: ..."));

  test("search compares one by one and says so once", async () => {
    const made = await temporaryLibrary();
    open.push(made);
    const bare = made.again({ loadAddon: missing });
    const writer = await bare.library.shelf("main");
    const texts = await fill(writer, "harbour", 300, size);
    await writer.project(embedderId);
    await writer.project(embedderId);
    expect(await nearestIds(bare.library, question, 10)).toEqual(exactly(texts, question, 10));
    expect(bare.warnings).toEqual([
      "hnswlib-node cannot be loaded (Cannot find module 'hnswlib-node'). Search compares vectors one by one, which takes some 10 ms for 30,000 passages; to have an index, install a C++ compiler and run npm install again.",
    ]);
    expect(await readdir(bare.folder)).not.toContain("index");
  });

  test("an index that another machine built is passed over", async () => {
    const made = await projected();
    const bare = made.again({ loadAddon: missing });
    expect(await nearestIds(bare.library, question, 10)).toEqual(exactly(made.texts, question, 10));
    expect(await nearestIds(bare.library, question, 10)).toEqual(exactly(made.texts, question, 10));
    expect(bare.warnings).toHaveLength(1);
  });
});
