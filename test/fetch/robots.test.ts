import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { readRules } from "#fetch/robots.ts";
import { type Route, raw, redirectTo, startWebServer, type WebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor, textOf } from "./stage.ts";

const servers: WebServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server with this robots.txt and a page everywhere that is asked for here. */
async function siteWith(robots: Route): Promise<WebServer> {
  const server = await startWebServer({ "/robots.txt": robots, "/page": "words", "/private/page": "words" });
  servers.push(server);
  return server;
}
const article = { purpose: "article" } as const;
const text = (body: string): Route => ({ body, headers: { "content-type": "text/plain" } });

describe("robots.txt", () => {
  test("is read once, before the first page, and kept for a day", async () => {
    const server = await siteWith(text("User-agent: *\nDisallow: /private/"));
    let hours = 0;
    const clock = { now: () => new Date(Date.UTC(2026, 10, 24, hours)) };
    const fetcher = fetcherFor([server], { clock });
    await Promise.all([1, 2, 3].map(() => fetcher.fetch(`${server.origin}/page`, article)));
    expect(server.received.map(({ path }) => path)).toEqual(["/robots.txt", "/page", "/page", "/page"]);
    hours = 23;
    await fetcher.fetch(`${server.origin}/page`, article);
    expect(server.count("/robots.txt")).toBe(1);
    hours = 24;
    await fetcher.fetch(`${server.origin}/page`, article);
    expect(server.count("/robots.txt")).toBe(2);
  });

  test("keeps us from what it disallows, and the message says so", async () => {
    const server = await siteWith(text("# Welcome\nUser-agent: *\nDisallow: /private/\n"));
    const error = await failureOf(fetcherFor([server]).fetch(`${server.origin}/private/page?key=1`, article));
    expect(error).toMatchObject({ trouble: "forbidden", retryable: false });
    expect(error.message).toBe(
      `${server.origin}/robots.txt (line 3) does not allow Footnote to fetch ${server.origin}/private/page?…. Ask the site for leave, or save the page and ingest the file.`,
    );
    expect(server.received.map(({ path }) => path)).toEqual(["/robots.txt"]);
  });

  test("is asked of every host that a redirect leads to", async () => {
    const closed = await siteWith(text("User-agent: Footnote\nDisallow: /"));
    const open = await siteWith({ status: 404 });
    open.serve("/on", redirectTo(`${closed.origin}/page`));
    const error = await failureOf(fetcherFor([open, closed]).fetch(`${open.origin}/on`, article));
    expect(error.trouble).toBe("forbidden");
    expect(closed.count("/page")).toBe(0);
  });

  test.each<[string, Route]>([
    ["is not there", { status: 404 }],
    ["is not given to us", { status: 403, body: "no" }],
    ["is gone", { status: 410 }],
    ["is empty", text("")],
    ["is a page", "<html><body>User-agent: words</body></html>"],
    ["leads in a circle", redirectTo("/robots.txt")],
    ["leads to another scheme", redirectTo("file:///etc/passwd")],
    ["leads into a private network", redirectTo("http://10.0.0.1/robots.txt")],
  ])("that %s forbids nothing", async (_name, robots) => {
    const server = await siteWith(robots);
    expect(textOf(await fetcherFor([server]).fetch(`${server.origin}/private/page`, article))).toBe("words");
  });

  test.each<[string, Route, string]>([
    ["fails", { status: 500 }, "down"],
    ["is being worked on", { status: 503 }, "busy"],
    ["is asked for too often", { status: 429, headers: { "retry-after": "120" } }, "busy"],
    ["breaks off", raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent"), "down"],
    ["breaks the connection", raw((socket) => void socket.resetAndDestroy()), "down"],
  ])("that %s keeps us out for now", async (_name, robots, trouble) => {
    const server = await siteWith(robots);
    const fetcher = fetcherFor([server]);
    const error = await failureOf(fetcher.fetch(`${server.origin}/page`, article));
    expect(error).toMatchObject({ trouble, retryable: true });
    expect(error.message).toMatch(/robots\.txt.* It is read first, for it says what may be fetched\.$/);
    const asked = server.received.length;
    await failureOf(fetcher.fetch(`${server.origin}/page`, article));
    expect(server.received).toHaveLength(asked);
    expect(server.count("/page")).toBe(0);
  });

  test("that could not be read is tried again after a minute", async () => {
    const server = await siteWith({ status: 500 });
    let seconds = 0;
    const fetcher = fetcherFor([server], { clock: { now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)) } });
    await failureOf(fetcher.fetch(`${server.origin}/page`, article));
    server.serve("/robots.txt", text("User-agent: *\nAllow: /"));
    seconds = 61;
    expect(textOf(await fetcher.fetch(`${server.origin}/page`, article))).toBe("words");
  });

  test("is followed through redirects, and counts for the host that was asked", async () => {
    const server = await siteWith(redirectTo("/one"));
    server.serve("/one", redirectTo("/two"));
    server.serve("/two", text("User-agent: *\nDisallow: /private/"));
    expect((await failureOf(fetcherFor([server]).fetch(`${server.origin}/private/page`, article))).trouble).toBe(
      "forbidden",
    );
  });

  test("is read compressed, and of a very long one the beginning", async () => {
    const rules = `User-agent: *\nDisallow: /private/\n${"# words and words\n".repeat(100_000)}Disallow: /page\n`;
    const server = await siteWith({ body: gzipSync(rules), headers: { "content-encoding": "gzip" } });
    const fetcher = fetcherFor([server]);
    expect(textOf(await fetcher.fetch(`${server.origin}/page`, article))).toBe("words");
    expect((await failureOf(fetcher.fetch(`${server.origin}/private/page`, article))).trouble).toBe("forbidden");
  });

  test("that endless stars fill does not hold us up", () => {
    const line = `Disallow: /${"*a".repeat(120)}b$\n`;
    const file = new URL("https://example.org/robots.txt");
    const rules = readRules(file, `User-agent: *\n${line.repeat(Math.floor((500 * 1024) / line.length))}`);
    const started = performance.now();
    expect(() => rules.check(new URL(`https://example.org/${"a".repeat(4000)}`))).toThrow("does not allow Footnote");
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});

describe("rules", () => {
  const allows = (robots: string, path: string): boolean => {
    try {
      readRules(new URL("https://example.org/robots.txt"), robots).check(new URL(path, "https://example.org"));
      return true;
    } catch {
      return false;
    }
  };
  test.each([
    ["User-agent: *\nDisallow:", "/page", true],
    ["User-agent: *\nDisallow: /", "/page", false],
    ["User-agent: *\nDisallow: /", "/robots.txt", true],
    ["\ufeffUser-agent: *\nDisallow: /", "/page", false],
    ["User-agent: footnote\nDisallow: /", "/page", false],
    ["User-agent: FOOTNOTE/1.0\nDisallow: /", "/page", false],
    ["User-agent: FootnoteBot\nDisallow: /", "/page", true],
    ["User-agent: Other\nDisallow: /", "/page", true],
    ["User-agent: *\nDisallow: /\n\nUser-agent: Footnote\nAllow: /", "/page", true],
    ["User-agent: *\nDisallow: /\n\nUser-agent: Footnote\nDisallow:", "/page", true],
    ["User-agent: Footnote\nUser-agent: Other\nDisallow: /a", "/a/page", false],
    ["User-agent: Footnote\nDisallow: /a\n\nUser-agent: Footnote\nDisallow: /b", "/b", false],
    ["User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/page", true],
    ["User-agent: *\nAllow: /a\nDisallow: /a", "/a", true],
    ["User-agent: *\nDisallow: /*.pdf$", "/paper.pdf", false],
    ["User-agent: *\nDisallow: /*.pdf$", "/paper.pdf?x=1", true],
    ["User-agent: *\nDisallow: /*?print=", "/page?print=1", false],
    ["User-agent: *\r\nDisallow: /private # not for you\r\n", "/private", false],
    ["User-agent: *\nDisallow: /b%c3%bccher", "/bücher", false],
    ["User-agent: *\nDisallow: /bücher", "/b%C3%BCcher", false],
    ["User-agent: *\nDisallow: /a**b***c", "/a-b-c", false],
    ["User-agent: *\nDisallow: /a**b***c", "/a-c-b", true],
    ["Disallow: /", "/page", true],
    ["nonsense\nUser-agent *\nDisallow /", "/page", true],
  ])("%j on %s: %s", (robots, path, isAllowed) => {
    expect(allows(robots.replace(/^\ufeff/, ""), path)).toBe(isAllowed);
  });

  test.each([
    ["User-agent: *\nCrawl-delay: 5", 5_000],
    ["User-agent: *\nCrawl-delay: 0.5", 500],
    ["User-agent: *\nCrawl-delay: 5\n\nUser-agent: Footnote\nCrawl-delay: 2", 2_000],
    ["User-agent: *\nCrawl-delay: 86400", 60_000],
    ["User-agent: *\nCrawl-delay: Infinity", 60_000],
    ["User-agent: *\nCrawl-delay: -1", null],
    ["User-agent: *\nCrawl-delay: soon", null],
    ["User-agent: Other\nCrawl-delay: 5", null],
  ])("%j asks for %s ms", (robots, spacing) => {
    expect(readRules(new URL("https://example.org/robots.txt"), robots).spacing).toBe(spacing);
  });
});
