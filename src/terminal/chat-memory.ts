import type { Answer, Answered, Turn } from "#types.ts";

/** What the chat remembers between two lines. */
export interface Memory {
  readonly history: readonly Turn[];
  /** The last that has sources: a question without an answer leaves them in reach. */
  readonly answer: Answered | null;
  readonly tally: ChatTally;
}

/** What a chat came to. */
export interface ChatTally {
  /** Lines that were not empty. */
  readonly lines: number;
  /** Questions that failed. */
  readonly failures: number;
}

export const nothingYet: Memory = { history: [], answer: null, tally: { lines: 0, failures: 0 } };

/** Older turns are forgotten: a question seldom refers to what was said ten turns ago. */
const rememberedTurns = 10;

export function counted({ tally, ...memory }: Memory): Memory {
  return { ...memory, tally: { ...tally, lines: tally.lines + 1 } };
}

export function failed({ tally, ...memory }: Memory): Memory {
  return { ...memory, tally: { ...tally, failures: tally.failures + 1 } };
}

export function remember(memory: Memory, question: string, given: Answer): Memory {
  const turns: Turn[] = [...memory.history, { role: "user", text: question }, ...said(given)];
  return {
    ...memory,
    history: turns.slice(-rememberedTurns),
    answer: given.kind === "answered" ? given : memory.answer,
  };
}

/** The assistant's turn; why it knew nothing is not part of the conversation, its words would mislead the next question. */
function said(given: Answer): Turn[] {
  return given.kind === "answered"
    ? [{ role: "assistant", text: given.statements.map((statement) => statement.text).join(" ") }]
    : [];
}
