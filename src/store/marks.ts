import type { Database } from "better-sqlite3";
import type { AnswerMark, AnswerRecord } from "#ports.ts";

/** Which answers cite which article, and what became of the words they cite. Answers of before are filed with the rest. */
export const markTables = `
  CREATE TABLE cited (
    shelf TEXT NOT NULL,
    article TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (shelf, article, answer)
  ) WITHOUT ROWID;
  CREATE INDEX cited_answer ON cited (answer);
  CREATE TABLE marks (
    answer TEXT NOT NULL,
    shelf TEXT NOT NULL,
    article TEXT NOT NULL,
    source INTEGER NOT NULL, -- number of the source in the answer
    version INTEGER, -- in which the words are missing; NULL: removed
    at TEXT NOT NULL,
    quotes INTEGER NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (answer, shelf, article, source)
  ) WITHOUT ROWID;
  INSERT INTO cited SELECT DISTINCT source.value ->> '$.shelf', source.value ->> '$.articleId', answers.id
    FROM answers, json_each(answers.record, '$.answer.sources') AS source
    WHERE source.value ->> '$.shelf' IS NOT NULL AND source.value ->> '$.articleId' IS NOT NULL;
`;

/** Notes which articles an answer cites, in place of what was noted. */
export function fileCited(database: Database, { id, answer }: AnswerRecord): void {
  database.prepare("DELETE FROM cited WHERE answer = ?").run(id);
  const insert = database.prepare("INSERT OR IGNORE INTO cited (shelf, article, answer) VALUES (?, ?, ?)");
  if (answer.kind === "abstained") return;
  for (const { shelf, articleId } of answer.sources) insert.run(shelf, articleId, id);
}

/** Ids of answers, oldest first. */
export function findCiting(database: Database, shelf: string, articleId: string): string[] {
  const sql = `SELECT a.id FROM cited c JOIN answers a ON a.id = c.answer
    WHERE c.shelf = ? AND c.article = ? ORDER BY a.asked_at, a.id`;
  return database.prepare<[string, string], string>(sql).pluck().all(shelf, articleId);
}

export function findMarked(database: Database): string[] {
  const sql = `SELECT a.id FROM answers a WHERE EXISTS (SELECT 1 FROM marks m WHERE m.answer = a.id AND m.told = 0)
    ORDER BY a.asked_at, a.id`;
  return database.prepare<[], string>(sql).pluck().all();
}

/** What was told stays told while the mark says the same; where it was told and its words stand again, that is news. */
export function saveMark(database: Database, answer: string, mark: AnswerMark): void {
  const { shelf, articleId, source, version, at, quotes, isTold } = mark;
  if (quotes === 0) {
    const same = "answer = ? AND shelf = ? AND article = ? AND source = ?";
    const key = [answer, shelf, articleId, source];
    database.prepare(`DELETE FROM marks WHERE told = 0 AND quotes > 0 AND ${same}`).run(...key);
    const takeBack = `UPDATE marks SET version = ?, at = ?, quotes = 0, told = 0 WHERE quotes > 0 AND ${same}`;
    database.prepare(takeBack).run(version, at, ...key);
    return;
  }
  const sql = `INSERT INTO marks (answer, shelf, article, source, version, at, quotes, told)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, at = excluded.at,
      quotes = excluded.quotes, told = max(excluded.told, told AND quotes = excluded.quotes)`;
  database.prepare(sql).run(answer, shelf, articleId, source, version, at, quotes, isTold === true ? 1 : 0);
}

/** A mark that only says that words stand again has then done its work. */
export function tellMarks(database: Database, answer: string): void {
  database.prepare("DELETE FROM marks WHERE answer = ? AND quotes = 0").run(answer);
  database.prepare("UPDATE marks SET told = 1 WHERE answer = ?").run(answer);
}

/** In the order of the sources. */
export function marksOf(database: Database, answer: string): AnswerMark[] {
  const sql = `SELECT shelf, article AS articleId, source, version, at, quotes, told FROM marks
    WHERE answer = ? ORDER BY source, shelf, article`;
  return database
    .prepare<[string], Omit<AnswerMark, "isTold"> & { told: number }>(sql)
    .all(answer)
    .map(({ told, ...mark }) => ({ ...mark, ...(told === 1 && { isTold: true as const }) }));
}
