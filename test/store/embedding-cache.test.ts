import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { VectorMaker } from "#ports.ts";
import { createEmbeddingCache, type EmbeddingCacheOptions, type OpenEmbeddingCache } from "#store/embedding-cache.ts";
import { describeEmbeddingCache } from "../support/embedding-cache-conformance.ts";
import { createMemoryEmbeddingCache } from "../support/memory-embedding-cache.ts";
import { temporaryFolder, vectorOf } from "./material.ts";
import { ended, until } from "./processes.ts";

const passages: VectorMaker = { embedderId: "openai:small:8", purpose: "passage" };
const questions: VectorMaker = { ...passages, purpose: "question" };
const hour = 3_600_000;

let folder: { path: string; remove(): Promise<void> };
let home: string;
let file: string;
let warnings: string[];
let time: number;
const open: OpenEmbeddingCache[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  home = join(folder.path, "library");
  file = join(home, "embeddings.sqlite");
  warnings = [];
  time = Date.parse("2026-11-24T10:00:00Z");
});
afterEach(async () => {
  for (const cache of open.splice(0)) await cache.close();
  await folder.remove();
});

function create(options: Partial<EmbeddingCacheOptions> = {}): OpenEmbeddingCache {
  const clock = { now: () => new Date(time) };
  const cache = createEmbeddingCache({ home, clock, warn: (message) => void warnings.push(message), ...options });
  open.push(cache);
  return cache;
}

const numbered = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `Passage ${from + i} of the harbour's chronicle.`);
const vectorsOf = (texts: readonly string[], size = 8) => new Map(texts.map((text) => [text, vectorOf(text, size)]));
const kept = async (cache: OpenEmbeddingCache, texts: readonly string[], made = passages): Promise<string[]> => [
  ...(await cache.find(made, texts)).keys(),
];

describeEmbeddingCache("SQLite", async () => {
  const own = await temporaryFolder();
  const clock = { now: () => new Date() };
  const cache = createEmbeddingCache({
    home: own.path,
    clock,
    warn: (message) => {
      throw new Error(message);
    },
  });
  const stop = async (): Promise<void> => {
    await cache.close();
    await own.remove();
  };
  return { cache, stop };
});

describeEmbeddingCache("memory", async () => ({ cache: createMemoryEmbeddingCache() }));

test("nothing is written before the first use, and what was kept is there after a restart", async () => {
  const first = create();
  expect(existsSync(home)).toBe(false);
  await first.save(passages, vectorsOf(["one"]));
  await first.close();
  expect(await create().find(passages, ["one"])).toEqual(vectorsOf(["one"]));
  expect(warnings).toEqual([]);
});

describe("growth", () => {
  // 8 numbers of 4 bytes: 100 vectors.
  const most = { passage: 3200, question: 320 };

  test("ends at the bound: what was used least recently makes room", async () => {
    const cache = create({ most });
    const old = numbered(0, 60);
    await cache.save(passages, vectorsOf(old));
    time += 7 * hour;
    expect(await kept(cache, old.slice(0, 10))).toHaveLength(10);
    time += hour;
    const fresh = numbered(100, 50);
    await cache.save(passages, vectorsOf(fresh));
    expect(await kept(cache, fresh)).toEqual(fresh);
    // 110 were 10 over the bound; trimmed to nine tenths of it, the oldest first, without those that were used since.
    expect(await kept(cache, old)).toEqual([...old.slice(0, 10), ...old.slice(30)]);
  });

  test("of questions takes no room from passages", async () => {
    const cache = create({ most });
    const texts = numbered(0, 90);
    await cache.save(passages, vectorsOf(texts));
    for (let i = 0; i < 30; i++) {
      time += 1000;
      await cache.save(questions, vectorsOf([`Question ${i}?`]));
    }
    expect(await kept(cache, texts)).toHaveLength(90);
    const asked = Array.from({ length: 30 }, (_, i) => `Question ${i}?`);
    const left = await kept(cache, asked, questions);
    expect(left).toEqual(asked.slice(-left.length));
    expect(left.length).toBeGreaterThanOrEqual(9);
    expect(left.length).toBeLessThanOrEqual(10);
  });

  test("of the file ends too", async () => {
    const cache = create({ most: { passage: 100 * 4096, question: 0 } });
    for (let i = 0; i < 30; i++) {
      time += 1000;
      await cache.save(passages, vectorsOf(numbered(50 * i, 50), 1024));
    }
    expect(statSync(file).size).toBeLessThan(3 * 100 * 4096);
    expect((await kept(cache, numbered(0, 1500))).length).toBeLessThanOrEqual(100);
    expect(warnings).toEqual([]);
  });
});

describe("a damaged file", () => {
  const said = (path: string) => [
    `${path} was damaged: it is set aside as ${path}.damaged, which may be deleted, and begun anew.`,
  ];

  test("that is no database is set aside with a warning and begun anew", async () => {
    mkdirSync(home);
    writeFileSync(file, "These are my notes about the harbour.\n".repeat(200));
    const cache = create();
    expect(await cache.find(passages, ["one"])).toEqual(new Map());
    await cache.save(passages, vectorsOf(["one"]));
    expect(await cache.find(passages, ["one"])).toEqual(vectorsOf(["one"]));
    expect(warnings).toEqual(said(file));
    expect(readFileSync(`${file}.damaged`, "utf8")).toMatch(/^These are my notes/);
  });

  test.each([
    ["cut off", () => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      "with pages overwritten",
      () => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096);
        writeFileSync(file, bytes);
      },
    ],
  ])("that was %s serves again, also those that had it open", async (_, damage) => {
    const texts = numbered(0, 400);
    const other = create();
    await other.save(passages, vectorsOf(texts, 256));
    damage();
    const cache = create();
    for (const text of texts) await cache.find(passages, [text]);
    await cache.save(passages, vectorsOf(texts, 256));
    expect(await kept(cache, texts)).toEqual(texts);
    expect(await kept(other, texts)).toEqual(texts);
    expect(warnings).toEqual(said(file));
  });

  test("one changed number of a vector makes that vector anew, not a wrong answer", async () => {
    const first = create();
    await first.save(passages, vectorsOf(["one", "two"]));
    await first.close();
    const database = new Sqlite(file);
    const changed = Buffer.alloc(32);
    changed.writeFloatLE(7, 0);
    database.prepare("UPDATE vectors SET vector = ? WHERE key = 1").run(changed);
    database.close();
    const cache = create();
    expect(await kept(cache, ["one", "two"])).toEqual(["two"]);
    await cache.save(passages, vectorsOf(["one"]));
    expect(await kept(cache, ["one", "two"])).toEqual(["one", "two"]);
  });
});

describe("a file that can not be used", () => {
  test("because a newer Footnote wrote it is done without, and left as it is", async () => {
    const first = create();
    await first.save(passages, vectorsOf(["one"]));
    await first.close();
    const newer = new Sqlite(file);
    newer.pragma("user_version = 99");
    newer.close();
    const cache = create();
    await cache.save(passages, vectorsOf(["two"]));
    expect(await cache.find(passages, ["one", "two"])).toEqual(new Map());
    expect(warnings).toEqual([
      expect.stringMatching(/^Going on without what is kept in it: .*embeddings\.sqlite has schema version 99/),
    ]);
    expect(existsSync(`${file}.damaged`)).toBe(false);
  });

  test("because something else stands in its place is done without, said once", async () => {
    mkdirSync(file, { recursive: true });
    const cache = create();
    for (let i = 0; i < 3; i++) expect(await cache.find(passages, ["one"])).toEqual(new Map());
    await cache.save(passages, vectorsOf(["one"]));
    expect(warnings).toHaveLength(1);
  });

  test("because another process holds it is passed by after a second, and used again later", async () => {
    const cache = create();
    await cache.save(passages, vectorsOf(["one"]));
    const other = new Sqlite(file);
    other.exec("BEGIN EXCLUSIVE");
    const begun = performance.now();
    expect(await cache.find(passages, ["one"])).toEqual(new Map());
    expect(performance.now() - begun).toBeLessThan(4000);
    other.exec("ROLLBACK");
    other.close();
    expect(await cache.find(passages, ["one"])).toEqual(vectorsOf(["one"]));
    expect(warnings).toEqual([expect.stringContaining("another process has been writing")]);
  });

  test("that a person deleted is begun anew", async () => {
    const cache = create();
    await cache.save(passages, vectorsOf(["one"]));
    await folder.remove();
    expect(await cache.find(passages, ["one"])).toEqual(new Map());
    await cache.save(passages, vectorsOf(["one"]));
    expect(await create().find(passages, ["one"])).toEqual(vectorsOf(["one"]));
    expect(warnings).toEqual([]);
  });
});

describe("processes", () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const module = new URL("../../src/store/embedding-cache.ts", import.meta.url).href;
  const material = new URL("./material.ts", import.meta.url).href;
  /** Saves batches of 20 passages, from the number it is given, and prints each. */
  const program = `
    import { createEmbeddingCache } from ${JSON.stringify(module)};
    import { vectorOf } from ${JSON.stringify(material)};
    const [home, from, count] = process.argv.slice(1);
    const warn = (message) => console.log(message);
    const cache = createEmbeddingCache({ home, clock: { now: () => new Date(0) }, warn });
    for (let i = Number(from); i < Number(from) + Number(count); i += 20) {
      const texts = Array.from({ length: 20 }, (_, k) => "Passage " + (i + k) + " of the harbour's chronicle.");
      const vectors = new Map(texts.map((text) => [text, vectorOf(text, 512)]));
      await cache.save({ embedderId: "openai:small:8", purpose: "passage" }, vectors);
      if (count === "1000000") console.log(i);
    }
    await cache.close();`;
  const start = (from: number, count: number) =>
    spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", program, home, `${from}`, `${count}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });

  test("that write at once lose nothing", async () => {
    const [a, b] = [ended(start(0, 400)), ended(start(200, 400))];
    const cache = create();
    for (const text of numbered(1000, 40)) await cache.save(passages, vectorsOf([text], 512));
    expect([await a, await b]).toEqual([
      { code: 0, output: "" },
      { code: 0, output: "" },
    ]);
    expect(await kept(cache, numbered(0, 600))).toHaveLength(600);
    expect(await kept(cache, numbered(1000, 40))).toHaveLength(40);
    expect(warnings).toEqual([]);
  }, 60_000);

  test("one that is killed in the middle of its work has kept all batches it finished", async () => {
    const child = start(0, 1_000_000);
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    await until(() => output.includes("\n400\n"), 30_000);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    const finished = output.trim().split("\n").length * 20;
    const cache = create();
    expect(await kept(cache, numbered(0, finished))).toHaveLength(finished);
    await cache.save(passages, vectorsOf(["one"], 512));
    expect(await kept(cache, ["one"])).toEqual(["one"]);
    expect(warnings).toEqual([]);
  }, 60_000);
});
