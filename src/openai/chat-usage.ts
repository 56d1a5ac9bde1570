import type { ChatMessage } from "#ports.ts";
import { mostTokens } from "#text/tokens.ts";
import type { Finish, Usage } from "#types.ts";
import type { TokenCounts } from "./chat-piece.ts";

/** What a call used: as the server counted it, else estimated from above. */
export function usageOf(counted: TokenCounts | null, messages: readonly ChatMessage[], output: string): Usage {
  const inputTokens = counted?.input ?? messages.reduce((sum, { content }) => sum + mostTokens(content) + 4, 0);
  const outputTokens = counted?.output ?? mostTokens(output);
  return {
    inputTokens,
    outputTokens,
    isEstimate: counted === null,
    cost: null,
  };
}

/** Servers use each other's words; what is not known here means that the model came to its end. */
export function finishOf(said: string | null): Finish {
  const reason = said?.toLowerCase() ?? "";
  if (/^(?:length|max_.*tokens?|max_length|model_length|token_limit)$/.test(reason)) return "length";
  return /^(?:content_filter(?:ed)?|refusal|safety|recitation|blocked|prohibited_content)$/.test(reason)
    ? "refused"
    : "stop";
}

/** Reasons that say that the server, not the model, ended the answer. */
export function isBreak(said: string | null): boolean {
  return /^(?:error|abort(?:ed)?|cancell?ed|insufficient_system_resource)$/i.test(said ?? "");
}
