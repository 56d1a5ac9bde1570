import type { Database } from "better-sqlite3";
import { InputError } from "#errors.ts";
import type { AnswerLog, AnswerRecord } from "#ports.ts";
import type { Answer, Turn } from "#types.ts";
import type { Run } from "./connection.ts";
import { fileCited, findCiting, findMarked, marksOf, saveMark, tellMarks } from "./marks.ts";

/** The answers in the state file. Marks stand in a table of their own and come with the record when it is read. */
export function answerLog(read: Run, write: Run): AnswerLog {
  return {
    save: (record) => write((database) => saveAnswer(database, record)),
    find: (id) => read((database) => findAnswer(database, id)),
    conversation: (id, turns) => read((database) => walk(database, id, turns)),
    citing: (shelf, articleId) => read((database) => findAll(database, findCiting(database, shelf, articleId))),
    mark: (id, mark) => write((database) => saveMark(database, id, mark)),
    marked: () => read((database) => findAll(database, findMarked(database))),
    tell: (id) => write((database) => tellMarks(database, id)),
  };
}

function saveAnswer(database: Database, { marks, ...record }: AnswerRecord): void {
  checkId(record.id);
  database
    .prepare("INSERT OR REPLACE INTO answers (id, parent, asked_at, record) VALUES (?, ?, ?, ?)")
    .run(record.id, record.parent, record.askedAt, JSON.stringify(record));
  fileCited(database, record);
  for (const mark of marks ?? []) saveMark(database, record.id, mark);
}

function findAnswer(database: Database, id: string): AnswerRecord | null {
  const record = database.prepare<[string], string>("SELECT record FROM answers WHERE id = ?").pluck().get(id);
  if (record === undefined) return null;
  const marks = marksOf(database, id);
  return { ...JSON.parse(record), ...(marks.length > 0 && { marks }) };
}

function findAll(database: Database, ids: readonly string[]): AnswerRecord[] {
  return ids.flatMap((id) => findAnswer(database, id) ?? []);
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
