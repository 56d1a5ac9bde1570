import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { ModelError, type ModelTrouble } from "#errors.ts";

/** What a failed call was about, for the person who reads its error. */
export interface CallContext {
  /** Address of the server. */
  readonly server: string;
  readonly model: string;
  /** Never shown, also where the server sends it back. */
  readonly apiKey: string;
}

/** An answer that ended before it was complete. */
export class BrokenAnswer extends Error {}

/** The call failed; says what to do. `retryable` where the same call may succeed later. */
export function toModelError(error: unknown, context: CallContext): ModelError {
  if (error instanceof ModelError) return error;
  const cause = new Error(withoutKey(error instanceof Error ? error.message : String(error), context));
  if (error instanceof APIConnectionTimeoutError) return timedOut(context, cause);
  if (error instanceof APIConnectionError) return unreachable(error, context, cause);
  if (error instanceof APIError) return refused(error, context, cause);
  const found = error instanceof SyntaxError ? "something that is no JSON" : "one that broke off";
  return new ModelError(
    `Expected an answer in JSON from ${context.server}, found ${found}. Try again; if it stays, check that OPENAI_BASE_URL is the address of an OpenAI-compatible server (it often ends in /v1).`,
    { retryable: true, cause },
  );
}

export function timedOut({ server }: CallContext, cause?: unknown, expected = "an answer"): ModelError {
  return new ModelError(
    `Expected ${expected} from ${server}, found none in time. Try again, or check whether the server is overloaded.`,
    { retryable: true, trouble: "slow", cause },
  );
}

/** The server answered with something else than what was asked for; asking again would not change that. */
export function wrongAnswer({ server, model }: CallContext): ModelError {
  return new ModelError(
    `Expected a chat completion from "${model}" at ${server}, found something else. Check that it is a chat model, and that OPENAI_BASE_URL is the address of an OpenAI-compatible server (it often ends in /v1).`,
    { trouble: "refused" },
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

/**
 * The HTTP status of an error. In the middle of a stream there is none: there the code may say it (a number, or that
 * the rate limit is reached); otherwise it counts as 500.
 */
export function statusOf(error: APIError): number {
  if (typeof error.status === "number") return error.status;
  const code = Number(error.code);
  if (Number.isInteger(code) && code >= 400 && code < 600) return code;
  return /rate_limit/.test(`${error.code} ${error.type}`) ? 429 : 500;
}

export function isOutOfQuota(error: APIError): boolean {
  return [error.code, error.type].includes("insufficient_quota") || statusOf(error) === 402;
}

function refused(error: APIError, context: CallContext, cause: Error): ModelError {
  const { server, model } = context;
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return new ModelError(
      `Expected ${server} to accept the key, found it refused (${status}). Check OPENAI_API_KEY and what it may do.`,
      { trouble: "refused" },
    );
  }
  if (status === 404) {
    return new ModelError(
      `Expected the model "${model}" at ${server}, found none (404). Check the model's name and OPENAI_BASE_URL; on a server of your own, fetch the model first.`,
      { trouble: "refused", cause },
    );
  }
  if (isOutOfQuota(error)) {
    return new ModelError(
      `Expected ${server} to do the work, found the quota used up. Add credit or wait for the next period.`,
      { trouble: "refused", cause },
    );
  }
  if (status === 429) {
    return new ModelError(`Expected ${server} to do the work, found too many requests (429). Try again in a while.`, {
      retryable: true,
      trouble: "busy",
      cause,
    });
  }
  return failed(error, context, cause);
}

function failed(error: APIError, context: CallContext, cause: Error): ModelError {
  const status = statusOf(error);
  const said = said300(withoutKey(error.message, context));
  const retryable = isTemporary(status);
  const advice = retryable ? "Try again in a while." : "Check the model's name and its settings.";
  return new ModelError(
    `Expected ${context.server} to do the work with "${context.model}", found: ${said}. ${advice}`,
    { retryable, trouble: troubleOf(status), cause },
  );
}

/** Whether the same request may succeed later. 501 says that the server cannot do it. */
export function isTemporary(status: number): boolean {
  return (status >= 500 && status !== 501) || [408, 409, 429].includes(status);
}

function troubleOf(status: number): ModelTrouble {
  if (status === 408 || status === 504) return "slow";
  return isTemporary(status) ? "down" : "refused";
}

function said300(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function withoutKey(message: string, { apiKey }: CallContext): string {
  const hidden = apiKey.length >= 4 ? message.replaceAll(apiKey, "[key]") : message;
  return hidden.replace(/\bsk-[\w*-]+/g, "[key]");
}
