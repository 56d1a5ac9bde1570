import type { ChatEvent, ChatRequest } from "#ports.ts";
import { statusOf } from "./failure.ts";
import type { ChatProvider } from "./providers.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Asks the model; `options` go to the provider's API with the call. */
export type Attempt = (request: ChatRequest, options: Schema, signal: AbortSignal) => AsyncGenerator<ChatEvent>;

/**
 * Holds the model to the schema of a request, where its provider has a way for that. A model that refuses the way (400,
 * 422) is asked again by the prompt alone; if that goes well, the way is not tried again.
 */
export function heldToSchema(
  attempt: Attempt,
  way: ChatProvider["schema"],
): (request: ChatRequest, signal: AbortSignal) => AsyncGenerator<ChatEvent> {
  let isRefused = way === null;
  return async function* (request, signal) {
    const { schema } = request;
    const isHeld = schema !== undefined && !isRefused;
    try {
      yield* attempt(request, isHeld ? schemaOptions(way, schema) : {}, signal);
    } catch (error) {
      // Refusals come before the first word.
      if (!isHeld || ![400, 422].includes(statusOf(error) ?? 0)) throw error;
      for await (const event of attempt(request, {}, signal)) {
        isRefused = true;
        yield event;
      }
    }
  };
}

function schemaOptions(way: ChatProvider["schema"], schema: Schema): Schema {
  switch (way) {
    case "openai":
      return { response_format: { type: "json_schema", json_schema: { name: NAME, schema, strict: true } } };
    case "mistral":
      return {
        response_format: { type: "json_schema", jsonSchema: { name: NAME, schemaDefinition: schema, strict: true } },
      };
    case "ollama":
      return { format: schema };
    case "gemini":
      return { responseSchema: withoutAdditional(schema) };
    case "anthropic":
      return { outputConfig: { format: { type: "json_schema", schema } } };
    case null:
      return {};
  }
}

/** Providers ask for a name and do nothing with it. */
const NAME = "output";

/** Gemini refuses a schema that says `additionalProperties: false`. */
function withoutAdditional(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== "additionalProperties" || typeof value === "object")
      .map(([key, value]) => [key, cleaned(value)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === "object" && value !== null ? withoutAdditional(value as Schema) : value;
}
