import { getEventListeners } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type Handler, raw, redirectTo, startWebServer, type WebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor } from "./stage.ts";

const article = { purpose: "article" } as const;
const servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
const never: Handler = () => {};
const half = raw((socket) => void socket.write(`${HEAD}Content-Length: 1000000\r\n\r\nhalf`));
const flood = raw((socket) => {
  socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
  const timer = setInterval(() => socket.write("5\r\nwords\r\n"), 1);
  socket.on("close", () => clearInterval(timer));
});
const compressed = raw((socket) => void socket.write(`${HEAD}Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08`, "latin1"));

/** Begins to fetch `/page`, waits until the server is asked for `path`, and gives what is under way. */
async function begun(routes: Record<string, Handler | ReturnType<typeof redirectTo>>, path: string) {
  const server = await startWebServer(routes);
  servers.push(server);
  const fetcher = fetcherFor([server]);
  const controller = new AbortController();
  const fetching = fetcher.fetch(`${server.origin}/page`, article, controller.signal);
  fetching.catch(() => {});
  while (server.count(path) === 0) await wait(1);
  await wait(30);
  return { server, fetcher, controller, fetching };
}

describe("a fetch that is aborted", () => {
  test.each<[string, Parameters<typeof begun>[0], string]>([
    ["before the server answers", { "/page": never }, "/page"],
    ["while robots.txt is read", { "/robots.txt": never }, "/robots.txt"],
    ["behind a redirect", { "/page": redirectTo("/on"), "/on": never }, "/on"],
    ["in the middle of a body", { "/page": half }, "/page"],
    ["in the middle of a flood", { "/page": flood }, "/page"],
    ["in the middle of what is compressed", { "/page": compressed }, "/page"],
  ])("%s ends at once, down to the socket", async (_name, routes, path) => {
    const { server, controller, fetching } = await begun(routes, path);
    const reason = new Error("no longer wanted");
    const open = server.connections - server.closed.length;
    const started = performance.now();
    controller.abort(reason);
    await expect(fetching).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(100);
    while (server.closed.length < server.connections) await wait(1);
    expect(open).toBe(1);
    expect((server.closed.at(-1) ?? Number.POSITIVE_INFINITY) - started).toBeLessThan(100);
  });

  test("while the secure connection is made ends at once, down to the socket", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket.resume()));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const controller = new AbortController();
    const fetching = fetcherFor([], { allowedHosts: [host] }).fetch(`https://${host}/`, article, controller.signal);
    fetching.catch(() => {});
    while (sockets.length === 0) await wait(1);
    const closed = new Promise((resolve) => sockets[0]?.on("close", resolve));
    const started = performance.now();
    controller.abort(new Error("no longer wanted"));
    await expect(fetching).rejects.toThrow("no longer wanted");
    await closed;
    expect(performance.now() - started).toBeLessThan(100);
    await new Promise((resolve) => silent.close(resolve));
  });

  test("before it begins asks nobody", async () => {
    const server = await startWebServer({ "/page": "words" });
    servers.push(server);
    const reason = new Error("never wanted");
    const fetching = fetcherFor([server]).fetch(`${server.origin}/page`, article, AbortSignal.abort(reason));
    await expect(fetching).rejects.toBe(reason);
    expect(server.connections).toBe(0);
  });

  test.each([
    ["while its host is looked up", () => new Promise<never>(() => {})],
    ["after the look-up failed", () => Promise.reject(new Error("too late"))],
  ])("%s ends at once", async (_name, resolve) => {
    const controller = new AbortController();
    const fetching = fetcherFor([], { resolve }).fetch("http://example.org/", article, controller.signal);
    controller.abort(new Error("no longer wanted"));
    await expect(fetching).rejects.toThrow("no longer wanted");
  });

  test("while it waits for its turn or for another try ends at once", async () => {
    const server = await startWebServer({ "/page": { status: 500 } });
    servers.push(server);
    const fetcher = fetcherFor([server], { limits: { backoff: 60_000 } });
    const controller = new AbortController();
    const fetching = fetcher.fetch(`${server.origin}/page`, article, controller.signal);
    fetching.catch(() => {});
    while (server.count("/page") === 0) await wait(1);
    await wait(20);
    const started = performance.now();
    controller.abort(new Error("no longer wanted"));
    await expect(fetching).rejects.toThrow("no longer wanted");
    expect(performance.now() - started).toBeLessThan(100);
  });

  test("does not take robots.txt from another who waits for it", async () => {
    const robots: Handler = async (_request, response) => {
      await wait(100);
      response.writeHead(404).end();
    };
    const server = await startWebServer({ "/robots.txt": robots, "/page": "words" });
    servers.push(server);
    const fetcher = fetcherFor([server]);
    const leaving = new AbortController();
    const first = fetcher.fetch(`${server.origin}/page`, article, leaving.signal);
    const second = fetcher.fetch(`${server.origin}/page`, article);
    while (server.count("/robots.txt") === 0) await wait(1);
    leaving.abort(new Error("left"));
    await expect(first).rejects.toThrow("left");
    expect(await second).toMatchObject({ kind: "found" });
    expect(server.count("/robots.txt")).toBe(1);
  });

  test("may be asked for again: an abandoned robots.txt is read anew", async () => {
    const { server, fetcher, controller, fetching } = await begun({ "/robots.txt": never }, "/robots.txt");
    controller.abort(new Error("left"));
    await expect(fetching).rejects.toThrow("left");
    server.serve("/robots.txt", { status: 404 });
    server.serve("/page", "words");
    expect(await fetcher.fetch(`${server.origin}/page`, article)).toMatchObject({ kind: "found" });
  });
});

test("a look-up that never ends is left", async () => {
  const fetcher = fetcherFor([], { resolve: () => new Promise<never>(() => {}), limits: { whole: 50 } });
  expect(await failureOf(fetcher.fetch("http://example.org/", article))).toMatchObject({ trouble: "slow" });
});

test("many at once on one signal leave nothing behind and warn of nothing", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on("warning", note);
  const server = await startWebServer({ "/page": "words" });
  servers.push(server);
  const fetcher = fetcherFor([server], { limits: { atOnce: 20 } });
  const { signal } = new AbortController();
  const all = Array.from({ length: 60 }, () => fetcher.fetch(`${server.origin}/page`, article, signal));
  expect((await Promise.all(all)).every(({ kind }) => kind === "found")).toBe(true);
  expect(getEventListeners(signal, "abort")).toEqual([]);
  await wait(10);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

describe("closing", () => {
  test("ends what is under way, and nothing can be fetched any more", async () => {
    const { server, fetcher, fetching } = await begun({ "/page": half }, "/page");
    await fetcher.close();
    expect((await failureOf(fetching)).message).toBe("The fetcher was closed while it was at work.");
    while (server.closed.length < server.connections) await wait(1);
    const error = await failureOf(fetcher.fetch(`${server.origin}/page`, article));
    expect(error.trouble).toBe("down");
  });

  test("leaves no connection open after a page", async () => {
    const server = await startWebServer({ "/page": "words" });
    servers.push(server);
    await fetcherFor([server]).fetch(`${server.origin}/page`, article);
    const started = performance.now();
    while (server.closed.length < server.connections) await wait(1);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
