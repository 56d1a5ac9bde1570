import { lookup } from "node:dns/promises";
import { setTimeout as wait } from "node:timers/promises";
import { FetchError } from "#errors.ts";
import type { Clock, Fetched, Fetcher, FetchRequest } from "#ports.ts";
import { readAddress } from "./address.ts";
import { createAllowed } from "./allowed.ts";
import { createAsk } from "./ask.ts";
import { createExchange } from "./exchange.ts";
import { createGuard, type Resolve } from "./guard.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { createPace, type Pause, spacingFor } from "./pace.ts";
import { headersFor, readPage } from "./page.ts";
import { followRedirects, type Visited } from "./redirects.ts";
import { createRobots } from "./robots-files.ts";
import { follow } from "./until-aborted.ts";
import { userAgentOf } from "./user-agent.ts";
import { withinTime } from "./within-time.ts";

export interface FetcherOptions {
  /** Hosts, with or without port, that may be fetched although they are not public. */
  readonly allowedHosts: readonly string[];
  /** Where operators of sites reach whoever runs this; `null`: not said. */
  readonly contact: string | null;
  readonly clock: Clock;
  /** Left out: the look-up of the operating system. */
  readonly resolve?: Resolve;
  readonly limits?: Partial<Limits>;
  /** Left out: a timer. */
  readonly pause?: Pause;
}

/**
 * The guarded way out to the web. Of every address, each redirect included: it is read as the URL standard reads it, all
 * addresses of its host are checked, robots.txt is asked, the host's turn is waited for, and the request is made on a
 * connection that can only lead to a checked address.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const visit = createVisit(options);
  const closing = new AbortController();
  const running = new Set<Promise<Fetched>>();
  return {
    fetch: async (address, request, signal) => {
      closing.signal.throwIfAborted();
      const { controller, release } = follow(signal, closing.signal);
      controller.signal.throwIfAborted();
      const fetching = visit(address, request, controller.signal).finally(release);
      running.add(fetching);
      return fetching.finally(() => running.delete(fetching));
    },
    close: async () => {
      closing.abort(new FetchError("The fetcher was closed while it was at work.", { trouble: "down" }));
      await Promise.allSettled(running);
    },
  };
}

type Visit = (address: string, request: FetchRequest, signal: AbortSignal) => Promise<Fetched>;

function createVisit({ clock, resolve = lookUp, pause = sleep, ...options }: FetcherOptions): Visit {
  const limits = { ...LIMITS, ...options.limits };
  const isAllowed = createAllowed(options.allowedHosts);
  const guard = createGuard(isAllowed, resolve);
  const agent = { "user-agent": userAgentOf(options.contact) };
  const ask = createAsk(createExchange(guard, limits), createPace(clock, pause, limits), pause, limits);
  const rulesFor = createRobots({ ask, agent, isAllowed, clock, limits });

  return async (address, request, signal) => {
    const headers = { ...agent, ...headersFor(request) };
    const visit = async (url: URL): Promise<Visited<Fetched>> => {
      // Before robots.txt is asked for, so that a refusal names what was to be fetched. The request checks anew.
      await withinTime(url, limits.whole, signal, (until) => guard(url, until));
      const rules = await rulesFor(url, signal);
      rules.check(url);
      const asked = { headers, spacing: spacingFor(url, rules.spacing, isAllowed, limits) };
      return ask(url, asked, (reply, until) => readPage(reply, request, { limits, clock }, until), signal);
    };
    return followRedirects(readAddress(address), { most: limits.redirects, isAllowed }, visit);
  };
}

const lookUp: Resolve = (host) => lookup(host, { all: true, order: "verbatim" });

const sleep: Pause = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
};
