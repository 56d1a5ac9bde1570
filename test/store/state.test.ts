import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AnswerRecord } from "#ports.ts";
import { openState } from "#store/state.ts";
import type { Abstained, Answered } from "#types.ts";
import { temporaryFolder } from "./material.ts";
import { ended } from "./processes.ts";

let folder: { path: string; remove(): Promise<void> };
let home: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  home = join(folder.path, "library");
});
afterEach(() => folder.remove());

const answered: Answered = {
  kind: "answered",
  question: "Why is the harbour closed?",
  understoodAs: "Why is the harbour closed?",
  confidence: 0.83,
  milliseconds: 12,
  answeredBy: "extractive",
  asOf: "2018-06-12",
  removed: 0,
  statements: [
    { text: "A crane fell into the water.", citations: [] },
    {
      text: "It blocks the channel – “for days”.",
      citations: [{ source: 1, passageId: "p", start: 3, end: 9, quote: "blocks" }],
    },
  ],
  sources: [],
};

const abstained: Abstained = {
  kind: "abstained",
  question: "And who pays?",
  understoodAs: "Who pays for the harbour?",
  confidence: 0.1,
  milliseconds: 3,
  reason: "The articles do not say who pays.",
  nearest: [],
  coverage: { articles: 3, passages: 9, from: null, to: null },
};

function record(id: string, parent: string | null, answer: AnswerRecord["answer"] = answered): AnswerRecord {
  return {
    id,
    answer,
    parent,
    shelves: ["main", "guild-1"],
    askedAt: "2026-01-02T03:04:05Z",
    place: "terminal",
    asker: null,
  };
}

test("an answer comes back as it was given, also after a restart", async () => {
  const state = openState({ home });
  await state.answers.save(record("a-1_B", null));
  await state.close();
  const again = openState({ home });
  expect(await again.answers.find("a-1_B")).toEqual(record("a-1_B", null));
  expect(await again.answers.find("other")).toBeNull();
  await again.close();
});

test("an id that no button could carry is refused", async () => {
  const state = openState({ home });
  for (const id of ["", "a b", "a:b", "x".repeat(33), "ä"]) {
    await expect(state.answers.save(record(id, null))).rejects.toThrow(/An answer's id has 1 to 32 of a-z A-Z 0-9 _ -/);
  }
  await state.close();
});

test("a conversation is told from its first question to the answer asked for, and of an abstention only the question", async () => {
  const state = openState({ home });
  await state.answers.save(record("first", null));
  await state.answers.save(record("second", "first", abstained));
  await state.answers.save(record("third", "second", { ...answered, question: "Since when?" }));
  await state.answers.save(record("aside", "first", { ...answered, question: "Which port?" }));
  const said = "A crane fell into the water. It blocks the channel – “for days”.";
  const turns = [
    { role: "user", text: "Why is the harbour closed?" },
    { role: "assistant", text: said },
    { role: "user", text: "And who pays?" },
    { role: "user", text: "Since when?" },
    { role: "assistant", text: said },
  ];
  expect(await state.answers.conversation("third", 20)).toEqual(turns);
  expect(await state.answers.conversation("second", 20)).toEqual(turns.slice(0, 3));
  expect(await state.answers.conversation("third", 4)).toEqual(turns.slice(1));
  expect(await state.answers.conversation("third", 3)).toEqual(turns.slice(2));
  expect(await state.answers.conversation("third", 0)).toEqual([]);
  expect(await state.answers.conversation("unknown", 20)).toEqual([]);
  await state.close();
});

test("a parent that is missing, or comes round again, ends the conversation", async () => {
  const state = openState({ home });
  await state.answers.save(record("orphan", "never-saved"));
  expect(await state.answers.conversation("orphan", 20)).toHaveLength(2);
  await state.answers.save(record("one", "two"));
  await state.answers.save(record("two", "one"));
  expect(await state.answers.conversation("one", 20)).toHaveLength(4);
  await state.answers.save(record("self", "self"));
  expect(await state.answers.conversation("self", 20)).toHaveLength(2);
  await state.close();
});

test("messages lead to their answers, and settings keep their last value", async () => {
  const state = openState({ home });
  await state.conversations.link("discord:1:2", "a");
  await state.conversations.link("discord:1:3", "a");
  await state.conversations.link("discord:1:2", "b");
  await state.settings.set("commands", "hash 1");
  await state.settings.set("commands", "hash 2");
  await state.close();
  const again = openState({ home });
  expect(await again.conversations.answerIn("discord:1:2")).toBe("b");
  expect(await again.conversations.answerIn("discord:1:3")).toBe("a");
  expect(await again.conversations.answerIn("discord:1:4")).toBeNull();
  expect(await again.settings.get("commands")).toBe("hash 2");
  expect(await again.settings.get("nothing")).toBeNull();
  await again.close();
});

test("processes that write at once lose nothing, and each sees what the other wrote", async () => {
  const state = openState({ home });
  const module = pathToFileURL(fileURLToPath(new URL("../../src/store/state.ts", import.meta.url))).href;
  const program = `
    import { openState } from ${JSON.stringify(module)};
    const state = openState({ home: process.argv[1] });
    for (let i = 0; i < 40; i++) await state.settings.set(process.argv[2] + i, String(i));
    await state.close();`;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const run = (name: string) =>
    ended(
      spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", program, home, name], {
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  const [a, b] = [run("a"), run("b")];
  for (let i = 0; i < 40; i++) await state.settings.set(`c${i}`, `${i}`);
  expect([await a, await b]).toEqual([
    { code: 0, output: "" },
    { code: 0, output: "" },
  ]);
  for (const name of ["a", "b", "c"]) {
    for (let i = 0; i < 40; i++) expect(await state.settings.get(`${name}${i}`)).toBe(`${i}`);
  }
  await state.close();
});

test("a state of a newer Footnote is refused, with the advice to update", async () => {
  await openState({ home }).close();
  const newer = new Sqlite(join(home, "state.sqlite"));
  newer.pragma("user_version = 99");
  newer.close();
  expect(() => openState({ home })).toThrow(/state\.sqlite has schema version 99; .* Update Footnote/);
});
