import type { OpenAI } from "openai";
import type { ChatMessage, ChatRequest } from "#ports.ts";
import { wellFormed } from "./batches.ts";
import type { Capabilities } from "./capabilities.ts";

/** Tokens a model may think, on top of those it may write. */
const THINKING_TOKENS = 4096;

/** The body of a chat request, of what the server takes. */
export function chatParameters(
  model: string,
  request: ChatRequest,
  capabilities: Capabilities,
): OpenAI.ChatCompletionCreateParams {
  const { stream, usage, limit, temperature, system, thinks, effort } = capabilities;
  const messages = system ? request.messages : foldSystem(request.messages);
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
    [limit]: request.maxTokens + (thinks ? THINKING_TOKENS : 0),
    ...(temperature ? { temperature: 0 } : {}),
    ...(effort ? { reasoning_effort: "low" as const } : {}),
    ...responseFormat(request, capabilities),
    ...(stream === "refused" ? {} : { stream: true as const }),
    ...(stream !== "refused" && usage ? { stream_options: { include_usage: true } } : {}),
  };
}

function responseFormat(
  { schema, purpose }: ChatRequest,
  capabilities: Capabilities,
): Pick<OpenAI.ChatCompletionCreateParams, "response_format"> {
  if (schema === undefined || capabilities.schema === "none") return {};
  if (capabilities.schema === "json_object") return { response_format: { type: "json_object" } };
  return {
    response_format: { type: "json_schema", json_schema: { name: purpose, strict: true, schema: { ...schema } } },
  };
}

/**
 * For models whose template knows no system role: its text stands before that of the first user message. Messages of
 * one role in a row become one, as the same templates want the roles to alternate.
 */
function foldSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const instructions = messages.filter(({ role }) => role === "system");
  const others = messages.filter(({ role }) => role !== "system");
  const folded: ChatMessage[] = [];
  for (const { role, content } of [
    ...instructions.map(({ content }) => ({ role: "user", content }) as const),
    ...others,
  ]) {
    const last = folded.at(-1);
    if (last?.role === role) folded[folded.length - 1] = { role, content: `${last.content}\n\n${content}` };
    else folded.push({ role, content });
  }
  return folded;
}
