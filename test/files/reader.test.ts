import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFileReader } from "#files/reader.ts";
import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";

let home: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "footnote-files-")));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

async function readAll(
  source: string,
  stdin: AsyncIterable<Uint8Array> = noInput(),
): Promise<(RawDocument | ReadFailure)[]> {
  const found: (RawDocument | ReadFailure)[] = [];
  for await (const item of createFileReader({ cwd: home, stdin }).read(source)) {
    found.push(item);
  }
  return found;
}

/** What was read, with the bytes as text. */
async function shown(source: string, stdin?: AsyncIterable<Uint8Array>): Promise<unknown[]> {
  return (await readAll(source, stdin)).map((item) =>
    "error" in item ? item : { ...item, bytes: new TextDecoder().decode(item.bytes) },
  );
}

async function reasonFor(source: string): Promise<string> {
  const [first, ...more] = await readAll(source);
  expect(more).toEqual([]);
  return first !== undefined && "error" in first ? first.error : "read without failure";
}

describe("a file", () => {
  test("is one document, found from where the person stands and identified by its real path", async () => {
    write("a.txt", "Title\n\nText");
    write("deep/B.MD", "# B");
    symlinkSync(join(home, "a.txt"), join(home, "link.txt"));
    expect(await shown("a.txt")).toEqual([
      { source: "a.txt", identity: `file:${home}/a.txt`, format: "text", bytes: "Title\n\nText" },
    ]);
    expect(await shown("./deep/B.MD")).toMatchObject([
      { source: "./deep/B.MD", identity: `file:${home}/deep/B.MD`, format: "markdown" },
    ]);
    expect(await shown("link.txt")).toMatchObject([{ identity: `file:${home}/a.txt` }]);
    expect(await shown(join(home, "a.txt"))).toMatchObject([{ source: `${home}/a.txt`, format: "text" }]);
  });

  test("that is missing, unsupported or forbidden is a failure that says what to do", async () => {
    write("a.json", "[]");
    write("a.pdf", "%PDF");
    write("a.csv", "");
    write("noending", "");
    expect(await reasonFor("gone.txt")).toBe(
      `Expected a file or folder, found nothing at ${home}/gone.txt. Check the spelling and the folder you are in.`,
    );
    expect(await reasonFor("a.json")).toBe(
      'Expected a file that ends in .txt .md .markdown .jsonl .ndjson .html .htm .xhtml .pdf .docx, found ".json". Write one article per line, {"title": …, "text": …}, into a file that ends in .jsonl.',
    );
    expect(await reasonFor("a.csv")).toContain("Save the article as .txt, .md, .docx or .pdf.");
    expect(await reasonFor("noending")).toContain("found a name without ending");
    symlinkSync(join(home, "loop.txt"), join(home, "loop.txt"));
    expect(await reasonFor("loop.txt")).toContain("lead in a circle");
  });

  test.skipIf(process.getuid?.() === 0)("that may not be read says so", async () => {
    write("secret.txt", "T\n\nx");
    chmodSync(join(home, "secret.txt"), 0);
    expect(await reasonFor("secret.txt")).toContain("Expected to be allowed to read");
  });

  test("of more than 64 MiB is refused without being read", async () => {
    write("big.txt", new Uint8Array(64 * 1024 * 1024 + 1));
    expect(await reasonFor("big.txt")).toContain("Expected at most 64 MiB for one article, found 65 MiB.");
  });
});

describe("JSON lines", () => {
  test("are one document per line that is not blank, named by line", async () => {
    write("a.jsonl", '\ufeff{"n":1}\r\n\n  \t\n{"n":4}\nbroken\n{"n":6}');
    const identity = `file:${home}/a.jsonl`;
    expect(await shown("a.jsonl")).toEqual([
      { source: "a.jsonl:1", identity, format: "json", bytes: '{"n":1}\r' },
      { source: "a.jsonl:4", identity, format: "json", bytes: '{"n":4}' },
      { source: "a.jsonl:5", identity, format: "json", bytes: "broken" },
      { source: "a.jsonl:6", identity, format: "json", bytes: '{"n":6}' },
    ]);
  });

  test("that are too long fail alone", async () => {
    write("a.ndjson", `{"n":1}\n"${"x".repeat(16 * 1024 * 1024)}"\n{"n":3}\n`);
    expect(await shown("a.ndjson")).toMatchObject([
      { source: "a.ndjson:1", bytes: '{"n":1}' },
      { source: "a.ndjson:2", error: expect.stringContaining("Expected at most 16 MiB in one line, found more.") },
      { source: "a.ndjson:3", bytes: '{"n":3}' },
    ]);
  });

  test("in UTF-16 are refused once", async () => {
    write("a.jsonl", Buffer.from('\ufeff{"a":1}\n{"b":2}\n', "utf16le"));
    expect(await reasonFor("a.jsonl")).toBe("Expected UTF-8, found UTF-16. Save the file as UTF-8.");
  });

  test("come as they are read, so that a source without end gives its articles too", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let number = 1; ; number += 1) {
        yield new TextEncoder().encode(`{"n":${number}}\n{"n"`);
        yield new TextEncoder().encode(`:${number}}\n`);
      }
    }
    const sources: string[] = [];
    for await (const { source } of createFileReader({ cwd: home, stdin: endless() }).read("-")) {
      sources.push(source);
      if (sources.length === 1000) {
        break;
      }
    }
    expect(sources.at(-1)).toBe("-:1000");
  });
});

describe("a folder", () => {
  test("gives its readable files sorted, without hidden ones, README.md, node_modules and other kinds", async () => {
    for (const path of [
      "in/b.txt",
      "in/a.md",
      "in/README.md",
      "in/.hidden.txt",
      "in/.git/x.txt",
      "in/node_modules/y.txt",
      "in/photo.jpg",
      "in/data.json",
      "in/sub/c.markdown",
      "in/sub/readme.MD",
    ]) {
      write(path, "T\n\nx");
    }
    write("in/lines.jsonl", '{"n":1}\n{"n":2}\n');
    expect((await readAll("in")).map(({ source }) => source)).toEqual([
      "in/a.md",
      "in/b.txt",
      "in/lines.jsonl:1",
      "in/lines.jsonl:2",
      "in/sub/c.markdown",
    ]);
  });

  test("with circles of links ends, and each real file comes once", async () => {
    write("in/a.txt", "T\n\nx");
    write("other/b.txt", "T\n\nx");
    symlinkSync(join(home, "in"), join(home, "in", "again"));
    symlinkSync(join(home, "in", "a.txt"), join(home, "in", "copy.txt"));
    symlinkSync(join(home, "nowhere.txt"), join(home, "in", "torn.txt"));
    expect(await shown("in")).toMatchObject([
      { source: "in/a.txt" },
      { source: "in/torn.txt", error: expect.stringContaining("found nothing at") },
    ]);
  });

  test("refuses links that lead out of it, and follows a link that was named itself", async () => {
    write("in/a.txt", "T\n\nx");
    write("other/b.txt", "T\n\nx");
    write("inner.txt", "T\n\nx");
    symlinkSync(join(home, "other"), join(home, "in", "folder"));
    symlinkSync("../inner.txt", join(home, "in", "file.txt"));
    symlinkSync("/etc/hostname", join(home, "in", "host"));
    symlinkSync(join(home, "in"), join(home, "named"));
    const out = (real: string) =>
      `Expected files within ${home}/in, found a symbolic link that leads out of it, to ${home}/${real}. Name that place itself if you want it.`;
    expect(await shown("in")).toMatchObject([
      { source: "in/a.txt" },
      { source: "in/file.txt", error: out("inner.txt") },
      { source: "in/folder", error: out("other") },
    ]);
    expect(await shown("named")).toMatchObject([
      { source: "named/a.txt", identity: `file:${home}/in/a.txt` },
      { error: out("inner.txt") },
      { error: out("other") },
    ]);
    expect(await shown("in/file.txt")).toMatchObject([{ identity: `file:${home}/inner.txt` }]);
  });

  test("does not wait for pipes and sockets, and says what they are", async () => {
    write("in/a.txt", "T\n\nx");
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(home, "in", "pipe.txt")]);
    const server = createServer().listen(join(home, "in", "socket.jsonl"));
    await once(server, "listening");
    symlinkSync("/dev/zero", join(home, "zero.txt"));
    const [first, pipe, socket] = await readAll("in");
    server.close();
    expect(first).toMatchObject({ source: "in/a.txt" });
    expect(pipe).toEqual({
      source: "in/pipe.txt",
      error: `Expected a file at ${home}/in/pipe.txt, found a pipe, a device or a socket. Save what it gives as a file, or pass it to standard input (-).`,
    });
    expect(socket).toMatchObject({ source: "in/socket.jsonl", error: expect.stringContaining("or a socket") });
    expect(await reasonFor("zero.txt")).toContain("found a pipe, a device or a socket");
  });

  test("may have names of any kind", async () => {
    for (const name of ["a\nb.txt", "\u202egpj.txt", "-rf.txt", "..txt.md", " .txt"]) {
      write(`in/${name}`, "T\n\nx");
    }
    expect((await readAll("in")).map(({ source }) => source)).toEqual([
      "in/ .txt",
      "in/-rf.txt",
      "in/a\nb.txt",
      "in/\u202egpj.txt",
    ]);
    expect(await reasonFor("in/a\u0000.txt")).toContain("Expected to read");
  });

  test("without a readable file is a failure", async () => {
    write("in/photo.jpg", "");
    expect(await reasonFor("in")).toBe(
      "Expected a folder with articles (.txt .md .markdown .jsonl .ndjson .html .htm .xhtml .pdf .docx), found none in it. Hidden files, README.md and node_modules are left out.",
    );
  });
});

describe("standard input", () => {
  /** Comes in pieces of `size` bytes, as from a pipe. */
  async function* piped(content: string, size = 5): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(content);
    for (let from = 0; from < bytes.length; from += size) {
      yield bytes.subarray(from, from + size);
    }
  }

  test("of JSON objects on lines gives articles by line, also where one is broken", async () => {
    expect(await shown("-", piped('\n{"n":1}\n{"n": 2}\n\nx\n'))).toEqual([
      { source: "-:2", identity: null, format: "json", bytes: '{"n":1}' },
      { source: "-:3", identity: null, format: "json", bytes: '{"n": 2}' },
      { source: "-:5", identity: null, format: "json", bytes: "x" },
    ]);
    expect(await shown("-", piped('{"n":1,}\n{"n":2}\n'))).toMatchObject([{ source: "-:1" }, { source: "-:2" }]);
  });

  test("of one JSON object over several lines is one article", async () => {
    expect(await shown("-", piped('{\n  "n": 1\n}\n'))).toEqual([
      { source: "-", identity: null, format: "json", bytes: '{\n  "n": 1\n}\n' },
    ]);
  });

  test("with front matter is markdown, anything else is text", async () => {
    expect(await shown("-", piped("---\ntitle: A\n---\nText"))).toMatchObject([{ source: "-", format: "markdown" }]);
    expect(await shown("-", piped("Title\n\nText"))).toEqual([
      { source: "-", identity: null, format: "text", bytes: "Title\n\nText" },
    ]);
    expect(await shown("-", piped("{curly} title\n\nText"))).toMatchObject([{ format: "text" }]);
    expect(await shown("-", piped(""))).toMatchObject([{ format: "text", bytes: "" }]);
  });
});

test("reading stops when told", async () => {
  write("a.jsonl", '{"n":1}\n'.repeat(10));
  const controller = new AbortController();
  const reading = async () => {
    for await (const _ of createFileReader({ cwd: home, stdin: noInput() }).read("a.jsonl", controller.signal)) {
      controller.abort();
    }
  };
  await expect(reading()).rejects.toThrow(/abort/i);
});
