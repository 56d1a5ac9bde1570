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
import { checkWatch, watchSources, wholeMinutes } from "./support/watch.ts";

const command = createCommand("ingest", "Reads articles into the library, takes them out, or takes back a batch.", [
  "article.md notes.txt folder/",
  "https://example.org/article https://example.org/feed.xml https://example.org/sitemap.xml",
  "addresses.txt",
  "--watch --minutes 30 https://example.org/feed.xml",
  "--json articles.jsonl",
  "- < article.txt",
  "--remove 3f2a91",
  "--undo 20180615-k3x",
])
  .argument(
    "[SOURCE...]",
    "files (.txt .md .html .pdf .docx .jsonl), folders, - for standard input, or addresses (http, https) of articles, feeds and sitemaps; a text file that holds nothing but addresses, one a line, is read as what they name",
  )
  .option("--shelf <NAME>", "the shelf to fill", shelfName, "main")
  .option("--json", "print one JSON receipt per article, and last a summary")
  .option("--dry-run", "say what would happen to the sources and write nothing")
  .option("--watch", "go on asking the sources (addresses) what is new, until Ctrl-C")
  .option("--minutes <N>", "minutes between two polls of a source, with --watch (15)", wholeMinutes)
  .option("--remove <ID...>", "take articles out of every search")
  .option("--undo <BATCH>", "take back what a batch changed");

interface Options {
  readonly shelf: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly minutes?: number;
  readonly remove?: readonly string[];
  readonly undo?: string;
}

await runCommand(command, async (session) => {
  const { app, signal, print, printJson, look, progress } = session;
  const options = command.opts<Options>();
  checkOptions(options, command.args);
  if (options.watch) {
    const { shelf, json = false, minutes = 15 } = options;
    await watchSources(session, { sources: command.args, shelf, minutes }, json);
    return 0;
  }
  // Counting takes a moment, and only a terminal shows the bar that needs it.
  const total = process.stderr.isTTY ? await countDocuments(app.config.cwd, command.args, signal) : null;
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

function checkOptions({ dryRun, remove, undo, watch, minutes }: Options, sources: readonly string[]): void {
  if (watch) {
    checkWatch(sources, { dryRun, remove, undo });
  } else if (minutes !== undefined) {
    throw new UsageError("--minutes says how often --watch asks its sources; without --watch it means nothing.");
  }
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
    summaries.push(await undoBatch(await app.ingestParts(), { batch: undo, shelf }, report, signal));
  }
  if (remove !== undefined) {
    summaries.push(
      await removeArticles({ library, clock, answers: app.state().answers }, { ids: remove, shelf }, report, signal),
    );
  }
  if (sources.length > 0) {
    const ingest = await app.ingest();
    const request = { sources, shelf, dryRun: dryRun === true, command: `ingest ${sources.join(" ")}` };
    summaries.push(await ingest(request, report, signal));
  }
  return summaries;
}
