import { mostTokens } from "#text/tokens.ts";
import type { Usage } from "#types.ts";

/** What a call used: as the provider counted it or, where it said nothing, as its texts suggest. */
export function usageOf(
  counted: { readonly input: number; readonly output: number } | null,
  texts: { readonly asked: string; readonly written: string },
): Usage {
  const inputTokens = counted?.input || mostTokens(texts.asked);
  const outputTokens = counted?.output || mostTokens(texts.written);
  return {
    inputTokens,
    outputTokens,
    isEstimate: inputTokens !== counted?.input || outputTokens !== (counted?.output ?? -1),
    cost: null,
  };
}
