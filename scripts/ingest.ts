import process from "node:process";
import type { App } from "#app.ts";
import { UsageError } from "#errors.ts";
import { removeArticles } from "#ingest/remove.ts";
import { undoBatch } from "#ingest/undo.ts";
import { doneJson, receiptJson } from "#terminal/json.ts";
import { createReceiptList } from "#terminal/receipt-list.ts";
import { showSummary, sumUp } from "#terminal/receipts.ts";
import type { BatchSummary, Receipt } from "#types.ts";
import { createCommand, runCommand, shelfName } from "./support/command.ts";
import { countDocuments } from "./support/count.ts";

const command = createCommand("ingest", "Reads articles into the library, takes them out, or takes back a batch.", [
  "article.md notes.txt folder/",
  "--json articles.jsonl",
  "- < article.txt",
  "--remove 3f2a91",
  "--undo 20180615-k3x",
])
  .argument("[SOURCE...]", "files (.txt .md .jsonl), folders, or - for standard input")
  .option("--shelf <NAME>", "the shelf to fill", shelfName, "main")
  .option("--json", "print one JSON receipt per article, and last a summary")
  .option("--dry-run", "say what would happen to the sources and write nothing")
  .option("--remove <ID...>", "take articles out of every search")
  .option("--undo <BATCH>", "take back what a batch changed");

interface Options {
  readonly shelf: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly remove?: readonly string[];
  readonly undo?: string;
}

await runCommand(command, async ({ app, signal, print, printJson, look, progress }) => {
  const options = command.opts<Options>();
  checkOptions(options, command.args);
  // Counting takes a moment, and only a terminal shows the bar that needs it.
  const total = process.stderr.isTTY ? await countDocuments(await app.reader(), command.args, signal) : null;
  const bar = progress("articles", total);
  const list = createReceiptList(
    look.paint,
    (line) => {
      bar.clear();
      print(line);
    },
    process.stdout.isTTY ? look.width : null,
  );
  let count = 0;
  const receipt = (given: Receipt): void => {
    count += 1;
    bar.at(count);
    if (options.json) {
      printJson(receiptJson(given));
    } else {
      list.add(given);
    }
  };
  const summaries = await work(app, options, command.args, { receipt }, signal);
  bar.clear();
  const summary = sumUp(summaries);
  if (options.json) {
    printJson(doneJson(summary));
  } else {
    list.end();
    print(showSummary(summary, { dryRun: options.dryRun === true }));
  }
  return summary.failed > 0 || signal.aborted ? 1 : 0;
});

function checkOptions({ dryRun, remove, undo }: Options, sources: readonly string[]): void {
  if (sources.length === 0 && remove === undefined && undo === undefined) {
    throw new UsageError(
      "Expected at least one SOURCE, --remove ID or --undo BATCH, such as: npm run ingest -- article.md",
    );
  }
  if (dryRun && (remove !== undefined || undo !== undefined)) {
    throw new UsageError("--dry-run tells what would happen to sources; it does not go with --remove or --undo.");
  }
}

/** Takes back, takes out, reads in: in this order, a batch each. */
async function work(
  app: App,
  { shelf, dryRun, remove, undo }: Options,
  sources: readonly string[],
  report: { receipt(receipt: Receipt): void },
  signal: AbortSignal,
): Promise<BatchSummary[]> {
  const { library, clock } = app;
  const summaries: BatchSummary[] = [];
  if (undo !== undefined) {
    const embedder = await app.embedder();
    summaries.push(await undoBatch({ library, embedder, clock }, { batch: undo, shelf }, report, signal));
  }
  if (remove !== undefined) {
    summaries.push(await removeArticles({ library, clock }, { ids: remove, shelf }, report, signal));
  }
  if (sources.length > 0) {
    const ingest = await app.ingest();
    const request = { sources, shelf, dryRun: dryRun === true, command: `ingest ${sources.join(" ")}` };
    summaries.push(await ingest(request, report, signal));
  }
  return summaries;
}
