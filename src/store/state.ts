import { join } from "node:path";
import type { AnswerLog, Conversations, FetchMemory, Settings, SpendLog } from "#ports.ts";
import { answerLog } from "./answers.ts";
import { openForWriting, type Run, transactions } from "./connection.ts";
import { fetchMemory, fetchTable } from "./fetch-memory.ts";
import { markTables } from "./marks.ts";
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
  markTables,
];

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
