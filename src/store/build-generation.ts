/** The program of the child process that builds an index: its arguments are the folder of the shelf and the embedder. */
import { buildGeneration } from "./generation-builder.ts";

/** Exit statuses: 0 built, 1 failed (the reason is on standard error), 75 another builder is at work. */
const busy = 75;

// Without this a builder whose parent was killed would go on by itself.
process.once("disconnect", () => process.exit(1));
process.channel?.unref();

const [shelfFolder = "", embedderId = ""] = process.argv.slice(2);
try {
  process.exitCode = (await buildGeneration(shelfFolder, embedderId)) ? 0 : busy;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
