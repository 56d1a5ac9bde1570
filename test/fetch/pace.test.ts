import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Limits } from "#fetch/limits.ts";
import { LIMITS } from "#fetch/limits.ts";
import { createPace, spacingFor } from "#fetch/pace.ts";
import { readRetryAfter } from "#fetch/retry-after.ts";
import { type Handler, startWebServer, type WebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor, textOf } from "./stage.ts";

const article = { purpose: "article" } as const;
const servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function serve(routes: Parameters<typeof startWebServer>[0]): Promise<WebServer> {
  const server = await startWebServer(routes);
  servers.push(server);
  return server;
}

/** A clock that only pauses move. */
function standingClock() {
  let time = Date.UTC(2026, 10, 24);
  const pauses: number[] = [];
  return {
    now: () => new Date(time),
    pauses,
    pause: async (milliseconds: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      pauses.push(milliseconds);
      time += milliseconds;
    },
  };
}

describe("turns", () => {
  const never = new AbortController().signal;
  const url = new URL("https://example.org/page");
  const paceWith = (limits: Partial<Limits> = {}) => {
    const clock = standingClock();
    return { clock, pace: createPace(clock, clock.pause, { ...LIMITS, ...limits }) };
  };

  test("at one host are spaced from beginning to beginning", async () => {
    const { clock, pace } = paceWith();
    const begun: number[] = [];
    for (let i = 0; i < 4; i += 1)
      await pace.turn(url, 5_000, never, async () => void begun.push(clock.now().getTime()));
    expect(begun.map((at) => at - (begun[0] ?? 0))).toEqual([0, 5_000, 10_000, 15_000]);
  });

  test("at different hosts do not wait for each other", async () => {
    const { clock, pace } = paceWith();
    for (const host of ["a", "b", "c"])
      await pace.turn(new URL(`https://${host}.example/`), 5_000, never, async () => {});
    expect(clock.pauses).toEqual([]);
  });

  test("at one host are two at once", async () => {
    const { pace } = paceWith();
    let atOnce = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await wait(5);
      atOnce -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => pace.turn(url, 0, never, work)));
    expect(most).toBe(2);
  });

  test("are waited for while a host wants to be left alone for a moment, and told when it is for longer", async () => {
    const { clock, pace } = paceWith();
    pace.holdBack(url, 8);
    await pace.turn(url, 0, never, async () => {});
    expect(clock.pauses).toEqual([8_000]);
    pace.holdBack(url, 90);
    const error = await failureOf(pace.turn(url, 0, never, async () => {}));
    expect(error).toMatchObject({ trouble: "busy", retryAfter: 90, retryable: true });
    expect(error.message).toBe(
      "Could not read https://example.org/page: example.org asked not to be asked again before 90 s from now. Try again then.",
    );
    await pace.turn(new URL("https://other.example/"), 0, never, async () => {});
  });

  test("do not stand still when the clock is set back", async () => {
    let time = Date.UTC(2026, 10, 24);
    const pauses: number[] = [];
    const pace = createPace(
      { now: () => new Date(time) },
      async (milliseconds) => void pauses.push(milliseconds),
      LIMITS,
    );
    await pace.turn(url, 250, never, async () => {});
    time -= 3_600_000;
    await pace.turn(url, 250, never, async () => {});
    expect(pauses).toEqual([500]);
  });

  test("that nobody waits for any more are left out", async () => {
    const { pace } = paceWith({ atOnce: 1 });
    let release = (): void => {};
    const first = pace.turn(url, 0, never, () => new Promise<void>((resolve) => (release = resolve)));
    const leaving = new AbortController();
    let began = false;
    const second = pace.turn(url, 0, leaving.signal, async () => {
      began = true;
    });
    leaving.abort(new Error("left"));
    await expect(second).rejects.toThrow("left");
    release();
    await first;
    await pace.turn(url, 0, never, async () => {});
    expect(began).toBe(false);
  });
});

test.each([
  [null, false, 250],
  [null, true, 0],
  [5_000, false, 5_000],
  [5_000, true, 5_000],
  [100, false, 100],
])("requests to a host that asks for %s ms and is allowed (%s) are %i ms apart", (asked, isAllowed, spacing) => {
  expect(spacingFor(new URL("https://example.org/"), asked, () => isAllowed, LIMITS)).toBe(spacing);
});

describe("a crawl delay", () => {
  test("of robots.txt spaces requests, also to a host that is allowed", async () => {
    const server = await serve({ "/robots.txt": "User-agent: *\nCrawl-delay: 0.2", "/page": "words" });
    const fetcher = fetcherFor([server]);
    await Promise.all([1, 2, 3].map(() => fetcher.fetch(`${server.origin}/page`, article)));
    const [first = 0, second = 0, third = 0] = server.received.slice(1).map(({ at }) => at);
    expect(second - first).toBeGreaterThan(170);
    expect(third - second).toBeGreaterThan(170);
  });

  test("that is not asked for leaves two requests at once to an allowed host", async () => {
    let atOnce = 0;
    let most = 0;
    const page: Handler = async (_request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await wait(20);
      atOnce -= 1;
      response.writeHead(200, { "content-type": "text/html" }).end("words");
    };
    const server = await serve({ "/page": page });
    const fetcher = fetcherFor([server]);
    const started = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => fetcher.fetch(`${server.origin}/page`, article)));
    expect(most).toBe(2);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-11-24T10:00:00.400Z");
  test.each([
    ["120", 120],
    ["0", 0],
    [" 7 ", 7],
    ["Tue, 24 Nov 2026 10:02:00 GMT", 120],
    ["Tuesday, 24-Nov-26 10:02:00 GMT", 120],
    ["Tue Nov 24 10:02:00 2026", 120],
    ["Tue, 24 Nov 2026 09:00:00 GMT", 0],
    ["99999999999999999999", 2_592_000],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 2_592_000],
    ["-5", null],
    ["1.5", null],
    ["soon", null],
    ["2026", 2026],
    ["Tue, 99 Nov 2026 10:02:00 GMT", null],
    ["", null],
    [null, null],
  ])("%j means %s seconds", (value, seconds) => {
    expect(readRetryAfter(value, now)).toBe(seconds);
  });

  test.each([429, 503])("of a moment is waited for with status %i, and the page comes", async (status) => {
    const clock = standingClock();
    const server = await serve({ "/page": "words" });
    server.serve("/page", (_request, response) => {
      if (server.count("/page") === 1) response.writeHead(status, { "retry-after": "3" }).end();
      else response.writeHead(200, { "content-type": "text/html" }).end("words");
    });
    const fetcher = fetcherFor([server], { clock, pause: clock.pause });
    expect(textOf(await fetcher.fetch(`${server.origin}/page`, article))).toBe("words");
    expect(Math.floor(clock.pauses.reduce((sum, pause) => sum + pause, 0))).toBe(3_000);
  });

  test.each([
    ["90", 90],
    ["Tue, 24 Nov 2026 00:01:30 GMT", 90],
  ])("%s is told, and holds back whatever else is asked of the host", async (retryAfter, seconds) => {
    const clock = standingClock();
    const server = await serve({
      "/busy": { status: 429, headers: { "retry-after": retryAfter } },
      "/page": "words",
    });
    const fetcher = fetcherFor([server], { clock, pause: clock.pause });
    const error = await failureOf(fetcher.fetch(`${server.origin}/busy`, article));
    expect(error).toMatchObject({ trouble: "busy", retryAfter: seconds });
    expect(error.message).toBe(
      `Could not read ${server.origin}/busy: the site wants to be asked less often; ask again in 90 s (status 429).`,
    );
    const held = await failureOf(fetcher.fetch(`${server.origin}/page`, article));
    expect(held).toMatchObject({ trouble: "busy", retryAfter: seconds });
    expect(server.count("/page")).toBe(0);
    await clock.pause(90_000, new AbortController().signal);
    expect(textOf(await fetcher.fetch(`${server.origin}/page`, article))).toBe("words");
  });
});

describe("failures that may pass", () => {
  test("are tried twice more, later each time", async () => {
    const clock = standingClock();
    const server = await serve({ "/page": { status: 502 } });
    const fetcher = fetcherFor([server], { clock, pause: clock.pause, limits: { backoff: 500 } });
    expect((await failureOf(fetcher.fetch(`${server.origin}/page`, article))).trouble).toBe("down");
    expect(server.count("/page")).toBe(3);
    const [first = 0, second = 0] = clock.pauses;
    expect(clock.pauses).toHaveLength(2);
    expect(first).toBeGreaterThanOrEqual(500);
    expect(first).toBeLessThanOrEqual(750);
    expect(second).toBeGreaterThanOrEqual(1_000);
    expect(second).toBeLessThanOrEqual(1_500);
  });

  test("end with the page when it comes", async () => {
    const server = await serve({});
    server.serve("/page", (request, response) => {
      if (server.count("/page") < 3) request.socket.resetAndDestroy();
      else response.writeHead(200, { "content-type": "text/html" }).end("words");
    });
    expect(textOf(await fetcherFor([server]).fetch(`${server.origin}/page`, article))).toBe("words");
  });

  test("of a server that is not there are told", async () => {
    const server = await startWebServer();
    await server.close();
    const error = await failureOf(fetcherFor([server]).fetch(`${server.origin}/page`, article));
    expect(error).toMatchObject({ trouble: "down", retryable: true });
    expect(error.message).toContain("nobody answers there");
  });
});
