import type { Finish } from "#types.ts";
import { read } from "./read.ts";

/** What of a LangChain message (or a piece of one) is read here; it comes from packages that we do not know. */
export interface MessageLike {
  readonly content: unknown;
  readonly response_metadata?: unknown;
  readonly additional_kwargs?: unknown;
  readonly usage_metadata?: unknown;
}

/** The words for the reader: content that is a string, or its blocks of text. Reasoning, tools and images are none. */
export function textOf({ content }: MessageLike): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(textOfBlock).join("") : "";
}

function textOfBlock(block: unknown): string {
  if (typeof block === "string") return block;
  const text = read(block, "text");
  return read(block, "type") === "text" && typeof text === "string" ? text : "";
}

/** Tokens of a piece; those of all pieces add up to the whole, as LangChain adds them. `null`: it says nothing. */
export function tokensOf({ usage_metadata }: MessageLike): { readonly input: number; readonly output: number } | null {
  const input = read(usage_metadata, "input_tokens");
  const output = read(usage_metadata, "output_tokens");
  return typeof input === "number" && typeof output === "number" ? { input, output } : null;
}

/**
 * Why the model stopped, in the words of any provider: `finish_reason`, `finishReason`, `stop_reason`, `done_reason`,
 * Bedrock's `messageStop` and the `incomplete_details` of OpenAI's responses. `null`: this piece does not say.
 */
export function finishOf({ response_metadata, additional_kwargs }: MessageLike): Finish | null {
  for (const source of [response_metadata, additional_kwargs]) {
    if (typeof read(source, "refusal") === "string") return "refused";
    for (const place of PLACES) {
      const reason = place.reduce(read, source);
      if (typeof reason === "string" && reason !== "") return toFinish(reason);
    }
  }
  return null;
}

/** Where reasons stand, the most telling first. */
const PLACES = [
  ["incomplete_details", "reason"],
  ["finish_reason"],
  ["finishReason"],
  ["stop_reason"],
  ["stopReason"],
  ["done_reason"],
  ["messageStop", "stopReason"],
] as const satisfies readonly (readonly string[])[];

/** A reason that is not known counts as a stop by itself: what was written is checked in any case. */
export function toFinish(reason: string): Finish {
  const plain = reason.toLowerCase();
  // An error in the midst is an answer that was cut off.
  if (/^error(?!_toxic)|length|max_(?:output_|completion_)?tokens|context_window|token_limit/.test(plain))
    return "length";
  return REFUSALS.test(plain) ? "refused" : "stop";
}

const REFUSALS =
  /content_filter|filtered|refus|safety|toxic|blocklist|blocked|prohibited|recitation|spii|guardrail|sensitive/;
