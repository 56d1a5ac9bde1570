import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError, StorageError } from "#errors.ts";
import { createLibrary } from "#store/library.ts";
import { openState } from "#store/state.ts";
import { articleOf, put, requestFor, temporaryFolder, vectorOf } from "./material.ts";
import { ended, startChild } from "./processes.ts";

let folder: { path: string; remove(): Promise<void> };
let home: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  home = join(folder.path, "library");
});
afterEach(() => folder.remove());

const open = () =>
  createLibrary({
    home,
    clock: { now: () => new Date("2026-01-02T03:04:05Z") },
    warn: (message) => {
      throw new Error(message);
    },
  });

async function withShelfFile(bytes: Uint8Array | string): Promise<string> {
  const file = join(home, "shelves", "main", "shelf.sqlite");
  await mkdir(join(home, "shelves", "main"), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

describe("a shelf's file", () => {
  test("that is no database is named, with what to do, and left as it is", async () => {
    const file = await withShelfFile("These are my notes about the harbour.\n".repeat(200));
    const library = open();
    const message = `${file}: expected a SQLite database, found something else. Move the file away, or restore it from a backup.`;
    await expect(library.shelf("main")).rejects.toThrow(new StorageError(message));
    await expect(library.within(["main"]).coverage()).rejects.toThrow(new StorageError(message));
    await expect(library.within(["main"]).nearest(vectorOf("x"), "e", 5)).rejects.toThrow(new StorageError(message));
    await expect(library.everHeldArticles()).rejects.toThrow(StorageError);
    expect(await readFile(file, "utf8")).toMatch(/^These are my notes/);
    await library.close();
  });

  test.skipIf(!existsSync("/proc/self"))(
    "in a folder that the system refuses to make is an error, not a wait",
    async () => {
      // A process of its own: Node 20 makes folders below /proc for ever, and nothing inside the process can stop it.
      const child = startChild("/proc/footnote/library", "put", "a", "1", "Never stored.");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      const { code, output } = await ended(child);
      clearTimeout(timer);
      expect(code).toBe(1);
      expect(output).toContain("Check that the folder can be made and belongs to you.");
    },
  );

  test("of a newer Footnote is refused, with the advice to update", async () => {
    const file = await withShelfFile("");
    const newer = new Sqlite(file);
    newer.pragma("user_version = 99");
    newer.close();
    const library = open();
    const message = /shelf\.sqlite has schema version 99; this Footnote knows versions up to \d+\. Update Footnote/;
    await expect(library.shelf("main")).rejects.toThrow(message);
    await expect(library.shelf("main")).rejects.toThrow(StorageError);
    await expect(library.within(["main"]).coverage()).rejects.toThrow(message);
    await library.close();
  });

  test("that is damaged inside is reported as damaged, not as empty", async () => {
    const library = open();
    const writer = await library.shelf("main");
    for (let i = 0; i < 30; i++)
      await put(writer, { id: `a${i}`, paragraphs: [`The harbour, part ${i}. `.repeat(50)] });
    await library.close();
    const file = join(home, "shelves", "main", "shelf.sqlite");
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0x5a, 4096, bytes.length - 4096));
    const damaged = open();
    const reading = damaged.within(["main"]).articles({ limit: 50, offset: 0 });
    await expect(reading).rejects.toThrow(/shelf\.sqlite: the database is damaged .* Restore it from a backup/);
    await damaged.close();
  });

  test("that its writer has not given its tables yet is an empty shelf", async () => {
    await withShelfFile("");
    const library = open();
    const scope = library.within(["main"]);
    expect(await scope.coverage()).toEqual({ articles: 0, passages: 0, from: null, to: null });
    await put(await library.shelf("main"), { id: "vell", paragraphs: ["The harbour."] });
    expect(await scope.coverage()).toMatchObject({ articles: 1 });
    await library.close();
  });

  test("keeps a log beside it while it is open, and is one whole file when it is closed", async () => {
    const library = open();
    await put(await library.shelf("main"), { id: "vell", paragraphs: ["The harbour."] });
    const file = join(home, "shelves", "main", "shelf.sqlite");
    expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0);
    await library.close();
    await expect(stat(`${file}-wal`)).rejects.toThrow(/ENOENT/);
  });

  test("that another process keeps locked gives a retryable error after a while, and readers do not wait", async () => {
    const library = open();
    const writer = await library.shelf("main");
    const article = articleOf({ id: "vell", paragraphs: ["The harbour."] });
    const batch = await writer.beginBatch("test");
    const other = new Sqlite(join(home, "shelves", "main", "shelf.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 0 });
    await expect(writer.save(requestFor(article, batch))).rejects.toMatchObject({
      name: "StorageError",
      retryable: true,
      message: expect.stringContaining("another process has been writing for 5 seconds. Try again when it is done."),
    });
    other.exec("ROLLBACK");
    other.close();
    await writer.save(requestFor(article, batch));
    expect(await writer.latestVersion("vell")).toBe(1);
    await library.close();
  });

  test("is not opened again by what is left of a closed library", async () => {
    const library = open();
    const writer = await library.shelf("main");
    const scope = library.within(["main"]);
    await scope.coverage();
    await library.close();
    await expect(writer.current("vell")).rejects.toThrow(/closed already/);
    await expect(scope.coverage()).rejects.toThrow(/closed already/);
    await expect(scope.nearest(vectorOf("x"), "e", 1)).rejects.toThrow(/closed already/);
  });

  test("that was deleted under an open library is made anew by the next who writes", async () => {
    const library = open();
    await put(await library.shelf("main"), { id: "old", paragraphs: ["The harbour."] });
    await rm(join(home, "shelves", "main"), { recursive: true });
    await put(await library.shelf("main"), { id: "new", paragraphs: ["The ferry."] });
    const other = open();
    expect(await other.within(["main"]).articles({ limit: 5, offset: 0 })).toMatchObject([{ id: "new" }]);
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 1 });
    await library.close();
    await other.close();
  });
});

describe("the home of a library", () => {
  test("that cannot be a folder is a StorageError that names it", async () => {
    await writeFile(home, "a file");
    const library = open();
    await expect(library.shelf("main")).rejects.toThrow(StorageError);
    await expect(library.shelf("main")).rejects.toThrow(/shelf\.sqlite: .* Check that the folder can be made/);
    expect(() => openState({ home })).toThrow(StorageError);
    await library.close();
  });

  test.skipIf(process.getuid?.() === 0)("that may not be written is a StorageError that names it", async () => {
    await mkdir(home);
    await chmod(home, 0o500);
    await expect(open().shelf("main")).rejects.toThrow(StorageError);
  });

  test("holds shelves only where there is a shelf's file in a folder with a shelf's name", async () => {
    const library = open();
    await mkdir(join(home, "shelves", "empty"), { recursive: true });
    await mkdir(join(home, "shelves", "Not A Shelf"), { recursive: true });
    await writeFile(join(home, "shelves", "file"), "");
    expect(await library.shelves()).toEqual([]);
    expect(await library.everHeldArticles()).toBe(false);
    await library.shelf("real");
    expect(await library.shelves()).toEqual(["real"]);
    await expect(library.shelf("../real")).rejects.toThrow(InputError);
    await library.close();
  });
});
