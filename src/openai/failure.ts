import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { ModelError } from "#errors.ts";

/** What a failed call was about, for the person who reads its error. */
export interface CallContext {
  /** Address of the server. */
  readonly server: string;
  readonly model: string;
  /** Never shown, also where the server sends it back. */
  readonly apiKey: string;
}

/** The call failed; says what to do. `retryable` where the same call may succeed later. */
export function toModelError(error: unknown, context: CallContext): ModelError {
  if (error instanceof ModelError) return error;
  const cause = new Error(withoutKey(error instanceof Error ? error.message : String(error), context));
  if (error instanceof APIConnectionTimeoutError) return timedOut(context, cause);
  if (error instanceof APIConnectionError) return unreachable(error, context, cause);
  if (error instanceof APIError && typeof error.status === "number")
    return refused(error, error.status, context, cause);
  return new ModelError(
    `Expected an answer in JSON from ${context.server}, found one that broke off or cannot be read. Try again; if it stays, check that OPENAI_BASE_URL is the address of an OpenAI-compatible server (it often ends in /v1).`,
    { retryable: true, cause },
  );
}

export function timedOut({ server }: CallContext, cause?: unknown): ModelError {
  return new ModelError(
    `Expected an answer from ${server}, found none in time. Try again, or check whether the server is overloaded.`,
    { retryable: true, cause },
  );
}

function unreachable(error: APIConnectionError, { server }: CallContext, cause: Error): ModelError {
  const code = codeOf(error);
  return new ModelError(
    `Expected an OpenAI-compatible server at ${server}, could not reach it${code === null ? "" : ` (${code})`}. Is it running, and is OPENAI_BASE_URL right?`,
    { retryable: true, cause },
  );
}

/** The code of the system error (`ECONNREFUSED`, `ENOTFOUND`) at the end of the causes. */
export function codeOf(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return null;
}

function refused(error: APIError, status: number, context: CallContext, cause: Error): ModelError {
  const { server, model } = context;
  const said = said300(withoutKey(error.message, context));
  if (status === 401 || status === 403) {
    return new ModelError(
      `Expected ${server} to accept the key, found it refused (${status}). Check OPENAI_API_KEY and what it may do.`,
    );
  }
  if (status === 404) {
    return new ModelError(
      `Expected the model "${model}" at ${server}, found none (404). Check the model's name and OPENAI_BASE_URL; on a server of your own, fetch the model first.`,
      { cause },
    );
  }
  if (error.code === "insufficient_quota") {
    return new ModelError(
      `Expected ${server} to do the work, found the quota used up. Add credit or wait for the next period.`,
      { cause },
    );
  }
  if (status === 429) {
    return new ModelError(`Expected ${server} to do the work, found too many requests (429). Try again in a while.`, {
      retryable: true,
      cause,
    });
  }
  const retryable = status >= 500 || status === 408;
  const advice = retryable ? "Try again in a while." : "Check the model's name and its settings.";
  return new ModelError(`Expected ${server} to do the work with "${model}", found: ${said}. ${advice}`, {
    retryable,
    cause,
  });
}

function said300(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function withoutKey(message: string, { apiKey }: CallContext): string {
  const hidden = apiKey.length >= 4 ? message.replaceAll(apiKey, "[key]") : message;
  return hidden.replace(/\bsk-[\w*-]+/g, "[key]");
}
