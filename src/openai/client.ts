import { OpenAI } from "openai";
import { withReadableErrors } from "./error-bodies.ts";

/** Where an OpenAI-compatible server is and how to be let in. */
export interface ServerOptions {
  readonly apiKey: string;
  /** `null` or left out: OpenAI itself. */
  readonly baseURL?: string | null;
  readonly fetch?: typeof globalThis.fetch;
}

export const OPENAI_BASE_URL = "https://api.openai.com/v1";

/**
 * A client that takes nothing from the environment. Its own retries are off: its wait cannot be aborted and obeys any
 * `Retry-After`, and its timeout ends when the headers are there; see `retry.ts`.
 */
export function createClient({ apiKey, baseURL, fetch }: ServerOptions): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseURL ?? OPENAI_BASE_URL,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    fetch: withReadableErrors(fetch),
  });
}
