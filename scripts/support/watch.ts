import process from "node:process";
import { InvalidArgumentError } from "commander";
import { UsageError } from "#errors.ts";
import type { WatchRequest } from "#ingest/watch/watch.ts";
import { isAddress } from "#ingest/web/reader.ts";
import { doneJson, receiptJson } from "#terminal/json.ts";
import { showReceipt, showSummary } from "#terminal/receipts.ts";
import { describe } from "#terminal/run.ts";
import type { Session } from "./command.ts";

/** Goes on until the person stops it. Receipts and summaries go to standard output, trouble to standard error. */
export async function watchSources(
  { app, look, print, printJson, signal }: Session,
  request: WatchRequest,
  json: boolean,
): Promise<void> {
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const { sources, minutes } = request;
  say(`Watching ${sources.join(", ")} every ${minutes} ${minutes === 1 ? "minute" : "minutes"}; Ctrl-C ends it.`);
  await app.watch(
    request,
    {
      receipt: (receipt) => (json ? printJson(receiptJson(receipt)) : print(showReceipt(receipt, look.paint))),
      batch: (source, summary) =>
        json ? printJson(doneJson(summary)) : print(`${source}: ${showSummary(summary, { dryRun: false })}`),
      failing: (source, error) =>
        say(`${source}: ${describe(error, app.config.debug)} It is tried again, less and less often.`),
      recovered: (source) => say(`${source} answers again.`),
    },
    signal,
  );
}

/** Throws `UsageError` where the rest of the command line does not go with `--watch`. */
export function checkWatch(sources: readonly string[], others: Readonly<Record<string, unknown>>): void {
  if (Object.values(others).some((value) => value !== undefined)) {
    throw new UsageError("--watch goes on for ever; it does not go with --dry-run, --remove or --undo.");
  }
  const [first] = sources.filter((source) => !isAddress(source));
  if (sources.length === 0 || first !== undefined) {
    throw new UsageError(
      `Expected addresses to watch, such as https://example.org/feed.xml, found ${first === undefined ? "none" : `"${first}"`}. Files are read once, without --watch.`,
    );
  }
}

/** Reads the value of `--minutes`: a day is 1,440, a week the most. */
export function wholeMinutes(value: string): number {
  const minutes = Number(value);
  if (!/^\d{1,5}$/.test(value) || minutes < 1 || minutes > 10_080) {
    throw new InvalidArgumentError("Minutes are a whole number from 1 to 10080.");
  }
  return minutes;
}
