import { setTimeout as wait } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { type Handler, raw, startWebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor, textOf } from "./stage.ts";

const TEXT = "The bridge opened on Monday. ".repeat(100);
const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

const server = await startWebServer();
const limits = {
  whole: 2_000,
  connect: 300,
  headers: 300,
  idle: 300,
  articleBytes: 4 * 1024 * 1024,
  retries: 0,
  atOnce: 10,
};
const fetcher = fetcherFor([server], { limits });
afterAll(async () => {
  await fetcher.close();
  await server.close();
});

let served = 0;
const fetchFrom = (handler: Handler) => {
  served += 1;
  server.serve(`/hostile/${served}`, handler);
  return fetcher.fetch(`${server.origin}/hostile/${served}`, { purpose: "article" });
};

/** Serves these bytes under this `Content-Encoding`. */
const encoded =
  (encoding: string, bytes: Uint8Array): Handler =>
  (_request, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-encoding": encoding });
    response.end(bytes);
  };

/** Writes what is given, piece by piece, until the connection is closed. */
const dripping = (head: string, piece: string, milliseconds: number): Handler =>
  raw((socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), milliseconds);
    socket.on("close", () => clearInterval(timer));
  });

describe("slow servers", () => {
  test.concurrent.each<[string, Handler, string]>([
    ["never answers", () => {}, "does not answer in time"],
    ["answers one letter at a time", dripping("HTTP/1.1 200 OK\r\nX-Slow: ", "a", 20), "in time"],
    ["sends header after header", dripping("HTTP/1.1 200 OK\r\n", "X-Slow: a\r\n", 20), "in time"],
    [
      "says that it is at work, again and again",
      dripping("", "HTTP/1.1 102 Processing\r\n\r\n", 20),
      "within 2 seconds",
    ],
    [
      "stops in the middle",
      raw((socket) => void socket.write(`${HEAD}Content-Length: 100\r\n\r\nhalf`)),
      "stopped in the middle",
    ],
    ["drips its body", dripping(`${HEAD}Content-Length: 100000\r\n\r\n`, "a", 20), "within 2 seconds"],
    ["drips chunks", dripping(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, "1\r\na\r\n", 20), "within 2 seconds"],
  ])("one that %s is left", async (_name, handler, words) => {
    const started = performance.now();
    const error = await failureOf(fetchFrom(handler));
    expect(error).toMatchObject({ trouble: "slow", retryable: true });
    expect(error.message).toContain(words);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe("endless and large answers", () => {
  const endless = (head: string, piece: Uint8Array | string): Handler =>
    raw((socket) => {
      socket.write(head);
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on("drain", more);
      more();
    });
  const CHUNK = `10000\r\n${"a".repeat(0x10000)}\r\n`;

  test.each<[string, Handler]>([
    ["whose end is the end of the connection", endless(`${HEAD}\r\n`, "a".repeat(65_536))],
    ["in chunks", endless(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, CHUNK)],
    ["announced", raw(`${HEAD}Content-Length: 99999999999\r\n\r\nwords`)],
  ])("one %s is refused", async (_name, handler) => {
    const error = await failureOf(fetchFrom(handler));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toContain("expected at most 4096 KiB, found more");
  });

  test.each<[string, Handler]>([
    ["in one header", endless("HTTP/1.1 200 OK\r\nX-Endless: ", "a".repeat(65_536))],
    ["in many headers", endless("HTTP/1.1 200 OK\r\n", "X-Many: words words\r\n".repeat(1_000))],
  ])("one that never ends %s is refused", async (_name, handler) => {
    const error = await failureOf(fetchFrom(handler));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toContain("the headers of the answer are too large");
  });

  test("a listing may be larger than an article", async () => {
    const large = fetcherFor([server], { limits: { articleBytes: 1000, listingBytes: 5000 } });
    server.serve("/large", "a".repeat(3000));
    const address = `${server.origin}/large`;
    expect(await failureOf(large.fetch(address, { purpose: "article" }))).toMatchObject({ trouble: "unusable" });
    expect(textOf(await large.fetch(address, { purpose: "listing" }))).toHaveLength(3000);
  });
});

describe("compression", () => {
  const bytes = Buffer.from(TEXT);
  test.each<[string, Uint8Array]>([
    ["gzip", gzipSync(bytes)],
    ["x-gzip", gzipSync(bytes)],
    ["GZIP", gzipSync(bytes)],
    ["gzip", Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))])],
    ["deflate", deflateSync(bytes)],
    ["deflate", deflateRawSync(bytes)],
    ["br", brotliCompressSync(bytes)],
    ["identity", bytes],
    ["gzip, br", brotliCompressSync(gzipSync(bytes))],
    ["identity, gzip", gzipSync(bytes)],
  ])("%s is undone", async (encoding, body) => {
    expect(textOf(await fetchFrom(encoded(encoding, body)))).toBe(TEXT);
  });

  test("that arrives byte by byte is undone", async () => {
    const handler: Handler = async (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "deflate" });
      for (const byte of deflateRawSync(Buffer.from("words"))) {
        response.write(Uint8Array.of(byte));
        await wait(2);
      }
      response.end();
    };
    expect(textOf(await fetchFrom(handler))).toBe("words");
  });

  test.each([
    ["zstd", bytes],
    ["compress", bytes],
    ["gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(bytes)))],
    ["gzip, nonsense", bytes],
  ])("%s is not known", async (encoding, body) => {
    const error = await failureOf(fetchFrom(encoded(encoding, body)));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toContain(`found "${encoding}"`);
  });

  test.each<[string, string, Uint8Array]>([
    ["gzip that is plain", "gzip", bytes],
    ["gzip that is brotli", "gzip", brotliCompressSync(bytes)],
    ["brotli that is gzip", "br", gzipSync(bytes)],
    ["brotli that is plain", "br", bytes],
    ["deflate that is plain", "deflate", Buffer.from("\xff".repeat(50), "latin1")],
    ["gzip that ends early", "gzip", gzipSync(bytes).subarray(0, -9)],
    ["brotli that ends early", "br", brotliCompressSync(bytes).subarray(0, -3)],
    ["deflate that ends early", "deflate", deflateSync(bytes).subarray(0, -6)],
    ["gzip with a wrong sum", "gzip", gzipSync(bytes).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte))],
  ])("%s is refused", async (_name, encoding, body) => {
    const error = await failureOf(fetchFrom(encoded(encoding, body)));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toMatch(/compressed/);
  });

  const zeros = Buffer.alloc(100 * 1024 * 1024);
  const bomb = gzipSync(zeros);
  test.each<[string, string, Uint8Array]>([
    ["gzip", "gzip", bomb],
    ["deflate", "deflate", deflateSync(zeros)],
    ["brotli", "br", brotliCompressSync(zeros, { params: { 1: 5 } })],
    ["gzip in gzip", "gzip, gzip", gzipSync(bomb)],
    ["gzip of empty gzips in gzip", "gzip, gzip", gzipSync(Buffer.concat(Array(200_000).fill(gzipSync(""))))],
  ])("a bomb of %s is stopped before it takes memory", async (_name, encoding, body) => {
    const before = process.memoryUsage.rss();
    const error = await failureOf(fetchFrom(encoded(encoding, body)));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toMatch(/expected at most (?:200 bytes out of each compressed byte|4096 KiB), found more/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024);
  });

  test("of honest text that is too long is stopped", async () => {
    const text = Array.from({ length: 320_000 }, (_, i) => `word ${i * 7919}`).join(" ");
    const error = await failureOf(fetchFrom(encoded("gzip", gzipSync(text, { level: 1 }))));
    expect(error.message).toContain("expected at most 4096 KiB, found more");
  });

  test("that is very good, but within its limits, is undone", async () => {
    const good = "a".repeat(900_000);
    expect(textOf(await fetchFrom(encoded("gzip", gzipSync(good))))).toBe(good);
  });
});

describe("lengths that are not true", () => {
  const cut = (head: string, body: string): Handler => raw(`${HEAD}${head}\r\n\r\n${body}`);
  test.each<[string, Handler, string]>([
    ["too long an announcement", cut("Content-Length: 100", "half"), "down"],
    ["too short an announcement", cut("Content-Length: 4", "half and the rest"), "unusable"],
    ["chunks without an end", cut("Transfer-Encoding: chunked", "5\r\nwords\r\n"), "down"],
    ["a chunk that is cut", cut("Transfer-Encoding: chunked", "50\r\nwords"), "down"],
    ["chunks that are no chunks", cut("Transfer-Encoding: chunked", "words"), "unusable"],
    ["two lengths", cut("Content-Length: 4\r\nContent-Length: 5", "words"), "down"],
    ["a length below zero", cut("Content-Length: -1", "words"), "unusable"],
    ["a length and chunks", cut("Content-Length: 5\r\nTransfer-Encoding: chunked", "5\r\nwords\r\n0\r\n\r\n"), "down"],
    ["no HTTP at all", raw("SSH-2.0-OpenSSH_9.6\r\n"), "unusable"],
    ["a broken connection", raw((socket) => void socket.resetAndDestroy()), "down"],
    ["a closed connection", raw((socket) => void socket.end()), "down"],
  ])("%s is no article", async (_name, handler, trouble) => {
    const error = await failureOf(fetchFrom(handler));
    expect(error.trouble).toBe(trouble);
    expect(error.message).toMatch(/^Could not read http:\/\/127\.0\.0\.1:\d+\/hostile\/\d+: /);
  });

  test("an answer that ends with its connection is whole", async () => {
    expect(textOf(await fetchFrom(raw(`${HEAD}\r\nwords`)))).toBe("words");
  });
});
