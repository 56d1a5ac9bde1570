import type { Turn } from "#types.ts";
import type { Calls } from "./call.ts";
import type { Conversing } from "./conversing.ts";
import { createObjectScanner } from "./objects.ts";

/** A question as a model reads it. */
export interface Reread {
  /** Understandable without the conversation. */
  readonly standalone: string;
  /** Two to four, or none. */
  readonly subQuestions: readonly string[];
  readonly outlets: readonly string[];
  /** ISO dates of publication, inclusive; `null`: open. */
  readonly from: string | null;
  readonly to: string | null;
}

const text = { type: "string" } as const;
const dateOrNull = { type: ["string", "null"] } as const;
const SCHEMA = {
  type: "object",
  properties: {
    standalone: text,
    subQuestions: { type: "array", items: text },
    outlets: { type: "array", items: text },
    from: dateOrNull,
    to: dateOrNull,
  },
  required: ["standalone", "subQuestions", "outlets", "from", "to"],
  additionalProperties: false,
} as const;

const MOST_TOKENS = 800;
/** Turns that are shown; older ones are seldom what a question leans on. */
const MOST_TURNS = 8;
const LONGEST_TURN = 1500;
const LONGEST_QUESTION = 600;
const MOST_SUB_QUESTIONS = 4;

/** Lets the model read a question with its conversation; `null` where it gives nothing of use. Throws as `ChatModel` does. */
export async function reread(
  question: string,
  history: readonly Turn[],
  { chat, prompts, delimiter, payer, today }: Conversing & { readonly today: string },
  calls: Calls,
  signal?: AbortSignal,
): Promise<Reread | null> {
  const messages = prompts.messages("understand", { today, delimiter, question, conversation: shown(history) });
  const output = await calls.whole(
    chat,
    { purpose: "understand", messages, maxTokens: MOST_TOKENS, schema: SCHEMA, ...(payer && { payer }) },
    signal,
  );
  return (
    createObjectScanner()
      .push(output)
      .map(readReread)
      .findLast((found) => found !== null) ?? null
  );
}

function shown(history: readonly Turn[]): string {
  const turns = history.slice(-MOST_TURNS).map(({ role, text }) => `${role}: ${text.slice(0, LONGEST_TURN)}`);
  return turns.join("\n") || "(none)";
}

function readReread(value: unknown): Reread | null {
  if (typeof value !== "object" || value === null || !("standalone" in value)) return null;
  const found: Readonly<Record<string, unknown>> = { ...value };
  const standalone = textOf(found.standalone);
  if (standalone === null) return null;
  return {
    standalone,
    subQuestions: listOf(found.subQuestions).slice(0, MOST_SUB_QUESTIONS),
    outlets: listOf(found.outlets).slice(0, MOST_SUB_QUESTIONS),
    from: dateOf(found.from),
    to: dateOf(found.to),
  };
}

function textOf(value: unknown): string | null {
  const found = typeof value === "string" ? value.replace(/\s+/gu, " ").trim() : "";
  return /[\p{L}\p{N}]/u.test(found) && found.length <= LONGEST_QUESTION ? found : null;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => textOf(item) ?? []) : [];
}

function dateOf(value: unknown): string | null {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/u.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : null;
}
