import { describe, expect, test } from "vitest";
import type { Setting } from "#settings/names.ts";
import { readFetch, readWatch } from "#settings/web.ts";

type Values = Partial<Readonly<Record<Setting, string>>>;

function read<Result>(values: Values, reader: (read: (name: Setting) => string | null, problems: string[]) => Result) {
  const problems: string[] = [];
  return { result: reader((name) => values[name] ?? null, problems), problems };
}

describe("FETCH_ALLOW_HOSTS", () => {
  test("names hosts with or without a port, separated by spaces or commas", () => {
    const { result, problems } = read(
      { FETCH_ALLOW_HOSTS: "Wiki.Example.org, 127.0.0.1:8080 [::1]:9 münchen.example" },
      readFetch,
    );
    expect(result.allowedHosts).toEqual(["wiki.example.org", "127.0.0.1:8080", "[::1]:9", "münchen.example"]);
    expect(problems).toEqual([]);
  });

  test.each(["http://wiki.example.org", "wiki.example.org/page", "user@wiki", "wiki:port", "*.example.org"])(
    "“%s” is refused, since a host stands alone",
    (value) => {
      expect(read({ FETCH_ALLOW_HOSTS: value }, readFetch).problems).toEqual([
        `FETCH_ALLOW_HOSTS: expected hosts such as wiki.example.org or 127.0.0.1:8080, found "${value}"; leave out http:// and paths.`,
      ]);
    },
  );
});

describe("FETCH_CONTACT", () => {
  test("is what a header can carry", () => {
    expect(read({ FETCH_CONTACT: "mailto:editor@example.org" }, readFetch).result.contact).toBe(
      "mailto:editor@example.org",
    );
    for (const value of ["me (at work)", "jörg@example.org", "a\nb"]) {
      expect(read({ FETCH_CONTACT: value }, readFetch).problems[0]).toContain(
        "FETCH_CONTACT: expected an address such as mailto:editor@example.org",
      );
    }
  });
});

describe("WATCH", () => {
  test("names feeds; every quarter of an hour, into the shelf main, unless told otherwise", () => {
    const feeds = ["https://example.org/feed.xml", "http://example.com/atom"];
    expect(read({ WATCH: feeds.join(" ") }, readWatch)).toEqual({
      result: { sources: feeds, minutes: 15, shelf: "main" },
      problems: [],
    });
    expect(read({ WATCH: feeds[0] ?? "", WATCH_MINUTES: "60", WATCH_SHELF: "news" }, readWatch).result).toEqual({
      sources: [feeds[0]],
      minutes: 60,
      shelf: "news",
    });
  });

  test("all that does not fit is said at once, and nothing that may be a password is shown", () => {
    const values = { WATCH: "feed.xml ftp://name:secret@example.org/", WATCH_MINUTES: "0", WATCH_SHELF: "My Shelf" };
    const { problems } = read(values, readWatch);
    expect(problems).toHaveLength(4);
    expect(problems.join("\n")).not.toContain("secret");
  });
});
