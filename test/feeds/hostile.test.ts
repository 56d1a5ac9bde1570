import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { entriesOf, parse } from "./parsing.ts";
import * as samples from "./samples.ts";

const feed = (inside: string, before = "") =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>P</title>${inside}</channel></rss>`;
const item = (inside: string) => feed(`<item><link>https://p.example/1</link>${inside}</item>`);

describe("XML that is a trap", () => {
  const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`;
  const external = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
  const parameter = `<!DOCTYPE rss SYSTEM "x]>" [<!ENTITY % p SYSTEM "http://trap.example/">%p;]>`;

  test.each([bomb, external, parameter, bomb.toLowerCase(), `<!-- > --><?a b?>\n${external}`])(
    "a document type that declares something is refused: %s",
    async (doctype) => {
      const text = feed("<item><title>&b;&x;</title></item>", doctype);
      await expect(parse(text)).rejects.toThrow(InputError);
      await expect(parse(text)).rejects.toThrow(/^Expected XML without declarations of its own, found a document type/);
    },
  );

  test("in sitemaps and OPML too, and behind UTF-16 or gzip", async () => {
    await expect(parse(`${external}<urlset/>`)).rejects.toThrow(InputError);
    await expect(parse(`${external}<opml/>`)).rejects.toThrow(InputError);
    await expect(parse(Buffer.from(`\ufeff${external}<urlset/>`, "utf16le"))).rejects.toThrow(InputError);
    await expect(parse(gzipSync(`${external}<urlset/>`))).rejects.toThrow(InputError);
  });

  test("a document type in another place declares nothing", async () => {
    const text = item(`${external}<title>&x;</title>`);
    expect(await entriesOf(text)).toMatchObject([{ hints: { title: "&x;" } }]);
  });

  test("entities are left as they are written, and an external document type is not fetched", async () => {
    const text = feed(
      "<item><link>https://p.example/1</link><title>&ha; &#x41;</title></item>",
      '<!DOCTYPE rss SYSTEM "http://trap.example/">',
    );
    expect(await entriesOf(text)).toMatchObject([{ hints: { title: "&ha; A" } }]);
  });
});

describe("too much of something", () => {
  test("elements nest at most 200 deep", async () => {
    const deep = (depth: number) => `${"<a>".repeat(depth)}x${"</a>".repeat(depth)}`;
    expect(await entriesOf(item(`<description>${deep(190)}</description>`))).toHaveLength(1);
    await expect(parse(item(`<description>${deep(100_000)}</description>`))).rejects.toThrow(/at most 200 deep/);
    await expect(parse(`<urlset>${"<url>".repeat(100_000)}`)).rejects.toThrow(/at most 200 deep/);
  });

  test("fifty thousand items are the limit of a feed", async () => {
    await expect(parse(feed("<item/>".repeat(50_001)))).rejects.toThrow(/at most 50,000 entries/);
    const items = Array.from({ length: 50_001 }, (_, id) => ({ id: `${id}` }));
    await expect(
      parse(JSON.stringify({ version: "https://jsonfeed.org/version/1", title: "x", items })),
    ).rejects.toThrow(/at most 50,000 entries/);
  });

  test("an attribute, a title, an address of a megabyte are cut or left out", async () => {
    const long = "x".repeat(1_000_000);
    const [entry] = await entriesOf(item(`<title a="${long}">${long}</title><author>${"<".repeat(0)}${long}</author>`));
    expect(entry?.hints.title).toHaveLength(4096);
    expect(await entriesOf(feed(`<item><link>https://p.example/${long}</link></item>`))).toEqual([]);
    expect(await entriesOf(`<urlset><url><loc>https://p.example/${long}</loc></url></urlset>`)).toEqual([]);
  });

  test("an article in a feed is cut at two million characters", async () => {
    const text = item(`<content:encoded><![CDATA[${"word ".repeat(1_000_000)}]]></content:encoded>`);
    expect((await entriesOf(text))[0]?.content?.length).toBeLessThanOrEqual(2_000_000);
  });

  test("a feed of more than 32 MiB, and one that is hardly XML, are refused at once", async () => {
    const began = cpuMilliseconds();
    await expect(parse(feed(" ".repeat(33 * 1024 * 1024)))).rejects.toThrow(
      /^Expected at most 32 MiB in a feed, found 34/,
    );
    for (const piece of ["<", "&", "<!--", "<title>&nbsp;"]) {
      await expect(parse(item(piece.repeat(300_000)))).rejects.toThrow(InputError);
    }
    expect(cpuMilliseconds() - began).toBeLessThan(10_000);
  });

  test("names of people with brackets without end take no time", async () => {
    const text = item(`<author>${"(".repeat(100)}a@b.example</author>`.repeat(2000));
    const began = cpuMilliseconds();
    expect(await entriesOf(text)).toHaveLength(1);
    expect(cpuMilliseconds() - began).toBeLessThan(1000);
  });

  test("thousands of attributes do no harm", async () => {
    const attributes = Array.from({ length: 20_000 }, (_, index) => `a${index}="1"`).join(" ");
    expect(await entriesOf(item(`<title ${attributes}>T</title>`))).toMatchObject([{ hints: { title: "T" } }]);
  });

  test("bytes that grow beyond measure are refused before they have grown", async () => {
    await expect(parse(gzipSync(Buffer.alloc(80 * 1024 * 1024, 32)))).rejects.toThrow(/grow beyond/);
    await expect(parse(gzipSync(samples.newsSitemap).subarray(0, 100))).rejects.toThrow(/found broken ones/);
  });
});

describe("letters", () => {
  const words = "Überfähre “heute”";
  const titled = (title: string, encoding: string) =>
    item(`<title>${title}</title>`).replace('1.0"', `1.0" encoding="${encoding}"`);
  const titleIn = async (bytes: Uint8Array, charset?: string) =>
    (await parse(bytes, charset === undefined ? {} : { charset }))?.entries[0]?.hints.title;
  const cp1252 = (text: string) =>
    Uint8Array.from(text, (letter) => ({ "“": 0x93, "”": 0x94 })[letter] ?? letter.charCodeAt(0));

  test("by byte order mark, by Content-Type, by declaration, in this order", async () => {
    expect(await titleIn(Buffer.from(`\ufeff${titled(words, "ISO-8859-1")}`), "koi8-r")).toBe(words);
    expect(await titleIn(Buffer.from(`\ufeff${titled(words, "UTF-8")}`, "utf16le"))).toBe(words);
    expect(await titleIn(cp1252(titled(words, "utf-8")), "windows-1252")).toBe(words);
    expect(await titleIn(cp1252(titled(words, "windows-1252")))).toBe(words);
    expect(await titleIn(Buffer.from(titled(words, "UTF-16"), "utf8"))).toBe(words);
    expect(await titleIn(Buffer.from(titled(words, "UTF-8"), "utf16le"))).toBe(words);
  });

  test("a name of no character set is passed over, and what claims UTF-8 and is none of it is windows-1252", async () => {
    expect(await titleIn(Buffer.from(titled(words, "none-such")), "nonsense")).toBe(words);
    expect(await titleIn(cp1252(titled(words, "UTF-8")))).toBe(words);
  });
});

test("names that mean something to JavaScript mean nothing here", async () => {
  const evil = "<__proto__><polluted>1</polluted></__proto__><constructor><prototype>x</prototype></constructor>";
  expect(await entriesOf(item(`${evil}<title __proto__="x">T</title>`))).toMatchObject([{ hints: { title: "T" } }]);
  const json =
    '{"version":"https://jsonfeed.org/version/1","__proto__":{"polluted":1},"title":"x","items":[{"id":"https://p.example/1","__proto__":{"polluted":1}}]}';
  expect(await entriesOf(json)).toHaveLength(1);
  expect("polluted" in {}).toBe(false);
});

test("ten thousand broken listings give a listing, nothing or an InputError, each at once", async () => {
  const random = seeded(20261124);
  const seeds = Object.values(samples);
  let [slowest, refused, read] = [0, 0, 0];
  for (let round = 0; round < 10_000; round += 1) {
    const bytes = mutated(seeds[round % seeds.length] ?? "", random);
    const began = cpuMilliseconds();
    try {
      if ((await parse(round % 50 === 0 ? gzipSync(bytes) : bytes)) !== null) read += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      refused += 1;
    }
    slowest = Math.max(slowest, cpuMilliseconds() - began);
  }
  expect(slowest).toBeLessThan(1000);
  // The mutations bite, and not all of them kill.
  expect(refused).toBeGreaterThan(100);
  expect(read).toBeGreaterThan(3000);
}, 120_000);

/** Time of the processor, which does not count what other processes take. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const TOKENS = [
  ...[
    "<",
    ">",
    "&",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<item>",
    "</item>",
    "<entry",
    "</",
    "/>",
    '"',
    "'",
    "&#0;",
    "&#x110000;",
  ],
  ...[
    "<!DOCTYPE x [",
    "<?xml",
    "?>",
    "\u0000",
    "\ud800",
    'xmlns:a="b"',
    "<title>",
    "</title>",
    "<link",
    "<content",
    "{",
    "[",
    "\n",
  ],
];

/** One to eight changes: pieces cut, doubled, moved, letters replaced, marks of markup put in. */
function mutated(text: string, random: () => number): Uint8Array {
  const at = (length: number) => Math.floor(random() * length);
  let result = text;
  for (let changes = 1 + at(8); changes > 0; changes -= 1) {
    const from = at(result.length);
    const to = Math.min(result.length, from + at(80));
    const piece = [
      () => "",
      () => result.slice(from, to).repeat(2 + at(5)),
      () => TOKENS[at(TOKENS.length)] ?? "",
      () => (TOKENS[at(TOKENS.length)] ?? "").repeat(at(300)),
      () => String.fromCharCode(at(65_536)),
      () => result.slice(at(result.length)).slice(0, 200),
    ][at(6)];
    result = result.slice(0, from) + (piece?.() ?? "") + result.slice(random() < 0.7 ? to : from);
  }
  const bytes = Buffer.from(result);
  for (let flips = at(4); flips > 0; flips -= 1) {
    bytes[at(bytes.length)] = at(256);
  }
  return bytes;
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
