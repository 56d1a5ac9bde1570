import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import type { App } from "#app.ts";
import { UsageError } from "#errors.ts";
import { type BatchQuestion, parseBatch } from "#terminal/batch.ts";
import { failedJson } from "#terminal/json.ts";
import { describe } from "#terminal/run.ts";

/**
 * Works on the questions of a file one after the other and prints one line for each, in their order. A question that
 * fails gives a failed line and exit status 1; the others go on.
 */
export async function runBatch(
  app: App,
  file: string,
  printJson: (value: object) => void,
  work: (question: BatchQuestion) => Promise<object>,
): Promise<number> {
  let failures = 0;
  for (const item of parseBatch(await readBatch(app.config.cwd, file))) {
    try {
      if ("error" in item) {
        failures += 1;
        printJson(failedJson(item.id, item.error));
      } else {
        printJson({ id: item.id, ...(await work(item)) });
      }
    } catch (error) {
      failures += 1;
      printJson(failedJson(item.id, describe(error, false)));
    }
  }
  return failures > 0 ? 1 : 0;
}

async function readBatch(cwd: string, file: string): Promise<string> {
  if (file === "-") {
    return text(process.stdin);
  }
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--batch: expected a file of JSON lines that can be read, found ${found}`);
  }
}
