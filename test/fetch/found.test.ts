import { afterAll, describe, expect, test } from "vitest";
import { startWebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor, textOf } from "./stage.ts";

const PAGE = "<h1>Harbour bridge opens</h1><p>The bridge opened on Monday.</p>";
const server = await startWebServer({
  "/page": { body: PAGE, headers: { etag: '"v1"', "last-modified": "Mon, 23 Nov 2026 10:00:00 GMT" } },
  "/kept": (request, response) => {
    const isKnown = request.headers["if-none-match"] === '"v1"';
    response.writeHead(isKnown ? 304 : 200, { "content-type": "text/html", etag: '"v1"' });
    response.end(isKnown ? undefined : PAGE);
  },
  "/untyped": (_request, response) => void response.end(PAGE),
  "/304": (_request, response) => void response.writeHead(304).end(),
  "/204": (_request, response) => void response.writeHead(204).end(),
  "/206": { status: 206, body: "part" },
  "/empty": "",
});
const fetcher = fetcherFor([server]);
afterAll(async () => {
  await fetcher.close();
  await server.close();
});

const article = { purpose: "article" } as const;
const fetchPath = (path: string) => fetcher.fetch(`${server.origin}${path}`, article);

describe("a page that is there", () => {
  test("comes with its address, type, character set and validators", async () => {
    expect(await fetchPath("/page#part")).toEqual({
      kind: "found",
      address: `${server.origin}/page`,
      bytes: new TextEncoder().encode(PAGE),
      mediaType: "text/html",
      charset: "utf-8",
      validators: { etag: '"v1"', lastModified: "Mon, 23 Nov 2026 10:00:00 GMT" },
    });
  });

  test("is asked for under our name, by purpose, and with nothing that tells about anybody", async () => {
    await fetcher.fetch(`${server.origin}/page`, { purpose: "listing" });
    const { headers } = server.received.at(-1) ?? {};
    expect(headers?.["user-agent"]).toMatch(/^Footnote\/\d+\.\d+\.\d+ \(\+mailto:editor@example\.org\)$/);
    expect(headers?.accept).toMatch(/^application\/atom\+xml,/);
    expect(Object.keys(headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "accept-language",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  test("is not sent again while it has not changed", async () => {
    const validators = { etag: '"v1"', lastModified: null };
    const again = await fetcher.fetch(`${server.origin}/kept`, { ...article, validators });
    expect(again).toEqual({ kind: "unchanged" });
    const changed = { etag: '"v0"', lastModified: "Mon, 23 Nov 2026 10:00:00 GMT" };
    expect(textOf(await fetcher.fetch(`${server.origin}/kept`, { ...article, validators: changed }))).toBe(PAGE);
    expect(server.received.at(-1)?.headers["if-modified-since"]).toBe("Mon, 23 Nov 2026 10:00:00 GMT");
  });

  test("may be served without a type", async () => {
    expect(await fetchPath("/untyped")).toMatchObject({ mediaType: null, charset: null });
  });

  test.each(["bad\r\nx-injected: 1", '"ü\u{1F600}"', "v1", `"${"x".repeat(5000)}"`])(
    "does not send back a validator that no server can have meant: %j",
    async (etag) => {
      await fetcher.fetch(`${server.origin}/page`, { ...article, validators: { etag, lastModified: `${etag}\n` } });
      expect(server.received.at(-1)?.headers).not.toHaveProperty("if-none-match");
      expect(server.received.at(-1)?.headers).not.toHaveProperty("x-injected");
    },
  );
});

describe("an answer without a page", () => {
  test.each(["/304", "/204", "/206", "/empty"])("%s is unusable", async (path) => {
    const error = await failureOf(fetchPath(path));
    expect(error).toMatchObject({ trouble: "unusable", retryable: false });
    expect(error.message).toContain(`${server.origin}${path}`);
  });
});

describe("types", () => {
  test.each([
    ["text/html; charset=Windows-1252", "text/html", "Windows-1252"],
    ['TEXT/HTML;Charset="UTF-8"', "text/html", "UTF-8"],
    ["application/xhtml+xml", "application/xhtml+xml", null],
    ["text/plain", "text/plain", null],
    ["text/markdown", "text/markdown", null],
    ["application/pdf", "application/pdf", null],
    [
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      null,
    ],
    ["application/octet-stream", "application/octet-stream", null],
    ["application/json", "application/json", null],
    ["application/feed+json", "application/feed+json", null],
    ["application/rss+xml; charset=iso-8859-1", "application/rss+xml", "iso-8859-1"],
    ["application/atom+xml", "application/atom+xml", null],
    ["text/xml", "text/xml", null],
    ["application/x-gzip", "application/x-gzip", null],
    ["application/x-ndjson", "application/x-ndjson", null],
    ["nonsense", null, null],
  ])("%s is taken", async (type, mediaType, charset) => {
    server.serve("/typed", { body: "words", headers: { "content-type": type } });
    expect(await fetchPath("/typed")).toMatchObject({ kind: "found", mediaType, charset });
  });

  test.each([
    "image/png",
    "image/svg+xml",
    "audio/mpeg",
    "video/mp4",
    "font/woff2",
    "application/zip",
    "application/x-tar",
    "application/javascript",
    "text/css",
    "multipart/mixed; boundary=x",
  ])("%s is refused without reading it", async (type) => {
    server.serve("/typed", { body: "words", headers: { "content-type": type } });
    const error = await failureOf(fetchPath("/typed"));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toBe(
      `Could not use ${server.origin}/typed: expected a page, a text, a PDF, a DOCX or a feed, found ${type.split(";")[0]}. Name the address of the article itself.`,
    );
  });
});

describe("statuses", () => {
  test.each([
    [400, "unusable"],
    [401, "denied"],
    [403, "denied"],
    [404, "missing"],
    [408, "down"],
    [410, "gone"],
    [418, "unusable"],
    [429, "busy"],
    [451, "denied"],
    [500, "down"],
    [502, "down"],
    [503, "busy"],
    [599, "down"],
  ] as const)("%i means %s", async (status, trouble) => {
    server.serve(`/${status}`, { status, body: "words" });
    const error = await failureOf(fetchPath(`/${status}`));
    expect(error).toMatchObject({ trouble, retryable: trouble === "busy" || trouble === "down", retryAfter: null });
    expect(error.message).toContain(`(status ${status})`);
    expect(server.count(`/${status}`)).toBe(error.retryable ? 3 : 1);
  });
});
