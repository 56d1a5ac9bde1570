import { setTimeout } from "node:timers/promises";
import { APIConnectionError, APIError } from "openai";
import {
  BrokenAnswer,
  type CallContext,
  codeOf,
  isOutOfQuota,
  isTemporary,
  statusOf,
  timedOut,
  toModelError,
} from "./failure.ts";

/** How long to wait and how often to try. */
export interface Patience {
  /** For one attempt, from the request to the last byte. */
  readonly timeoutMilliseconds: number;
  /** Before the second attempt, when the server does not say; doubles from then on. */
  readonly retryMilliseconds: number;
}

const ATTEMPTS = 4;
const LONGEST_BACKOFF = 8000;
/** A server that wants a longer rest is not waited for. */
const LONGEST_REST = 60_000;

/**
 * Calls until an attempt succeeds, four times at most: after a lost connection, an answer that breaks off, 408, 409,
 * 429 and 5xx. Waits as long as `Retry-After` says, up to a minute. Rejects with the signal's reason once it is
 * aborted, with `ModelError` otherwise.
 */
export async function withRetries<T>(
  call: (signal: AbortSignal) => Promise<T>,
  context: CallContext,
  patience: Patience,
  signal?: AbortSignal,
): Promise<T> {
  const retries = createRetries(patience.retryMilliseconds);
  for (;;) {
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(patience.timeoutMilliseconds);
    try {
      return await call(signal === undefined ? deadline : AbortSignal.any([signal, deadline]));
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw timedOut(context);
      const rest = retries.restAfter(error);
      if (rest === null) throw toModelError(error, context);
      await sleep(rest, signal);
    }
  }
}

export interface Retries {
  /** Milliseconds until the next attempt; `null`: there is none. */
  restAfter(error: unknown): number | null;
}

/** Counts the attempts of one call. `retryMilliseconds` as in `Patience`. */
export function createRetries(retryMilliseconds: number): Retries {
  let attempts = 0;
  return {
    restAfter: (error) => {
      attempts++;
      if (attempts >= ATTEMPTS || !mayPass(error)) return null;
      const asked = error instanceof APIError ? retryAfter(error.headers) : null;
      if (asked !== null) return asked > LONGEST_REST ? null : asked;
      const backoff = Math.min(LONGEST_BACKOFF, retryMilliseconds * 2 ** (attempts - 1));
      return backoff * (0.75 + Math.random() / 4);
    },
  };
}

/** Rejects with the signal's reason once it is aborted. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Whether the next attempt may fare better. A refused connection means that nobody is there: said at once. */
function mayPass(error: unknown): boolean {
  if (error instanceof APIConnectionError) return !["ECONNREFUSED", "ENOTFOUND"].includes(codeOf(error) ?? "");
  if (!(error instanceof APIError)) return isBroken(error);
  return !isOutOfQuota(error) && isTemporary(statusOf(error));
}

/** A body that ended early or is no JSON; anything else is a mistake of ours or a wrong answer. */
function isBroken(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof BrokenAnswer) return true;
  return error instanceof TypeError && error.message === "terminated";
}

/** Milliseconds the server asks for: in seconds or as a date (RFC 9110, 10.2.3), or as OpenAI's `retry-after-ms`. */
function retryAfter(headers: Headers | undefined): number | null {
  const milliseconds = headers?.get("retry-after-ms") ?? "";
  if (/^\d+(?:\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const value = headers?.get("retry-after")?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
