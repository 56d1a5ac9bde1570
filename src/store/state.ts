import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { InputError } from "#errors.ts";
import type { AnswerLog, AnswerRecord, Conversations, FetchMemory, Settings, SpendLog } from "#ports.ts";
import type { Answer, Turn } from "#types.ts";
import { openForWriting, type Run, transactions } from "./connection.ts";
import { fetchMemory, fetchTable } from "./fetch-memory.ts";
import { spendLog, spendTable } from "./spend.ts";

interface State {
  readonly answers: AnswerLog;
  readonly conversations: Conversations;
  readonly settings: Settings;
  readonly spend: SpendLog;
  readonly fetches: FetchMemory;
  close(): Promise<void>;
}

/** Opens what must survive a restart besides the library: answers, the messages they stand in, settings, what models used, what was fetched. */
export function openState({ home }: { readonly home: string }): State {
  const file = join(home, "state.sqlite");
  const database = openForWriting(file, stateSchema);
  const { read, write } = transactions(file, database);
  return {
    answers: answerLog(read, write),
    conversations: conversations(read, write),
    settings: settings(read, write),
    spend: spendLog(read, write),
    fetches: fetchMemory(read, write),
    close: async () => {
      database.close();
    },
  };
}

const stateSchema = [
  `
  CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    parent TEXT, -- not a reference: a parent may never have been saved
    asked_at TEXT NOT NULL,
    record TEXT NOT NULL -- JSON of the AnswerRecord
  );
  CREATE TABLE messages (message TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  spendTable,
  "CREATE INDEX messages_answer ON messages (answer);",
  fetchTable,
];

function answerLog(read: Run, write: Run): AnswerLog {
  return {
    save: (record) =>
      write((database) => {
        checkId(record.id);
        database
          .prepare("INSERT OR REPLACE INTO answers (id, parent, asked_at, record) VALUES (?, ?, ?, ?)")
          .run(record.id, record.parent, record.askedAt, JSON.stringify(record));
      }),
    find: (id) => read((database) => findAnswer(database, id)),
    conversation: (id, turns) => read((database) => walk(database, id, turns)),
    marked: () => read(findMarked),
    tell: (id) => write((database) => tell(database, id)),
  };
}

function conversations(read: Run, write: Run): Conversations {
  return {
    link: (message, answerId) =>
      write((database) => {
        database.prepare("INSERT OR REPLACE INTO messages (message, answer) VALUES (?, ?)").run(message, answerId);
      }),
    answerIn: (message) =>
      read(
        (database) =>
          database.prepare<[string], string>("SELECT answer FROM messages WHERE message = ?").pluck().get(message) ??
          null,
      ),
    messagesOf: (answerId) =>
      read((database) =>
        database
          .prepare<[string], string>("SELECT message FROM messages WHERE answer = ? ORDER BY length(message), message")
          .pluck()
          .all(answerId),
      ),
  };
}

function settings(read: Run, write: Run): Settings {
  return {
    get: (key) =>
      read(
        (database) =>
          database.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck().get(key) ?? null,
      ),
    set: (key, value) =>
      write((database) => {
        database.prepare("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)").run(key, value);
      }),
  };
}

function findAnswer(database: Database, id: string): AnswerRecord | null {
  const record = database.prepare<[string], string>("SELECT record FROM answers WHERE id = ?").pluck().get(id);
  return record === undefined ? null : JSON.parse(record);
}

function findMarked(database: Database): AnswerRecord[] {
  const untold = "EXISTS (SELECT 1 FROM json_each(record, '$.marks') WHERE json_extract(value, '$.isTold') IS NULL)";
  const records = database.prepare<[], string>(`SELECT record FROM answers WHERE ${untold} ORDER BY asked_at`).pluck();
  return records.all().map((record): AnswerRecord => JSON.parse(record));
}

function tell(database: Database, id: string): void {
  const record = findAnswer(database, id);
  if (record?.marks === undefined) return;
  const told: AnswerRecord = { ...record, marks: record.marks.map((mark) => ({ ...mark, isTold: true })) };
  database.prepare("UPDATE answers SET record = ? WHERE id = ?").run(JSON.stringify(told), id);
}

/** From the answer back through its parents; a parent met twice, or not found, ends the walk. */
function walk(database: Database, id: string, limit: number): Turn[] {
  const turns: Turn[] = [];
  const seen = new Set<string>();
  let next: string | null = id;
  while (next !== null && !seen.has(next) && turns.length < limit) {
    seen.add(next);
    const record: AnswerRecord | null = findAnswer(database, next);
    if (record === null) break;
    turns.unshift(...turnsOf(record.answer));
    next = record.parent;
  }
  return limit <= 0 ? [] : turns.slice(-limit);
}

/** An abstention says nothing of the articles that a follow-up could lean on, so only its question is a turn. */
function turnsOf(answer: Answer): Turn[] {
  const asked: Turn = { role: "user", text: answer.question };
  if (answer.kind === "abstained") return [asked];
  return [asked, { role: "assistant", text: answer.statements.map(({ text }) => text).join(" ") }];
}

function checkId(id: string): void {
  if (/^[a-zA-Z0-9_-]{1,32}$/.test(id)) return;
  throw new InputError(`An answer's id has 1 to 32 of a-z A-Z 0-9 _ -, found ${JSON.stringify(id)}.`);
}
