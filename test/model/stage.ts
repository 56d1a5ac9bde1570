/** The real app against a server that speaks the OpenAI API, both on this machine. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { type App, openApp } from "#app.ts";
import { type Environment, projectRoot, readConfig } from "#config.ts";
import type { Answer, Answered } from "#types.ts";
import {
  type Answering,
  type ChatServer,
  type ReceivedBody,
  startChatServer,
  streamText,
} from "../openai/chat-server.ts";
import { type ShownPassage, shownPassages } from "../support/scripted-model.ts";

export interface Line {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly outlet?: string;
  readonly publishedAt?: string;
}

export const shelves = ["main"];

/** A folder that is gone when the test is over. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "footnote-model-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export async function chatServer(): Promise<ChatServer> {
  const server = await startChatServer();
  onTestFinished(() => server.stop());
  return server;
}

/** An app whose library holds the articles, or the files named, and whose model is at the server. */
export async function openWithModel(
  server: Pick<ChatServer, "baseURL">,
  articles: readonly Line[] | string,
  environment: Environment = {},
  home = folder(),
): Promise<App> {
  const config = readConfig(
    {
      FOOTNOTE_HOME: home,
      FOOTNOTE_NO_SEED: "1",
      MODEL: "fake-model",
      OPENAI_BASE_URL: server.baseURL,
      ...environment,
    },
    { root: projectRoot, cwd: home },
  );
  const app = openApp(config, { stdin: Readable.from([]), stderr: { write: () => true } });
  onTestFinished(() => app.close());
  const file = typeof articles === "string" ? articles : join(home, "articles.jsonl");
  if (typeof articles !== "string") writeFileSync(file, articles.map((line) => JSON.stringify(line)).join("\n"));
  const ingest = await app.ingest();
  await ingest({ sources: [file], shelf: "main" }, { receipt: () => {} });
  return app;
}

const QUESTION = /^Question: (.*)$/mu;

/** What a request is for, told by its system message. */
export function purposeOf({ messages }: ReceivedBody): "understand" | "draft" | "repair" | "check" {
  const system = messages[0]?.content ?? "";
  if (system.startsWith("You prepare questions")) return "understand";
  if (system.startsWith("You correct statements")) return "repair";
  return system.startsWith("You compare a statement") ? "check" : "draft";
}

/** Answers drafts by the script, all else with nothing of use. */
export function drafts(script: (shown: readonly ShownPassage[], question: string) => string): Answering {
  return async (response, request) => {
    const { body } = request;
    const text = body.messages.map(({ content }) => content).join("\n");
    const said = purposeOf(body) === "draft" ? script(shownPassages(body), QUESTION.exec(text)?.[1] ?? "") : "{}";
    await streamText(said, { chunk: 160 })(response, request);
  };
}

export function answered(answer: Answer): Answered {
  if (answer.kind === "abstained") throw new Error(`Abstained: ${answer.reason}`);
  return answer;
}

/** The statements with their quotes, as a reader compares them. */
export function shownStatements(answer: Answer): readonly string[] {
  if (answer.kind === "abstained") return [];
  return answer.statements.map(({ text, citations }) => `${text} | ${citations.map(({ quote }) => quote).join(" | ")}`);
}
