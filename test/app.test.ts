import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { type App, openApp } from "#app.ts";
import { type Environment, projectRoot, readConfig } from "#config.ts";
import { ModelError } from "#errors.ts";

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "footnote-app-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** An app on a library folder, with what it wrote to standard error. */
function open(home: string, environment: Environment = {}): { app: App; notices: string[] } {
  const notices: string[] = [];
  const config = readConfig({ ...environment, FOOTNOTE_HOME: home }, { root: projectRoot, cwd: home });
  const app = openApp(config, {
    stdin: Readable.from([]),
    stderr: { write: (text: string) => notices.push(text) },
  });
  onTestFinished(() => app.close());
  return { app, notices };
}

const main = ["main"];

/** A server that speaks the embeddings protocol: equal texts get equal unit vectors. */
async function embeddingServer(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { input } = JSON.parse(body) as { input: string | string[] };
    const data = [input].flat().map((text, index) => {
      const angle = text.length;
      return { object: "embedding", index, embedding: [Math.cos(angle), Math.sin(angle), 0, 0, 0, 0, 0, 0] };
    });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", model: "m", data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

describe("a library that never held an article", () => {
  test("is filled with what ships before the first search, once, with a line that says so", async () => {
    const home = folder();
    const { app, notices } = open(home);
    const search = await app.readyToSearch(main);
    const found = await search({ question: "Alice Johnson", shelves: main, limit: 3 });
    expect(found[0]?.article.title).toBe("Kim Kardashian West on a run for office: “Never say never”");
    expect(notices.join("")).toMatch(
      /^The library is empty: ingesting the articles that ship with Footnote \(FOOTNOTE_NO_SEED=1 switches this off\)\.\nadded {5}never-say-never\.md: .* \(\d+ passages\)\n$/u,
    );

    const later = open(home);
    await later.app.readyToAsk(main);
    expect(later.notices).toEqual([]);
  });

  test("stays empty with FOOTNOTE_NO_SEED=1, and stays empty after its articles were removed", async () => {
    const unseeded = folder();
    const { app, notices } = open(unseeded, { FOOTNOTE_NO_SEED: "1" });
    const ask = await app.readyToAsk(main);
    expect(await ask({ question: "Who met Alice Johnson?", shelves: main })).toMatchObject({
      kind: "abstained",
      coverage: { articles: 0 },
    });
    expect(notices).toEqual([]);
    expect(readdirSync(unseeded)).toEqual([]);

    const home = folder();
    const first = open(home);
    await first.app.readyToAsk(main);
    const writer = await first.app.library.shelf("main");
    const [article] = await first.app.library.within(main).articles({ limit: 1, offset: 0 });
    const batch = await writer.beginBatch("test");
    await writer.remove(article?.id ?? "", batch, { source: "test", status: "removed" });
    const second = open(home);
    await second.app.readyToAsk(main);
    expect(await second.app.library.within(main).coverage()).toMatchObject({ articles: 0 });
    expect(second.notices).toEqual([]);
  });
});

test("a shelf that does not exist is named, beside those that do, and not created", async () => {
  const { app, notices } = open(folder());
  await app.readyToAsk(["sports"]);
  expect(notices.at(-1)).toBe('There is no shelf "sports" yet; there are: main.\n');
  expect(await app.library.shelves()).toEqual(["main"]);
});

describe("another embedder", () => {
  test("is said, and every passage is embedded anew before the next question, once", async () => {
    const home = folder();
    await open(home).app.readyToAsk(main);
    const neural = { EMBEDDER: "openai:m", OPENAI_BASE_URL: await embeddingServer() };

    const { app, notices } = open(home, neural);
    await app.readyToAsk(main);
    expect(notices.join("")).toMatch(
      /^The embedder changed since shelf "main" was filled: embedding \d+ passages anew with openai:m:8\S*\.\n/u,
    );
    const { id } = await app.embedder();
    expect(await (await app.library.shelf("main")).countUnembedded(id)).toBe(0);

    const later = open(home, neural);
    await later.app.readyToAsk(main);
    expect(later.notices).toEqual([]);
  });

  test("that can not be reached is one clear error", async () => {
    const { app } = open(folder(), { EMBEDDER: "openai:m", OPENAI_BASE_URL: "http://127.0.0.1:9/v1" });
    await expect(app.readyToAsk(main)).rejects.toThrow(ModelError);
  }, 30_000);
});

describe("examples of questions", () => {
  test("for the story that ships are three that it answers", async () => {
    const { app } = open(folder());
    const ask = await app.readyToAsk(main);
    const examples = await app.examples(main);
    expect(examples).toHaveLength(3);
    for (const question of examples) {
      expect([question, (await ask({ question, shelves: main })).kind]).toEqual([question, "answered"]);
    }
  });

  test("for an empty library are none", async () => {
    const { app } = open(folder(), { FOOTNOTE_NO_SEED: "1" });
    await app.readyToAsk(main);
    expect(await app.examples(main)).toEqual([]);
  });
});
