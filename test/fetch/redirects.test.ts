import { afterAll, describe, expect, test } from "vitest";
import { followRedirects } from "#fetch/redirects.ts";
import { redirectTo, startWebServer } from "../support/web-server.ts";
import { failureOf, fetcherFor, textOf } from "./stage.ts";

const server = await startWebServer({
  "/page": "words",
  "/b%C3%BCcher": "books",
  "/relative": redirectTo("page", 301),
  "/query?a=1": redirectTo("?a=2", 307),
  "/query?a=2": "second",
  "/raw": redirectTo(Buffer.from("/bücher", "utf8").toString("latin1"), 308),
  "/loop": redirectTo("/loop/two"),
  "/loop/two": redirectTo("/loop/three"),
  "/loop/three": redirectTo("/loop#again"),
  "/self": redirectTo(""),
  "/nowhere": { status: 302, body: "Moved" },
  "/hop0": redirectTo("/hop1"),
  "/hop1": redirectTo("/hop2", 301),
  "/hop2": redirectTo("/hop3", 303),
  "/hop3": redirectTo("/hop4", 307),
  "/hop4": redirectTo("/hop5", 308),
  "/hop5": redirectTo("/hop6"),
  "/hop6": "too far",
  "/300": { status: 300, headers: { location: "/page" }, body: "choose" },
});
const other = await startWebServer({ "/page": "other words" });
const stranger = await startWebServer({ "/page": "secrets" });

const loopback = async () => [{ address: "127.0.0.1", family: 4 }];
const fetcher = fetcherFor([server, other], { resolve: loopback });
afterAll(async () => {
  await fetcher.close();
  await Promise.all([server.close(), other.close(), stranger.close()]);
});
const fetchPath = (path: string) => fetcher.fetch(`${server.origin}${path}`, { purpose: "article" });

describe("redirects", () => {
  test.each([
    ["/relative", "/page", "words"],
    ["/query?a=1", "/query?a=2", "second"],
    ["/raw", "/b%C3%BCcher", "books"],
  ])("%s leads to %s", async (from, to, text) => {
    const found = await fetchPath(from);
    expect(found).toMatchObject({ address: `${server.origin}${to}` });
    expect(textOf(found)).toBe(text);
  });

  test("lead to another host that is allowed", async () => {
    server.serve("/other", redirectTo(`${other.origin}/page`));
    expect(textOf(await fetchPath("/other"))).toBe("other words");
  });

  test("are followed five times and no more", async () => {
    expect(textOf(await fetchPath("/hop1"))).toBe("too far");
    const error = await failureOf(fetchPath("/hop0"));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toBe(
      `Could not read ${server.origin}/hop0: it leads on to other addresses more than 5 times. Check the address in a browser and name the last one.`,
    );
  });

  test.each([
    ["/loop", "it leads in a circle by way of"],
    ["/self", "it leads in a circle by way of"],
    ["/nowhere", "it leads on to another address without naming it"],
    ["/300", "(status 300)"],
  ])("of %s are told: %s", async (path, words) => {
    const error = await failureOf(fetchPath(path));
    expect(error.trouble).toBe("unusable");
    expect(error.message).toContain(words);
  });

  test.each([
    "http://127.0.0.1:PORT/page",
    "http://localhost:PORT/page",
    "http://127.1:PORT/page",
    "//[::ffff:127.0.0.1]:PORT/page",
    "http://named.example:PORT/page",
    "http://169.254.169.254/latest/meta-data/",
    "http://user:secret@127.0.0.1:PORT/page",
    "http:\\\\0x7f.1:PORT\\page",
    "file:///etc/passwd",
    "ftp://example.org/page",
    "gopher://127.0.0.1:PORT/",
    "data:text/html,words",
    "javascript:alert(1)",
    "http://example.org:25/",
    "http://[",
  ])("to %s are refused, and nobody is asked there", async (location) => {
    server.serve("/astray", redirectTo(location.replace("PORT", String(stranger.port))));
    expect((await failureOf(fetchPath("/astray"))).trouble).toBe("forbidden");
    expect(stranger.connections).toBe(0);
  });
});

test("who is led astray hears from where and to where", async () => {
  server.serve("/astray", redirectTo("http://10.0.0.1/admin?key=1"));
  expect((await failureOf(fetchPath("/astray"))).message).toBe(
    `${server.origin}/astray leads on to another address. Expected an address on the public internet, but 10.0.0.1 of http://10.0.0.1/admin?… is private. If it is a host of your own network, name it in FETCH_ALLOW_HOSTS.`,
  );
});

describe("from https to http", () => {
  const lead = (isAllowed: boolean) =>
    followRedirects(new URL("https://example.org/a?key=1"), { most: 5, isAllowed: () => isAllowed }, async (url) =>
      url.protocol === "https:" ? { location: "http://example.org/b" } : { value: url.href },
    );
  test("nobody is led to the public", async () => {
    const error = await failureOf(lead(false));
    expect(error.trouble).toBe("forbidden");
    expect(error.message).toBe(
      "Expected https://example.org/a?… to stay on https, but it leads on to http://example.org/b, which anybody on the way can change. Save the page and ingest the file.",
    );
  });

  test("an allowed host may lead", async () => {
    expect(await lead(true)).toBe("http://example.org/b");
  });
});

describe("names that change where they lead", () => {
  const named = `http://named.example:${stranger.port}/page`;
  const publicOne = { address: "93.184.216.34", family: 4 };
  const local = { address: "127.0.0.1", family: 4 };

  test("to a public address first and then to this machine are refused", async () => {
    let asked = 0;
    const rebinding = fetcherFor([], {
      resolve: async () => {
        asked += 1;
        return [asked === 1 ? publicOne : local];
      },
    });
    const error = await failureOf(rebinding.fetch(named, { purpose: "article" }));
    expect(error.trouble).toBe("forbidden");
    expect(error.message).toContain("leads to 127.0.0.1 (loopback)");
    expect(asked).toBe(2);
    expect(stranger.connections).toBe(0);
  });

  test.each([
    [[publicOne, local]],
    [[local, publicOne]],
    [[publicOne, { address: "::1", family: 6 }]],
    [[publicOne, { address: "64:ff9b::7f00:1", family: 6 }]],
  ])("to several addresses, one of them not public, are refused: %j", async (addresses) => {
    const several = fetcherFor([], { resolve: async () => addresses });
    expect((await failureOf(several.fetch(named, { purpose: "article" }))).trouble).toBe("forbidden");
    expect(stranger.connections).toBe(0);
  });

  test("are connected to where the check found them, under their own name, each time anew", async () => {
    const host = `pinned.example:${other.port}`;
    let asked = 0;
    const pinned = fetcherFor([], {
      allowedHosts: [host],
      resolve: async (name) => {
        expect(name).toBe("pinned.example");
        asked += 1;
        return [local];
      },
    });
    const before = other.connections;
    await pinned.fetch(`http://${host}/page`, { purpose: "article" });
    await pinned.fetch(`http://${host}/page`, { purpose: "article" });
    expect(other.received.slice(-2).map(({ headers }) => headers.host)).toEqual([host, host]);
    // robots.txt and two pages, each on a connection of its own; each page is looked up before robots.txt is asked too.
    expect(other.connections - before).toBe(3);
    expect(asked).toBe(5);
  });
});

describe("a host with several addresses", () => {
  const both = async () => [
    { address: "::1", family: 6 },
    { address: "127.0.0.1", family: 4 },
  ];
  const fetchFrom = (port: number) => {
    const host = `several.example:${port}`;
    return fetcherFor([], { allowedHosts: [host], resolve: both }).fetch(`http://${host}/page`, { purpose: "article" });
  };

  test("is reached where one of them answers", async () => {
    expect(textOf(await fetchFrom(other.port))).toBe("other words");
  });

  test("is down where none does", async () => {
    const gone = await startWebServer();
    await gone.close();
    expect(await failureOf(fetchFrom(gone.port))).toMatchObject({ trouble: "down" });
  });
});

test("a host that is not known is missing, one that cannot be looked up is down", async () => {
  const failing = (code: string) =>
    fetcherFor([], {
      resolve: async () => {
        throw Object.assign(new Error(`getaddrinfo ${code} gone.example`), { code });
      },
    });
  const fetchFrom = (code: string) => failureOf(failing(code).fetch("http://gone.example/", { purpose: "article" }));
  expect(await fetchFrom("ENOTFOUND")).toMatchObject({ trouble: "missing", retryable: false });
  expect(await fetchFrom("EAI_AGAIN")).toMatchObject({ trouble: "down", retryable: true });
});
