/**
 * The program that reads documents nobody trusts: `child.ts MEBIBYTES`. It takes one document at a time from its parent,
 * and ends with it. A thread beside sees to memory and to the parent while a document keeps this one busy.
 */
import { InputError } from "#errors.ts";
import { extractOne } from "#extract/one.ts";
import type { RawDocument } from "#types.ts";
import type { Order, Reply } from "./messages.ts";
import { startWatch } from "./watch.ts";

startWatch(Number(process.argv[2]));

// PDF.js lets promises fail that nobody waits for, besides those that reach us.
process.on("unhandledRejection", () => undefined);
process.on("disconnect", () => process.exit(0));
process.on("message", ({ document }: Order) => {
  void read(document).then((reply) => process.send?.(reply));
});

async function read(document: RawDocument): Promise<Reply> {
  try {
    return { kind: "article", article: await extractOne(document) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof InputError ? "refused" : "failed", message };
  }
}
