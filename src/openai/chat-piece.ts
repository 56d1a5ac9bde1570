/** What one chunk of a stream brings, or a whole answer. */
export interface Piece {
  readonly text: string;
  /** It brings thoughts, which nobody is shown. */
  readonly isThought: boolean;
  /** It brings words of a refusal in place of an answer. */
  readonly isRefusal: boolean;
  /** As the server says it; `null` as long as it goes on. */
  readonly finish: string | null;
  readonly usage: TokenCounts | null;
}

export interface TokenCounts {
  readonly input: number;
  readonly output: number;
  readonly thinking: number;
}

/** Reads a chunk or a whole answer; `null` where it is neither and brings no usage. */
export function readPiece(value: unknown): Piece | null {
  const choices = field(value, "choices");
  const usage = readUsage(field(value, "usage"));
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  if (choice === undefined) return usage === null && !Array.isArray(choices) ? null : { ...NOTHING, usage };
  const message = field(choice, "delta") ?? field(choice, "message");
  const finish = field(choice, "finish_reason");
  return {
    text: textOf(field(message, "content")),
    isThought: ["reasoning_content", "reasoning"].some((name) => isFilled(field(message, name))),
    isRefusal: isFilled(field(message, "refusal")),
    finish: typeof finish === "string" && finish !== "" ? finish : null,
    usage,
  };
}

const NOTHING: Piece = { text: "", isThought: false, isRefusal: false, finish: null, usage: null };

/** A text, or a list of parts as some servers give it; parts that are no text are thoughts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => field(part, "text"))
    .filter((text) => typeof text === "string")
    .join("");
}

/** `null` where it is missing or all zero, as servers send it that do not count. */
function readUsage(usage: unknown): TokenCounts | null {
  const input = count(field(usage, "prompt_tokens"));
  const output = count(field(usage, "completion_tokens"));
  if (input + output === 0) return null;
  return { input, output, thinking: count(field(field(usage, "completion_tokens_details"), "reasoning_tokens")) };
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
