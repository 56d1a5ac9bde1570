import type { AnswerLog, AnswerMark, AnswerRecord } from "#ports.ts";
import type { Turn } from "#types.ts";

/** Answers in memory for the tests of the walks and places. It passes the suite that the state file passes. */
export function createMemoryAnswers(): AnswerLog & { readonly records: Map<string, AnswerRecord> } {
  const records = new Map<string, AnswerRecord>();
  const inOrder = () =>
    [...records.values()]
      .sort((a, b) => (a.askedAt + a.id < b.askedAt + b.id ? -1 : 1))
      .map((record) => ({ ...record }));
  const setMarks = (id: string, change: (marks: readonly AnswerMark[]) => readonly AnswerMark[]) => {
    const record = records.get(id);
    if (record === undefined) return;
    const { marks = [], ...rest } = record;
    const next = change(marks).toSorted((a, b) => a.source - b.source);
    records.set(id, { ...rest, ...(next.length > 0 && { marks: next }) });
  };
  return {
    records,
    async save(record) {
      const { marks: kept = [] } = records.get(record.id) ?? {};
      records.set(record.id, { ...record, ...(kept.length > 0 && { marks: kept }) });
    },
    find: async (id) => records.get(id) ?? null,
    conversation: async (id, turns) => (turns <= 0 ? [] : conversation(records, id, new Set()).slice(-turns)),
    citing: async (shelf, articleId) => inOrder().filter((record) => cites(record, shelf, articleId)),
    async mark(id, mark) {
      setMarks(id, (marks) => {
        const same = marks.find((known) => isSameSource(known, mark));
        const others = marks.filter((known) => known !== same);
        if (mark.quotes === 0) return same?.isTold ? [...others, mark] : same?.quotes === 0 ? marks : others;
        const isTold = mark.isTold === true || (same?.isTold === true && same.quotes === mark.quotes);
        return [...others, { ...mark, ...(isTold && { isTold }) }];
      });
    },
    marked: async () => inOrder().filter(({ marks = [] }) => marks.some(({ isTold }) => isTold !== true)),
    tell: async (id) =>
      setMarks(id, (marks) => marks.filter(({ quotes }) => quotes > 0).map((mark) => ({ ...mark, isTold: true }))),
  };
}

function cites({ answer }: AnswerRecord, shelf: string, articleId: string): boolean {
  if (answer.kind === "abstained") return false;
  return answer.sources.some((source) => source.shelf === shelf && source.articleId === articleId);
}

function isSameSource(one: AnswerMark, other: AnswerMark): boolean {
  return one.shelf === other.shelf && one.articleId === other.articleId && one.source === other.source;
}

function conversation(records: ReadonlyMap<string, AnswerRecord>, id: string | null, seen: Set<string>): Turn[] {
  const record = id === null || seen.has(id) ? undefined : records.get(id);
  if (id === null || record === undefined) return [];
  const { answer, parent } = record;
  const before: Turn[] = [...conversation(records, parent, seen.add(id)), { role: "user", text: answer.question }];
  if (answer.kind === "abstained") return before;
  return [...before, { role: "assistant", text: answer.statements.map(({ text }) => text).join(" ") }];
}
