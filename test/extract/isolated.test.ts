import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import { extractPdf } from "#extract/pdf/pdf.ts";
import type { Extractor } from "#ports.ts";
import type { ExtractedArticle } from "#types.ts";
import { NASTY_PDFS } from "./hostile/nasty-pdfs.ts";
import { madePdf, set } from "./pdf-made.ts";

const opened: Extractor[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((extractor) => extractor.close?.()));
  expect(childrenOf(process.pid)).toEqual([]);
});

function open(options: Parameters<typeof createExtractor>[0] = {}): Extractor {
  const extractor = createExtractor(options);
  opened.push(extractor);
  return extractor;
}

/** Ids of the processes that read documents for this one. */
function childrenOf(pid: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, child, parent, rest = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === pid && (rest.includes("isolated/child.ts") || rest.startsWith("Z"))
      ? [Number(child)]
      : [];
  });
}

function pdf(title: string): Uint8Array {
  const headline = { text: title, x: 60, y: 60, size: 20 };
  return madePdf([[headline, ...set(["Some text of an article."], { x: 60, y: 120, width: 60 })]]);
}

function read(extractor: Extractor, bytes: Uint8Array): Promise<ExtractedArticle> {
  return extractor.extract({ source: "a.pdf", identity: null, format: "pdf", bytes });
}

/** A document that takes seconds. */
function slow(): Uint8Array {
  const [, make] = NASTY_PDFS.find(([name]) => name === "ten million operators") ?? [];
  return make?.() ?? new Uint8Array();
}

describe("a document read in a child process", () => {
  test("gives what it gives in this one, and the same reasons", async () => {
    const [apart, here] = [open(), open({ isolated: false })];
    expect(await read(apart, pdf("Apart"))).toEqual(await read(here, pdf("Apart")));
    const broken = pdf("Broken").subarray(0, 50);
    const reason = await read(here, broken).catch((error: unknown) => String(error));
    await expect(read(apart, broken)).rejects.toSatisfy(
      (error) => error instanceof InputError && String(error) === reason,
    );
  });

  test("has one process for all, which is kept; text needs none", async () => {
    const extractor = open();
    await extractor.extract({ source: "a", identity: null, format: "text", bytes: Buffer.from("Title\n\nText.") });
    expect(childrenOf(process.pid)).toEqual([]);
    const titles = ["One", "Two", "Three", "Four"];
    const articles = await Promise.all(titles.map((title) => read(extractor, pdf(title))));
    expect(articles.map(({ title }) => title)).toEqual(titles);
    const [child, ...more] = childrenOf(process.pid);
    expect(more).toEqual([]);
    await read(extractor, pdf("Five"));
    expect(childrenOf(process.pid)).toEqual([child]);
  });

  test("may have several processes, as many as were asked for", async () => {
    const extractor = open({ children: 2 });
    await Promise.all(["One", "Two", "Three"].map((title) => read(extractor, pdf(title))));
    expect(childrenOf(process.pid)).toHaveLength(2);
  });

  test("has a new process where the one that was kept has ended meanwhile", async () => {
    const extractor = open();
    await read(extractor, pdf("One"));
    for (const child of childrenOf(process.pid)) {
      process.kill(child, "SIGKILL");
    }
    await pause(200);
    expect((await read(extractor, pdf("Two"))).title).toBe("Two");
  });

  test("after closing has a new process", async () => {
    const extractor = open();
    await read(extractor, pdf("One"));
    await extractor.close?.();
    expect(childrenOf(process.pid)).toEqual([]);
    expect((await read(extractor, pdf("Two"))).title).toBe("Two");
  });
});

describe("a document that is too much", () => {
  test("takes too long: it is given up, and the next one goes on", async () => {
    const extractor = open({ timeLimit: 1200 });
    await expect(read(extractor, slow())).rejects.toThrow(
      "Expected a document that can be read, but it took longer than 1 second to read. Save its text as .txt, or leave it out.",
    );
    expect((await read(extractor, pdf("Next"))).title).toBe("Next");
  });

  test("fills the memory, also outside of the heap: it is given up, and the next one goes on", async () => {
    const extractor = open({ memoryMebibytes: 128 });
    const [, make] = NASTY_PDFS.find(([name]) => name === "stream of 300 MiB") ?? [];
    await expect(read(extractor, make?.() ?? new Uint8Array())).rejects.toThrow(
      "but it needed more memory than 128 MiB. Save its text",
    );
    expect((await read(extractor, pdf("Next"))).title).toBe("Next");
  });

  test("ends its process: that is told, and the next one goes on", async () => {
    const extractor = open();
    await read(extractor, pdf("First"));
    const reading = read(extractor, slow());
    const [child = 0] = childrenOf(process.pid);
    await pause(100);
    process.kill(child, "SIGTERM");
    await expect(reading).rejects.toThrow("but reading it ended the process that did (SIGTERM). Save its text");
    expect((await read(extractor, pdf("Next"))).title).toBe("Next");
  });
});

describe("the process that reads documents", () => {
  function parent(input: Uint8Array) {
    const program = fileURLToPath(new URL("./isolated-parent.ts", import.meta.url));
    const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const child = spawn(process.execPath, ["--import", loader, program], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(input);
    return child;
  }

  test("does not keep its parent from ending, and ends with it", async () => {
    const program = parent(pdf("Alone"));
    expect(await text(program.stdout)).toBe("Alone\n");
    await pause(200);
    expect(childrenOf(program.pid ?? 0)).toEqual([]);
  });

  test("ends when its parent is killed, though it is busy", async () => {
    const program = parent(slow());
    let children: number[] = [];
    while (children.length === 0) {
      await pause(50);
      children = childrenOf(program.pid ?? 0);
    }
    await pause(600);
    program.kill("SIGKILL");
    await pause(500);
    expect(children.filter(isRunning)).toEqual([]);
  });

  function isRunning(pid: number): boolean {
    return /^\s*[^Z\s]/.test(execFileSync("sh", ["-c", `ps -o stat= -p ${pid} || true`], { encoding: "utf8" }));
  }
});

test("reading in this process leaves the bytes as they are", async () => {
  const bytes = Uint8Array.from(pdf("Kept"));
  const before = Uint8Array.from(bytes);
  await extractPdf({ source: "a.pdf", identity: null, format: "pdf", bytes });
  expect(bytes).toEqual(before);
});
