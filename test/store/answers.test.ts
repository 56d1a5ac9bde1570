import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { openState } from "#store/state.ts";
import { citing, describeAnswerLog } from "../support/answer-log-conformance.ts";
import { createMemoryAnswers } from "../support/memory-answers.ts";
import { temporaryFolder } from "./material.ts";

describeAnswerLog("the state file", async () => {
  const folder = await temporaryFolder();
  const state = openState({ home: folder.path });
  return {
    answers: state.answers,
    dispose: async () => {
      await state.close();
      await folder.remove();
    },
  };
});

describeAnswerLog("memory", async () => ({ answers: createMemoryAnswers(), dispose: async () => {} }));

test("answers of an older Footnote are filed under the articles they cite", async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, "state.sqlite");
  const before = new Sqlite(file);
  before.exec(`
    CREATE TABLE answers (id TEXT PRIMARY KEY, parent TEXT, asked_at TEXT NOT NULL, record TEXT NOT NULL);
    CREATE TABLE messages (message TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = 1;
  `);
  const records = [citing("one", { sea: ["a"], land: ["b"] }), citing("two", { sea: ["a"] })];
  const abstained = { ...citing("three", {}), answer: { kind: "abstained", question: "Who?", nearest: [] } };
  for (const record of [...records, abstained]) {
    before
      .prepare("INSERT INTO answers (id, parent, asked_at, record) VALUES (?, NULL, ?, ?)")
      .run(record.id, record.askedAt, JSON.stringify(record));
  }
  before.close();
  const state = openState({ home: folder.path });
  expect(await state.answers.citing("main", "sea")).toEqual(records);
  expect(await state.answers.citing("main", "land")).toEqual(records.slice(0, 1));
  await state.close();
  await folder.remove();
});
