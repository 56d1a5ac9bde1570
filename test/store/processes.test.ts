import { readdirSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, describe, expect, test, vi } from "vitest";
import { stems } from "#text/stems.ts";
import { embedderId, put, vectorOf } from "./material.ts";
import { ended, runChild, runChildOnSmallDisk, startBuilder, startChild, until } from "./processes.ts";
import { exactly, fill, manifests, nearestIds, type TestLibrary, temporaryLibrary } from "./shelf.ts";

// Every test here starts processes, some a dozen, and other tests run beside them.
vi.setConfig({ testTimeout: 60_000 });

const size = 16;
const question = vectorOf("a question", size);
const open: TestLibrary[] = [];

afterEach(async () => {
  for (const library of open.splice(0)) await library.dispose();
});

async function made(): Promise<TestLibrary> {
  const library = await temporaryLibrary();
  open.push(library);
  return library;
}

describe("two processes", () => {
  test("a reader sees at its next question what another process ingested, updated and removed", async () => {
    const { library, home } = await made();
    const scope = library.within(["main"]);
    const found = async (words: string) => (await scope.lexical(stems(words), 5)).map(({ passageId }) => passageId);
    expect(await found("harbour")).toEqual([]);
    await runChild(home, "put", "vell", "1", "The harbour is closed.");
    expect(await found("harbour")).toEqual(["main/vell/1/0"]);
    expect(await scope.nearest(vectorOf("The harbour is closed."), embedderId, 5)).toHaveLength(1);
    await runChild(home, "put", "vell", "2", "The harbour is open again.");
    expect(await found("harbour closed")).toEqual(["main/vell/2/0"]);
    const [nearest] = await scope.nearest(vectorOf("The harbour is open again."), embedderId, 5);
    expect(nearest?.score).toBeCloseTo(1, 5);
    await runChild(home, "remove", "vell");
    expect(await found("harbour")).toEqual([]);
    expect(await scope.nearest(vectorOf("The harbour is open again."), embedderId, 5)).toEqual([]);
    expect(await scope.coverage()).toMatchObject({ articles: 0, passages: 0 });
  });

  test("a reader goes over to the index that another process built", async () => {
    const { library, home, used } = await made();
    const texts = await fill(await library.shelf("main"), "harbour", 300, size);
    expect(await nearestIds(library, question, 5)).toEqual(exactly(texts, question, 5));
    expect(used).toEqual({ reads: 0, searches: 0 });
    expect(await runChild(home, "project")).toEqual({ code: 0, output: "done\n" });
    expect(await nearestIds(library, question, 5)).toEqual(exactly(texts, question, 5));
    expect(used).toEqual({ reads: 1, searches: 1 });
  });

  test("four writers that make the same shelf at once all get their articles into it", async () => {
    const { library, home } = await made();
    const names = ["north", "east", "south", "west"];
    const ends = await Promise.all(names.map((name) => runChild(home, "several", name, "15")));
    expect(ends).toEqual(names.map(() => ({ code: 0, output: "done\n" })));
    expect(await library.within(["main"]).coverage()).toMatchObject({ articles: 60, passages: 120 });
    expectConsistent(home);
  });

  test("a shelf that is deleted and made anew is read anew", async () => {
    const { library, home, folder, again } = await made();
    const writer = await library.shelf("main");
    await put(writer, { id: "old", paragraphs: ["The old harbour."] });
    const reader = again();
    expect(await reader.library.within(["main"]).coverage()).toMatchObject({ articles: 1 });
    await library.close();
    await rm(folder, { recursive: true });
    expect(await reader.library.within(["main"]).coverage()).toMatchObject({ articles: 0 });
    await runChild(home, "several", "new", "2");
    expect(await reader.library.within(["main"]).coverage()).toMatchObject({ articles: 2 });
    expect(await reader.library.within(["main"]).nearest(vectorOf("x"), embedderId, 9)).toHaveLength(4);
  });
});

describe("a process that is killed", () => {
  test("while it ingests leaves articles whole or absent, and the next one goes on", async () => {
    const { library, home } = await made();
    for (let round = 0; round < 3; round++) {
      const child = startChild(home, "forever");
      const end = ended(child);
      const before = await entries(home);
      await until(async () => (await entries(home)) > before + 3 + round, 30_000);
      child.kill("SIGKILL");
      await end;
      expectConsistent(home);
    }
    const scope = library.within(["main"]);
    const articles = await scope.articles({ limit: 10, offset: 0 });
    expect(articles.length).toBeGreaterThan(0);
    for (const { id, version, title } of articles) {
      const passages = await scope.passagesOf("main", id);
      expect(title).toBe(`Version ${version}`);
      expect(passages.map(({ passage }) => passage.text)).toEqual(
        ["one", "two", "three", "four"].map((part) => `Part ${part} of version ${version} of ${id.slice(-1)}.`),
      );
    }
    expect(await runChild(home, "put", "after", "1", "All is well.")).toEqual({ code: 0, output: "done\n" });
  });

  test("while it builds an index, at whatever moment, leaves answers as they are, and the next one builds it", async () => {
    const { library, folder, index, warnings, used } = await made();
    const writer = await library.shelf("main");
    const texts = await fill(writer, "harbour", 250, size);
    await writer.project(embedderId);
    for (const [id, text] of await fill(writer, "newer", 2001, size)) texts.set(id, text);
    const lock = () => row(folder, "SELECT pid FROM builder");
    let before = new Set<string>();
    const isNew = (ending: string) => readdirSync(index).some((name) => name.endsWith(ending) && !before.has(name));
    const moments: ((pid: number | undefined) => boolean | Promise<boolean>)[] = [
      (pid) => lock() === pid,
      async (pid) => lock() === pid && (await delay(60)), // adding
      () => isNew(".hnsw.tmp"), // writing
      async () => isNew(".hnsw.tmp") && (await delay(10)), // checking
      () => isNew(".hnsw"), // renamed, without a manifest
      () => isNew(".json.tmp"),
      () => isNew(".json"), // not yet in force
    ];
    let killed = 0;
    for (const moment of moments) {
      before = new Set(readdirSync(index));
      const child = startBuilder(folder, embedderId);
      const end = ended(child);
      await until(async () => child.exitCode !== null || (await moment(child.pid)), 30_000, 0);
      child.kill("SIGKILL");
      if ((await end).code === null) killed++;
      expectRecall(await nearestIds(library, question, 10), exactly(texts, question, 10));
    }
    // The last moments are so short that a builder may be through before the signal reaches it.
    expect(killed).toBeGreaterThanOrEqual(4);
    await writer.project(embedderId);
    // A builder that got as far as putting its index in force had no time to remove the files before it.
    expect((await manifests(index)).at(-1)).toMatchObject({ mark: 2251, count: 2251 });
    const searches = used.searches;
    expectRecall(await nearestIds(library, question, 10), exactly(texts, question, 10));
    expect(used.searches).toBe(searches + 1);
    // Nor had it time to give back the lock; a lock whose holder is gone keeps nobody out.
    expect(isRunning(lock())).toBe(false);
    expect(warnings).toEqual([]);
  });
});

describe("the lock of the builder", () => {
  test.each([
    ["of a process that is gone", "UPDATE builder SET pid = 4194000"],
    ["that has been silent for long, on another machine", "UPDATE builder SET host = 'elsewhere', beat = beat - 60000"],
  ])("%s holds nobody up", async (_, change) => {
    const { library, folder, index } = await made();
    const writer = await library.shelf("main");
    await fill(writer, "harbour", 50, size);
    hold(folder);
    run(folder, change);
    await writer.project(embedderId);
    expect(await manifests(index)).toMatchObject([{ count: 50 }]);
  });

  test("of a living builder is waited for, and nothing is built twice", async () => {
    const { library, folder, index } = await made();
    const writer = await library.shelf("main");
    await fill(writer, "harbour", 50, size);
    hold(folder);
    expect((await ended(startBuilder(folder, embedderId))).code).toBe(75);
    const done = writer.project(embedderId);
    const early = await Promise.race([done.then(() => "done"), delay(600).then(() => "waiting")]);
    expect(early).toBe("waiting");
    run(folder, "DELETE FROM builder");
    await done;
    await Promise.all([writer.project(embedderId), writer.project(embedderId)]);
    expect(await manifests(index)).toMatchObject([{ generation: 1, count: 50 }]);
  });

  test("is not waited for once the caller has given up", async () => {
    const { library, folder } = await made();
    const writer = await library.shelf("main");
    await fill(writer, "harbour", 50, size);
    hold(folder);
    await expect(writer.project(embedderId, AbortSignal.timeout(50))).rejects.toThrow(/abort/i);
    run(folder, "DELETE FROM builder");
    await expect(writer.project(embedderId, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe("a full disk", () => {
  test("while the index is written costs nothing but the index, and says so", async () => {
    const { library, home, index, again } = await made();
    const writer = await library.shelf("main");
    const texts = await fill(writer, "harbour", 250, size);
    await writer.project(embedderId);
    for (const [id, text] of await fill(writer, "newer", 2001, size)) texts.set(id, text);
    await library.close(); // empties the log, so that the limit meets the index first
    const { code, output } = await runChildOnSmallDisk(300, home, "project");
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^warning: The index of shelf main could not be built: the file as written .* \(is the disk full\?\)\. Search compares one by one what no index holds; a later ingestion tries again\.\ndone\n$/,
      ),
    });
    expect(await manifests(index)).toMatchObject([{ generation: 1, count: 250 }]);
    expect((await readdir(index)).sort()).toEqual(["1.hnsw", "1.json"]);
    const reader = again();
    expectRecall(await nearestIds(reader.library, question, 10), exactly(texts, question, 10));
    expect(reader.used.searches).toBe(1);
    expect(await runChild(home, "project")).toEqual({ code: 0, output: "done\n" });
    expect(await manifests(index)).toMatchObject([{ count: 2251 }]);
    expect(await readdir(index)).toHaveLength(2);
  });
});

function expectRecall(found: readonly string[], exact: readonly string[]): void {
  expect(found).toHaveLength(exact.length);
  expect(found.filter((id) => exact.includes(id)).length).toBeGreaterThanOrEqual(exact.length - 1);
}

/** What no crash and no second writer may break. */
function expectConsistent(home: string): void {
  const folder = join(home, "shelves", "main");
  const database = new Sqlite(join(folder, "shelf.sqlite"));
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.pragma("foreign_key_check")).toEqual([]);
  database.exec("INSERT INTO terms (terms) VALUES ('integrity-check')");
  const count = (sql: string) => database.prepare(sql).pluck().get();
  const passages = count("SELECT count(*) FROM passages");
  expect(count("SELECT count(*) FROM vectors")).toBe(passages);
  expect(count("SELECT count(*) FROM terms")).toBe(passages);
  expect(count("SELECT passages FROM totals")).toBe(passages);
  expect(count("SELECT total(terms) - (SELECT terms FROM totals) FROM passages")).toBe(0);
  expect(count("SELECT articles FROM totals")).toBe(count("SELECT count(*) FROM articles WHERE version IS NOT NULL"));
  database.close();
}

async function entries(home: string): Promise<number> {
  const found = await stat(join(home, "shelves", "main", "shelf.sqlite")).catch(() => null);
  if (found === null) return 0;
  try {
    return Number(row(join(home, "shelves", "main"), "SELECT count(*) FROM batch_entries"));
  } catch {
    return 0; // its tables are being made
  }
}

function hold(folder: string): void {
  const database = new Sqlite(join(folder, "shelf.sqlite"));
  database.prepare("INSERT INTO builder VALUES (1, ?, ?, ?)").run(hostname(), process.ppid, Date.now());
  database.close();
}

function run(folder: string, sql: string): void {
  const database = new Sqlite(join(folder, "shelf.sqlite"));
  database.exec(sql);
  database.close();
}

function row(folder: string, sql: string): unknown {
  const database = new Sqlite(join(folder, "shelf.sqlite"), { fileMustExist: true });
  try {
    return database.prepare(sql).pluck().get();
  } finally {
    database.close();
  }
}

async function delay(milliseconds: number): Promise<true> {
  await new Promise((resume) => setTimeout(resume, milliseconds));
  return true;
}

function isRunning(pid: unknown): boolean {
  try {
    return typeof pid === "number" && process.kill(pid, 0);
  } catch {
    return false;
  }
}
