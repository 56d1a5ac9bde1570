/** One app and one server for all tests of a file: to open them takes longer than to ask. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll } from "vitest";
import { type App, openApp } from "#app.ts";
import { type Environment, projectRoot, readConfig } from "#config.ts";
import type { Ask, AskRequest } from "#ports.ts";
import type { Answer } from "#types.ts";
import {
  type Answering,
  type ChatServer,
  type ReceivedBody,
  startChatServer,
  streamText,
} from "../openai/chat-server.ts";
import { fillLibrary } from "../scripts/articles.ts";
import { line, shownPassages } from "../support/scripted-model.ts";
import { type Line, shelves } from "./stage.ts";

export interface Shared {
  readonly server: ChatServer;
  readonly app: App;
  ask(question: string, more?: Partial<AskRequest>): Promise<Answer>;
}

export const KEY = "sk-test-0123456789abcdef";

const ARTICLES: readonly Line[] = [
  {
    id: "bridge",
    title: "Harbour bridge opens after four years",
    outlet: "Alder Post",
    publishedAt: "2021-05-04",
    text: "The harbour bridge in Port Alder opened to traffic on Tuesday. Construction took four years and cost 90 million euros.",
  },
  {
    id: "owl",
    title: "Eagle owls return to the valley",
    publishedAt: "2021-03-09",
    text: "A pair of eagle owls has been seen in the Tamber valley for the first time since 1987. The birds nest in the old quarry.",
  },
];
export const QUESTION = "How long did the construction of the harbour bridge take?";
export const YEARS = "Construction took four years and cost 90 million euros.";
export const STATEMENT = "Construction took four years.";

/** The line of a model that answers `QUESTION`, with the label under which the passage was shown. */
export function goodLine(body: ReceivedBody, statement = STATEMENT): string {
  const shown = shownPassages(body).find(({ text }) => text.includes(YEARS));
  return line(statement, [shown?.label ?? "", YEARS]);
}

/** Answers `QUESTION` as it should be. */
export const answerWell: Answering = (response, request) =>
  streamText(goodLine(request.body), { usage: { prompt_tokens: 1000, completion_tokens: 100 } })(response, request);

/** Opened before the first test of the file, closed after the last. */
export function shareApp(environment: Environment = {}): Shared {
  const closing: (() => unknown)[] = [];
  let opened: { readonly server: ChatServer; readonly app: App; readonly ask: Ask };
  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), "footnote-shared-"));
    closing.push(() => rmSync(home, { recursive: true, force: true }));
    writeFileSync(join(home, "articles.jsonl"), ARTICLES.map((article) => JSON.stringify(article)).join("\n"));
    await fillLibrary(home, home, ["articles.jsonl"]);
    const server = await startChatServer();
    closing.push(() => server.stop());
    server.otherwise(answerWell);
    const model = { MODEL: "fake-model", OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: KEY };
    const config = readConfig({ FOOTNOTE_HOME: home, ...model, ...environment }, { root: projectRoot, cwd: home });
    const app = openApp(config, { stdin: Readable.from([]), stderr: { write: () => true } });
    closing.push(() => app.close());
    opened = { server, app, ask: await app.readyToAsk(shelves) };
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });
  return {
    get server() {
      return opened.server;
    },
    get app() {
      return opened.app;
    },
    ask: (question, more) => opened.ask({ question, shelves, ...more }),
  };
}
