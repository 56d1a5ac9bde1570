import { FetchError } from "#errors.ts";
import type { Exchange, ReadReply } from "./exchange.ts";
import type { Limits } from "./limits.ts";
import type { Pace, Pause } from "./pace.ts";
import { retrying } from "./retry.ts";

interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds between the beginnings of two requests to the host. */
  readonly spacing: number;
}

/** One address asked for politely: when it is its host's turn, again after a failure that may pass. */
export type Ask = <T>(url: URL, asked: Asked, read: ReadReply<T>, signal: AbortSignal) => Promise<T>;

export function createAsk(exchange: Exchange, pace: Pace, pause: Pause, limits: Limits): Ask {
  const once: Ask = async (url, { headers }, read, signal) => {
    try {
      return await exchange(url, headers, read, signal);
    } catch (error) {
      if (error instanceof FetchError && error.retryAfter !== null) pace.holdBack(url, error.retryAfter);
      throw error;
    }
  };
  return (url, asked, read, signal) =>
    retrying(() => pace.turn(url, asked.spacing, signal, () => once(url, asked, read, signal)), limits, pause, signal);
}
