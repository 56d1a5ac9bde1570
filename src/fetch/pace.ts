import pLimit, { type LimitFunction } from "p-limit";
import { FetchError } from "#errors.ts";
import type { Clock } from "#ports.ts";
import { shown } from "./address.ts";
import type { IsAllowed } from "./allowed.ts";
import { remember } from "./bounded.ts";
import type { Limits } from "./limits.ts";
import { untilAborted } from "./until-aborted.ts";

/** Resolves after so many milliseconds; rejects with the signal's reason. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Sees to it that no host is asked more often, or more at once, than it bears. */
export interface Pace {
  /**
   * Does the work when it is this host's turn: a few at once, `spacing` milliseconds between beginnings, and not while the
   * host is held back. Throws `FetchError` (`busy`) at once where that would take longer than anybody waits.
   */
  turn<T>(url: URL, spacing: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** The host wants to be left alone for so many seconds. */
  holdBack(url: URL, seconds: number): void;
}

interface Host {
  readonly queue: LimitFunction;
  /** Milliseconds since 1970 before which no request begins. */
  next: number;
  /** The same, as the host asked for it. */
  heldUntil: number;
}

const MOST_HOSTS = 10_000;

export function createPace(clock: Clock, pause: Pause, limits: Limits): Pace {
  const hosts = new Map<string, Host>();
  const hostOf = (url: URL): Host =>
    remember(hosts, url.host, MOST_HOSTS, () => ({ queue: pLimit(limits.atOnce), next: 0, heldUntil: 0 }));
  const now = (): number => clock.now().getTime();

  const waitForTurn = async (url: URL, host: Host, spacing: number, signal: AbortSignal): Promise<void> => {
    const held = host.heldUntil - now();
    if (held > limits.patience) throw busy(url, Math.ceil(held / 1000));
    // A clock that was set back must not hold up a host for longer than those who are before us.
    const at = Math.max(now(), Math.min(host.next, now() + spacing * limits.atOnce), host.heldUntil);
    host.next = at + spacing;
    if (at > now()) await pause(at - now(), signal);
    if (host.heldUntil > at) await waitForTurn(url, host, spacing, signal);
  };

  return {
    turn: (url, spacing, signal, work) => {
      const host = hostOf(url);
      const turn = host.queue(async () => {
        signal.throwIfAborted();
        await waitForTurn(url, host, spacing, signal);
        return work();
      });
      return untilAborted(turn, signal);
    },
    holdBack: (url, seconds) => {
      const host = hostOf(url);
      host.heldUntil = Math.max(host.heldUntil, now() + seconds * 1000);
    },
  };
}

/** Milliseconds between the beginnings of two requests: as the host asks; otherwise a few, and none for an allowed host. */
export function spacingFor(url: URL, asked: number | null, isAllowed: IsAllowed, limits: Limits): number {
  return asked ?? (isAllowed(url) ? 0 : limits.spacing);
}

function busy(url: URL, seconds: number): FetchError {
  return new FetchError(
    `Could not read ${shown(url)}: ${url.host} asked not to be asked again before ${seconds} s from now. Try again then.`,
    { trouble: "busy", retryAfter: seconds },
  );
}
