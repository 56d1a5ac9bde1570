import { z } from "zod";

/** What a server and its model take of a chat request, as far as it was found out. */
export interface Capabilities {
  /** `ignored`: it answers in one piece although asked to stream; `refused`: it must not be asked. */
  readonly stream: "yes" | "ignored" | "refused";
  /** Whether `stream_options` may be sent, to be told the usage of a streamed answer. */
  readonly usage: boolean;
  /** Whether answers say how many tokens they took. */
  readonly counts: boolean;
  /** The parameter that limits the output. */
  readonly limit: "max_completion_tokens" | "max_tokens";
  readonly schema: "untried" | "json_schema" | "json_object" | "none";
  readonly temperature: boolean;
  /** Whether a message may have the role `system`. */
  readonly system: boolean;
  /** The model thinks before it writes, and the tokens for that count towards the limit. */
  readonly thinks: boolean;
  /** Whether `reasoning_effort` is sent. */
  readonly effort: boolean;
}

/** In one plain sentence part, such as `streams; counts tokens itself; strict JSON schemas; temperature is left out`. */
export function describeCapabilities(capabilities: Capabilities): string {
  const { stream, counts, schema, temperature, system, thinks } = capabilities;
  return [
    stream === "yes" ? "streams" : "answers in one piece",
    counts ? "counts tokens itself" : "its tokens are estimated",
    SCHEMAS[schema],
    ...(temperature ? [] : ["temperature is left out"]),
    ...(system ? [] : ["instructions go into the first question"]),
    ...(thinks ? ["thinks before it writes"] : []),
  ].join("; ");
}

const SCHEMAS = {
  untried: "JSON schemas not tried",
  json_schema: "strict JSON schemas",
  json_object: "JSON without a schema",
  none: "JSON only by request",
} as const;

/**
 * What is tried with a server that is not known. OpenAI asks for `max_completion_tokens`; other servers may pass over a
 * name they do not know and write without end, so they get the older one.
 */
export function startingCapabilities(isOpenAI: boolean): Capabilities {
  return {
    stream: "yes",
    usage: true,
    counts: true,
    limit: isOpenAI ? "max_completion_tokens" : "max_tokens",
    schema: "untried",
    temperature: true,
    system: true,
    thinks: false,
    effort: false,
  };
}

/** As they were kept; `null` for anything else, also of an older form. */
export function parseCapabilities(kept: string | null): Capabilities | null {
  if (kept === null) return null;
  try {
    return KEPT.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}

const KEPT = z.strictObject({
  stream: z.enum(["yes", "ignored", "refused"]),
  usage: z.boolean(),
  counts: z.boolean(),
  limit: z.enum(["max_completion_tokens", "max_tokens"]),
  schema: z.enum(["untried", "json_schema", "json_object", "none"]),
  temperature: z.boolean(),
  system: z.boolean(),
  thinks: z.boolean(),
  effort: z.boolean(),
});
