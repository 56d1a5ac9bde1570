import { rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Library } from "#ports.ts";
import { createLibrary } from "#store/library.ts";
import { migrate, shelfSchema } from "#store/schema.ts";
import { sketch } from "#text/minhash.ts";
import { articleOf, put, temporaryFolder } from "./material.ts";

let folder: { path: string; remove(): Promise<void> };
let library: Library;

const text = (name: string) => Array.from({ length: 60 }, (_, at) => `${name}${at}`).join(" ");

/** A shelf as the first Footnote left it: with the first version of the schema, filled by hand. */
beforeEach(async () => {
  folder = await temporaryFolder();
  const home = join(folder.path, "library");
  library = createLibrary({ home, clock: { now: () => new Date("2026-01-02T03:04:05Z") }, warn: () => {} });
  await (await library.shelf("main")).beginBatch("made the folder");
  await library.close();
  const file = join(home, "shelves", "main", "shelf.sqlite");
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  const database = new Sqlite(file);
  migrate(database, file, shelfSchema.slice(0, 1));
  for (const [key, name] of ["sea", "land", "gone"].entries()) {
    const { title, contentHash, fetchedAt } = articleOf({ id: name, title: name, paragraphs: [text(name)] });
    database.prepare("INSERT INTO articles (key, id) VALUES (?, ?)").run(key + 1, name);
    database
      .prepare(
        "INSERT INTO versions (article, version, title, fetched_at, content_hash, paragraphs, text) VALUES (?, 1, ?, ?, ?, '[0,9]', ?)",
      )
      .run(key + 1, title, fetchedAt, contentHash, text(name));
    if (name !== "gone") database.prepare("UPDATE articles SET version = 1 WHERE id = ?").run(name);
  }
  database.close();
  library = createLibrary({ home, clock: { now: () => new Date("2026-01-02T03:04:05Z") }, warn: () => {} });
});

afterEach(async () => {
  await library.close();
  await folder.remove();
});

test("a shelf of an older Footnote is read without anyone writing to it first", async () => {
  const scope = library.within(["main"]);
  expect(await scope.coverage()).toMatchObject({ articles: 2 });
  expect(await scope.article("main", "sea")).toMatchObject({ text: text("sea"), version: 1 });
  expect(await scope.carriers("main", "sea")).toEqual([]);
  expect(await library.everHeldArticles()).toBe(true);
});

test("its articles get their sketches in steps, those that are there", async () => {
  const writer = await library.shelf("main");
  const wanted = sketch(text("land"));
  if (wanted === null) throw new Error("a longer text expected");
  expect(await writer.similar(wanted, "me", 0.5)).toEqual([]);
  expect(await writer.addSketches(1)).toBe(1);
  expect(await writer.addSketches(1)).toBe(1);
  expect(await writer.addSketches(1)).toBe(0);
  expect(await writer.similar(wanted, "me", 0.5)).toEqual([{ articleId: "land", similarity: 1 }]);
});

test("it goes on as one of this Footnote, and what was removed before is known to be, but not when", async () => {
  const writer = await library.shelf("main");
  expect(await writer.removal("gone")).toEqual({ at: null });
  await put(writer, { id: "sea", version: 2, paragraphs: [text("other")] });
  expect(await writer.latestVersion("sea")).toBe(2);
  expect(await writer.addSketches(10)).toBe(1);
});
