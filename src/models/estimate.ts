import type { ChatRequest } from "#ports.ts";
import { mostTokens } from "#text/tokens.ts";
import type { Usage } from "#types.ts";

/** Tokens that stand around a message, roughly. */
const AROUND_MESSAGE = 4;

/** About how many tokens a request has, as the server will count them. See `mostTokens`. */
export function inputTokens({ messages, schema }: ChatRequest): number {
  const texts = messages.reduce((sum, { content }) => sum + AROUND_MESSAGE + mostTokens(content), 0);
  return texts + (schema === undefined ? 0 : mostTokens(JSON.stringify(schema)));
}

/** What a call has used that nobody counted, by what it wrote. */
export function estimateUsage(request: ChatRequest, written: string): Usage {
  return { inputTokens: inputTokens(request), outputTokens: mostTokens(written), isEstimate: true, cost: null };
}
