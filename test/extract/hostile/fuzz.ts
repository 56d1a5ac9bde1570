import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { InputError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import type { DocumentFormat } from "#types.ts";
import { hostileDocuments } from "./generate.ts";

/** What became of hostile documents. */
export interface Outcome {
  readonly articles: number;
  readonly refused: number;
  /** What was thrown that is no `InputError`, with the document (base64) that made it. */
  readonly wrong: readonly string[];
  /** Milliseconds of the slowest document, of two attempts where one took long: the machine may be busy. */
  readonly slowest: number;
  /** Bytes of the heap that were not given back, and of its buffers. */
  readonly kept: number;
  readonly seconds: number;
}

/** Has an extractor read so many hostile documents in this process. */
export async function fuzz(format: DocumentFormat, count: number, seed?: number): Promise<Outcome> {
  // PDF.js lets promises fail that nobody waits for, besides those it gives us; our child process does not mind either.
  const listeners = process.rawListeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", () => undefined);
  try {
    return await fuzzed(format, count, seed);
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) {
      process.on("unhandledRejection", (reason, promise) => listener(reason, promise));
    }
  }
}

async function fuzzed(format: DocumentFormat, count: number, seed?: number): Promise<Outcome> {
  const { extract } = createExtractor({ isolated: false });
  const outcome = { articles: 0, refused: 0, wrong: [] as string[], slowest: 0 };
  const read = async (bytes: Uint8Array): Promise<number> => {
    const start = performance.now();
    try {
      await extract({ source: "hostile", identity: null, format, bytes });
      outcome.articles += 1;
    } catch (error) {
      outcome.refused += 1;
      if (!(error instanceof InputError)) {
        outcome.wrong.push(`${error instanceof Error ? error.stack : error}\n${Buffer.from(bytes).toString("base64")}`);
      }
    }
    return performance.now() - start;
  };
  const start = performance.now();
  let before: number | undefined;
  for (const bytes of hostileDocuments(format, count, seed)) {
    const milliseconds = await read(bytes);
    // Once, so that what libraries load at first counts neither as slow nor as kept.
    if (before === undefined) {
      before = used();
    } else if (milliseconds > outcome.slowest) {
      outcome.slowest = Math.max(
        outcome.slowest,
        milliseconds > 500 ? Math.min(milliseconds, await read(bytes)) : milliseconds,
      );
    }
  }
  return { ...outcome, kept: used() - (before ?? 0), seconds: (performance.now() - start) / 1000 };
}

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

function used(): number {
  if (typeof collectGarbage === "function") {
    collectGarbage();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
