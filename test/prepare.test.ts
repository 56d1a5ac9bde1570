import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEncoder } from "#encoder/encoder.ts";
import { createExtractor } from "#extract/extractor.ts";
import { createFileReader } from "#files/reader.ts";
import { createIngest } from "#ingest/ingest.ts";
import type { Hit } from "#ports.ts";
import { createLibrary } from "#store/library.ts";
import { type EmbeddingServer, sendVectors, startEmbeddingServer } from "./openai/embedding-server.ts";
import { ended, until } from "./store/processes.ts";
import { shippedTables } from "./support/encoder-tables.ts";
import { fakeVector } from "./support/fake-embedder.ts";
import { prepareWith } from "./support/prepare-child.ts";

// Processes and index builders are started, and other tests run beside them.
vi.setConfig({ testTimeout: 60_000 });

const clock = { now: () => new Date("2026-11-24T10:00:00Z") };
const batch = 64;
const loadAddon = (): Promise<never> => Promise.reject(new Error("left out"));

let home: string;
let server: EmbeddingServer;
/** Number of passages that the built-in embedder has embedded. */
let passages: number;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "footnote-prepare-"));
  server = await startEmbeddingServer(32);
  passages = await ingestNews();
});
afterEach(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ingestNews(): Promise<number> {
  const library = createLibrary({ home, clock, warn: () => {}, loadAddon });
  const folder = fileURLToPath(new URL("../data/eval/news", import.meta.url));
  const ingest = createIngest({
    reader: createFileReader({ cwd: folder, stdin: Readable.from([]) }),
    extractor: createExtractor(),
    embedder: createEncoder(shippedTables()),
    library,
    clock,
  });
  const summary = await ingest({ sources: ["articles.jsonl"], shelf: "main" }, { receipt: () => {} });
  await library.close();
  return summary.passages;
}

/** What was said while the library was made ready for a question with this model. */
async function prepare(model: string, options: { signal?: AbortSignal; isTTY?: boolean } = {}): Promise<string> {
  let said = "";
  const notices = { isTTY: options.isTTY ?? false, columns: 200, write: (text: string) => (said += text) };
  await prepareWith({ home, baseURL: server.baseURL, model, notices }, options.signal);
  return said;
}

/** The texts that the server was asked for, in order. */
const asked = (model: string): string[] =>
  server.received.filter(({ body }) => body.model === model).flatMap(({ body }) => body.input);

const idOf = (model: string): string => `openai:${model}:32@${new URL(server.baseURL).host}`;

async function unembedded(model: string): Promise<number> {
  const library = createLibrary({ home, clock, warn: () => {}, loadAddon });
  const count = await (await library.shelf("main")).countUnembedded(idOf(model));
  await library.close();
  return count;
}

describe("another embedder", () => {
  test("embeds every passage anew, says so, and shows how far it is", async () => {
    const said = await prepare("a", { isTTY: true });
    expect(passages).toBeGreaterThan(3 * batch);
    expect(said.replaceAll("\n", " ")).toContain(
      `The embedder changed since shelf "main" was filled: embedding ${passages} passages anew with openai:a:32@`,
    );
    expect(said).toMatch(new RegExp(`\\[#+ +\\] 64 of ${passages} passages embedded, `));
    expect(asked("a")).toHaveLength(passages);
    expect(await prepare("a")).toBe("");
  });

  test("that is killed half way goes on where it was", async () => {
    const child = prepareElsewhere("a", 2);
    await until(() => child.hangs());
    child.process.kill("SIGKILL");
    expect((await child.end).code).toBeNull();
    const done = asked("a").slice(0, 2 * batch);
    expect(await unembedded("a")).toBe(passages - done.length);

    const begun = server.received.length;
    const said = await prepare("a");
    expect(said).toContain(`embedding ${passages - done.length} passages anew with openai:a`);
    const rest = server.received.slice(begun).flatMap(({ body }) => body.input);
    expect(rest).toHaveLength(passages - done.length);
    expect(new Set([...done, ...rest]).size).toBe(passages);
    expect(await unembedded("a")).toBe(0);
  });

  test("that is stopped half way by a person goes on where it was", async () => {
    const control = new AbortController();
    const reason = new Error("stopped");
    server.next(sendVectors(32));
    server.next(() => control.abort(reason));
    await expect(prepare("a", { signal: control.signal })).rejects.toBe(reason);
    await until(() => server.dropped() === 1);
    expect(await unembedded("a")).toBe(passages - batch);
    await prepare("a");
    // The second batch was asked for twice: the first time nobody waited for the answer.
    expect(asked("a")).toHaveLength(passages + batch);
    expect(new Set(asked("a")).size).toBe(passages);
  });

  test("and back again asks the server for no passage twice, also after a kill", async () => {
    const child = prepareElsewhere("a", 2);
    await until(() => child.hangs());
    child.process.kill("SIGKILL");
    await child.end;
    await prepare("a");
    const fromA = await neighbours("a");
    expect(await prepare("b")).toContain(`embedding ${passages} passages anew with openai:b`);
    expect(new Set(asked("b")).size).toBe(passages);
    expect(await unembedded("a")).toBe(passages);

    const requests = server.received.length;
    expect(await prepare("a")).toContain(`embedding ${passages} passages anew with openai:a`);
    expect(await unembedded("a")).toBe(0);
    expect(await neighbours("a")).toEqual(fromA);
    await prepare("b");
    await prepare("a");
    expect(server.received).toHaveLength(requests);
  });
});

/** Makes the library ready in a process of its own; the server answers so many requests and lets the next one hang. */
function prepareElsewhere(model: string, answered: number) {
  let isHanging = false;
  for (let i = 0; i < answered; i++) server.next(sendVectors(32));
  server.next(() => {
    isHanging = true;
  });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const program = fileURLToPath(new URL("./support/prepare-child.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", tsx, program, home, server.baseURL, model], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { process: child, end: ended(child), hangs: () => isHanging };
}

/** The passages nearest to a question, by the vectors of this model. */
async function neighbours(model: string): Promise<readonly Hit[]> {
  const library = createLibrary({ home, clock, warn: () => {}, loadAddon });
  const found = await library.within(["main"]).nearest(fakeVector("the court ruled on the law", 32), idOf(model), 20);
  await library.close();
  expect(found).toHaveLength(20);
  return found.map(({ passageId, score }) => ({ passageId, score: Number(score.toFixed(4)) }));
}
