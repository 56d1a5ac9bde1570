import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openState } from "#store/state.ts";
import { createMemorySpend } from "../support/memory-spend.ts";
import { describeSpendLog } from "../support/spend-conformance.ts";
import { temporaryFolder } from "./material.ts";

describeSpendLog("the spend log of the state", async () => {
  const folder = await temporaryFolder();
  const state = openState({ home: folder.path });
  const stop = async (): Promise<void> => {
    await state.close();
    await folder.remove();
  };
  return { spend: state.spend, stop };
});

describeSpendLog("the spend log in memory", async () => ({ spend: createMemorySpend() }));

let folder: { path: string; remove(): Promise<void> };
let home: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  home = join(folder.path, "library");
});
afterEach(() => folder.remove());

const entry = {
  at: "2026-11-24T09:30:00.000Z",
  model: "openai:small",
  purpose: "understand",
  payer: { person: "ada", server: null },
  usage: { inputTokens: 10, outputTokens: 2, isEstimate: true, cost: 0.5 },
} as const;

test("what was used is still known after a restart, and to another process", async () => {
  const state = openState({ home });
  await state.spend.add(entry);
  const other = openState({ home });
  await other.spend.add(entry);
  expect(await state.spend.total("2026-11-24T00:00:00Z")).toEqual({ calls: 2, tokens: 24, cost: 1 });
  await state.close();
  await other.close();
  const again = openState({ home });
  expect(await again.spend.total("2026-11-24T00:00:00Z", { person: "ada" })).toMatchObject({ calls: 2 });
  await again.close();
});

test("a state from before models keeps its answers, messages and settings, and gets books", async () => {
  const record = {
    id: "a-1",
    answer: { kind: "abstained", question: "Who pays?" },
    shelves: ["main"],
    parent: null,
    askedAt: "2026-01-02T03:04:05Z",
    place: "terminal",
    asker: null,
  };
  mkdirSync(home);
  const old = new Sqlite(join(home, "state.sqlite"));
  old.exec(`
    CREATE TABLE answers (id TEXT PRIMARY KEY, parent TEXT, asked_at TEXT NOT NULL, record TEXT NOT NULL);
    CREATE TABLE messages (message TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO messages VALUES ('discord:1:2', 'a-1');
    INSERT INTO settings VALUES ('commands', 'hash');
    PRAGMA user_version = 1;`);
  old.prepare("INSERT INTO answers VALUES ('a-1', NULL, '2026-01-02T03:04:05Z', ?)").run(JSON.stringify(record));
  old.close();

  const state = openState({ home });
  expect(await state.answers.find("a-1")).toEqual(record);
  expect(await state.conversations.answerIn("discord:1:2")).toBe("a-1");
  expect(await state.settings.get("commands")).toBe("hash");
  await state.spend.add(entry);
  expect(await state.spend.total("2026-11-24T00:00:00Z")).toMatchObject({ calls: 1 });
  await state.close();
});
