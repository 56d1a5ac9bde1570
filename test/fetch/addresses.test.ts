import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAllowed } from "#fetch/allowed.ts";
import { createFetcher } from "#fetch/fetcher.ts";
import { startWebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor } from "./stage.ts";
import { ADDRESSES, HOSTS } from "./tricks.ts";

const sockets: unknown[] = [];
const noteSocket = (message: unknown): void => void sockets.push(message);
beforeAll(() => subscribe("net.client.socket", noteSocket));
afterAll(() => unsubscribe("net.client.socket", noteSocket));

/** Names lead to a public address, so only what is refused by itself is refused. */
const looked: string[] = [];
const fetcher = createFetcher({
  allowedHosts: ["intranet.example:8080"],
  contact: null,
  clock: { now: () => new Date() },
  resolve: async (host) => {
    looked.push(host);
    throw new Error(`${host} was looked up.`);
  },
});

const refusalOf = (address: string) => failureOf(fetcher.fetch(address, { purpose: "article" }));

describe("addresses of this machine, its network and its cloud are refused before anything is opened", () => {
  for (const [kind, hosts] of Object.entries(HOSTS)) {
    test.each(hosts.flatMap((host) => [`http://${host}/`, `https://${host}:8443/x?y=1#z`]))(
      `${kind}: %j`,
      async (address) => {
        expect(await refusalOf(address)).toMatchObject({ trouble: "forbidden", retryable: false });
        expect(sockets).toEqual([]);
        expect(looked).toEqual([]);
      },
    );
  }

  test.each(ADDRESSES)("%j", async (address) => {
    expect(await refusalOf(address)).toMatchObject({ trouble: "forbidden", retryable: false });
    expect(sockets).toEqual([]);
    expect(looked).toEqual([]);
  });
});

test("what this test looks for would be seen", async () => {
  const server = await startWebServer({ "/": "words" });
  const allowed = fetcherFor([server]);
  await allowed.fetch(server.origin, { purpose: "article" });
  await server.close();
  expect(sockets).toHaveLength(2);
  sockets.length = 0;
});

describe("a refusal", () => {
  test.each([
    [
      "http://127.1/secret?token=1",
      "Expected an address on the public internet, but 127.0.0.1 of http://127.0.0.1/secret?… is loopback. If it is a host of your own network, name it in FETCH_ALLOW_HOSTS.",
    ],
    [
      "http://router.local/",
      "Expected an address on the public internet, but router.local of http://router.local/ is a name of this machine or its network. If it is a host of your own network, name it in FETCH_ALLOW_HOSTS.",
    ],
    [
      "https://me:secret@example.org/page?key=secret",
      "Expected an address without name and password before the host, found one with them. Leave them out: https://example.org/page?….",
    ],
    [
      "http://example.org:25/",
      "Expected a port for web pages, found 25, on which other services listen. Correct the address: http://example.org:25/.",
    ],
    [
      "file:///etc/passwd",
      "Expected an address that begins with http:// or https://, found file: Correct it, or save the article and ingest the file: file:/etc/passwd.",
    ],
    [
      "//me:secret@example.org/page?key=secret",
      'Expected an address such as https://example.org/article (at most 4096 characters), found "//example.org/page". Correct it.',
    ],
  ])("of %s says what was expected and found, and nothing secret", async (address, message) => {
    expect((await refusalOf(address)).message).toBe(message);
  });
});

describe("allowed hosts", () => {
  test.each([
    ["wiki.example", "http://wiki.example/", true],
    ["wiki.example", "https://wiki.example:8443/x", true],
    ["wiki.example", "http://wiki.example./", false],
    ["wiki.example", "http://a.wiki.example/", false],
    ["wiki.example", "http://wiki.example.org/", false],
    ["wiki.example:8080", "http://wiki.example:8080/", true],
    ["wiki.example:8080", "http://wiki.example/", false],
    ["wiki.example:443", "https://wiki.example/", true],
    ["wiki.example:443", "http://wiki.example/", false],
    ["127.1:80", "http://127.0.0.1/", true],
    ["127.0.0.1", "http://2130706433:8080/", true],
    ["127.0.0.1", "http://127.0.0.2/", false],
    ["127.0.0.1", "http://localhost/", false],
    ["127.0.0.1", "http://[::ffff:127.0.0.1]/", false],
    ["[::1]:8080", "http://[0::1]:8080/", true],
    ["[::1]", "http://[::1]/", true],
    ["[::1]", "http://127.0.0.1/", false],
    ["bücher.example", "http://xn--bcher-kva.example/", true],
  ])("%s and %s: %s", (allowed, address, isAllowed) => {
    expect(createAllowed([allowed])(new URL(address))).toBe(isAllowed);
  });
});
