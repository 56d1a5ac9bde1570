import type { DraftStatement } from "#ask/draft.ts";
import type { Calls } from "./call.ts";
import type { Conversing } from "./conversing.ts";
import { createObjectScanner } from "./objects.ts";

const SCHEMA = {
  type: "object",
  properties: { supported: { type: "boolean" } },
  required: ["supported"],
  additionalProperties: false,
} as const;

/** Models that think aloud need room before they say yes or no. */
const MOST_TOKENS = 600;

/** A second look by a model: whether it says that the quotes bear the statement out. Anything but a clear yes is a no. */
export async function confirm(
  statement: DraftStatement,
  { checker, chat, prompts, delimiter, payer }: Conversing,
  calls: Calls,
  signal?: AbortSignal,
): Promise<boolean> {
  const quotes = statement.quotes.map(({ quote }) => quote).join("\n\n");
  const messages = prompts.messages("check", { delimiter, quotes, statement: statement.text });
  const request = {
    purpose: "check",
    messages,
    maxTokens: MOST_TOKENS,
    schema: SCHEMA,
    ...(payer && { payer }),
  } as const;
  const output = await calls.whole(checker ?? chat, request, signal);
  return createObjectScanner()
    .push(output)
    .some((value) => typeof value === "object" && value !== null && "supported" in value && value.supported === true);
}
