import { appendFileSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFileReader } from "#files/reader.ts";
import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";

let home: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "footnote-file-")));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function readOne(name: string, content: string | Uint8Array): Promise<RawDocument | ReadFailure | undefined> {
  writeFileSync(join(home, name), content);
  const [first] = await readAll(name);
  return first;
}

async function readAll(name: string): Promise<(RawDocument | ReadFailure)[]> {
  async function* stdin(): AsyncGenerator<Uint8Array> {}
  const found: (RawDocument | ReadFailure)[] = [];
  for await (const item of createFileReader({ cwd: home, stdin: stdin() }).read(name)) {
    found.push(item);
  }
  return found;
}

describe("a file whose bytes do not fit its ending", () => {
  test("is read as what it surely is", async () => {
    const word = Buffer.from("PK\u0003\u0004\u0014\u0000 [Content_Types].xml word/document.xml", "latin1");
    expect(await readOne("a.txt", "%PDF-1.7\n…")).toMatchObject({ format: "pdf" });
    expect(await readOne("a.docx", "%PDF-1.7\n…")).toMatchObject({ format: "pdf" });
    expect(await readOne("a.pdf", word)).toMatchObject({ format: "docx" });
    expect(await readOne("a.txt", "\ufeff\n<!DOCTYPE HTML>\n<title>A</title>")).toMatchObject({ format: "html" });
    expect(await readOne("a.jsonl", "<html lang=en><title>A</title>")).toMatchObject({ format: "html" });
    expect(await readOne("b.pdf", "<!-- saved --><html><p>A")).toMatchObject({ format: "html" });
  });

  test("is refused where it is surely something else, and told what was found", async () => {
    expect(await readOne("a.pdf", "Just text.")).toEqual({
      source: "a.pdf",
      error: "Expected a PDF by the ending of its name, found text. Give it the ending .txt.",
    });
    expect(await readOne("b.txt", "PK\u0003\u0004\u0014 photo.jpg")).toMatchObject({
      error: "Expected text by the ending of its name, found a zip archive. Unpack it and name what is in it.",
    });
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(await readOne("c.md", old)).toMatchObject({
      error: expect.stringContaining("found an old Office document"),
    });
  });

  test("is what its name says where nothing is sure", async () => {
    expect(await readOne("a.txt", "The html of <html> pages, and %PDF-1.7.")).toMatchObject({ format: "text" });
    expect(await readOne("a.md", "# PK\n\nText")).toMatchObject({ format: "markdown" });
    expect(await readOne("a.html", "<p>Text")).toMatchObject({ format: "html" });
    expect(await readOne("a.pdf", "")).toMatchObject({ format: "pdf" });
    expect(await readOne("b.pdf", "A line before.\n%PDF-1.4")).toMatchObject({ format: "pdf" });
  });
});

describe("a file that changes while it is read", () => {
  /** Does something to the file whenever its reader, having begun, looks whether it is to stop. */
  async function disturbed(name: string, disturb: () => void): Promise<(RawDocument | ReadFailure)[]> {
    writeFileSync(join(home, name), "Text. ".repeat(1000));
    const signal = Object.assign(new AbortController().signal, { throwIfAborted: disturb });
    const found: (RawDocument | ReadFailure)[] = [];
    const reader = createFileReader({ cwd: home, stdin: (async function* () {})() });
    for await (const item of reader.read(name, signal)) found.push(item);
    return found;
  }

  const CHANGED = "Expected a file that stays as it is while it is read, but it changed.";

  test("is refused after the second time", async () => {
    expect(await disturbed("a.txt", () => appendFileSync(join(home, "a.txt"), "More. "))).toEqual([
      { source: "a.txt", error: `${CHANGED} It was read twice; ingest it again when nobody writes to it.` },
    ]);
  });

  test("is read again where it is left alone then", async () => {
    let writes = 0;
    const [document] = await disturbed("a.txt", () => {
      if (writes === 0) {
        appendFileSync(join(home, "a.txt"), "The end.");
      }
      writes += 1;
    });
    expect(document !== undefined && "bytes" in document ? document.bytes.length : 0).toBe(6008);
    expect(writes).toBe(2);
  });

  test("is refused where another file takes its place", async () => {
    const found = await disturbed("a.txt", () => {
      writeFileSync(join(home, "new"), "Other text.");
      renameSync(join(home, "new"), join(home, "a.txt"));
    });
    expect(found).toMatchObject([{ error: expect.stringContaining(CHANGED) }]);
  });

  test("of lines gives those that were read, and says that it changed", async () => {
    writeFileSync(join(home, "a.jsonl"), '{"n":1}\n'.repeat(3));
    const reading = createFileReader({ cwd: home, stdin: (async function* () {})() }).read("a.jsonl");
    const found: (RawDocument | ReadFailure)[] = [];
    for await (const item of reading) {
      found.push(item);
      if (found.length === 1) {
        appendFileSync(join(home, "a.jsonl"), '{"n":2}\n');
      }
    }
    expect(found.at(-1)).toEqual({
      source: "a.jsonl",
      error: `${CHANGED} What was read of it is kept; ingest it again when nobody writes to it.`,
    });
    expect(found.length).toBeGreaterThan(3);
  });
});
