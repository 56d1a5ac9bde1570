import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { Command, InvalidArgumentError } from "commander";
import { type App, openApp } from "#app.ts";
import { loadTables } from "#encoder/tables.ts";
import { StorageError, UsageError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import { createIngest } from "#ingest/ingest.ts";
import type { Library } from "#ports.ts";
import { showTable } from "#terminal/table.ts";
import { newsArticles } from "./benching/news.ts";
import { runCommand } from "./support/command.ts";

/**
 * Measures how fast made-up articles are ingested from a `.jsonl`, and the memory it takes.
 *
 *   node --import tsx scripts/bench-ingest.ts [--articles N] [--words N] [--json]
 */
const command = new Command("node --import tsx scripts/bench-ingest.ts")
  .description("Measures how fast made-up articles are ingested from a .jsonl, and the memory it takes.")
  .configureOutput({ outputError: () => {} })
  .exitOverride()
  .option("--articles <N>", "how many", wholeNumber, 10_000)
  .option("--words <N>", "words of each", wholeNumber, 600)
  .option("--write <FILE>", "only writes the articles")
  .option("--read <FILE>", "only ingests this file, once, into --home, and prints one line of JSON")
  .option("--home <DIR>", "the folder of the library for --read")
  .option("--json", "print one line of JSON per run");

interface Options {
  readonly articles: number;
  readonly words: number;
  readonly write?: string;
  readonly read?: string;
  readonly home?: string;
  readonly json?: boolean;
}

/** One run over all the articles. */
interface Run {
  readonly articles: number;
  /** Wall time of the walk without the index, and of the index (built by another process). */
  readonly seconds: number;
  readonly indexSeconds: number;
  /** Processor time of the walk, garbage collection included: does not grow by waiting for other processes. */
  readonly processorSeconds: number;
  /** Resident size at each tenth of the articles, and at most. */
  readonly megabytes: readonly number[];
  readonly mostMegabytes: number;
  /** Processes that were running or waiting for a processor, of the last minute. */
  readonly load: number;
}

const SEED = 5;

await runCommand(command, async ({ app, print, printJson, look }) => {
  const options = command.opts<Options>();
  if (options.write !== undefined) {
    writeNews(options.write, options, app.config.root);
    return 0;
  }
  if (options.read !== undefined) {
    if (options.home === undefined) throw new UsageError("Expected --home DIR with --read, found none.");
    const own = openApp({ ...app.config, home: options.home }, process);
    try {
      printJson(await measure(own, options.read, options.articles));
    } finally {
      await own.close();
    }
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "footnote-bench-"));
  try {
    const file = join(folder, "news.jsonl");
    writeNews(file, options, app.config.root);
    for (const heading of ["New articles", "The same again"]) {
      const run = measureElsewhere(folder, file, options.articles);
      if (options.json) printJson({ heading, ...run });
      else print(showRun(heading, run, look));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});

/** In a process of its own, so that the memory measured is that of one run. */
function measureElsewhere(folder: string, file: string, articles: number): Run {
  const [, script = ""] = process.argv;
  const options = ["--read", file, "--home", join(folder, "library"), "--articles", String(articles)];
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, script, ...options], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new StorageError(`Expected the measured run to end well, found exit status ${status}.`);
  return JSON.parse(stdout);
}

async function measure(app: App, file: string, articles: number): Promise<Run> {
  const index = { seconds: 0 };
  const ingest = createIngest({
    reader: await app.reader(),
    extractor: createExtractor(),
    embedder: await app.embedder(),
    library: timingProjection(app.library, index),
    clock: app.clock,
  });
  const megabytes: number[] = [];
  let count = 0;
  const receipt = (): void => {
    count += 1;
    if (count % Math.ceil(articles / 10) === 0) megabytes.push(Math.round(process.memoryUsage.rss() / 2 ** 20));
  };
  const [began, processor] = [performance.now(), process.cpuUsage()];
  await ingest({ sources: [file], shelf: "main" }, { receipt });
  const { user, system } = process.cpuUsage(processor);
  const mostMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    articles: count,
    seconds: (performance.now() - began) / 1000 - index.seconds,
    indexSeconds: index.seconds,
    processorSeconds: (user + system) / 1e6,
    megabytes,
    mostMegabytes,
    load: loadavg()[0] ?? 0,
  };
}

/** The library, with a stop-watch on the building of the index. */
function timingProjection(library: Library, index: { seconds: number }): Library {
  return {
    ...library,
    async shelf(name) {
      const shelf = await library.shelf(name);
      return {
        ...shelf,
        async project(embedderId, signal) {
          const began = performance.now();
          await shelf.project(embedderId, signal);
          index.seconds += (performance.now() - began) / 1000;
        },
      };
    },
  };
}

function writeNews(file: string, { articles, words }: Options, root: string): void {
  const news = newsArticles(loadTables(join(root, "data", "encoder")), { words, seed: SEED });
  const descriptor = openSync(file, "w");
  for (let i = 0; i < articles; i += 1) writeSync(descriptor, `${JSON.stringify(news.next().value)}\n`);
  closeSync(descriptor);
}

function showRun(heading: string, run: Run, look: Parameters<typeof showTable>[2]): string {
  return showTable(
    heading,
    [
      ["articles", run.articles.toLocaleString("en")],
      ["articles a second", (run.articles / run.seconds).toFixed(0)],
      ["with the index", (run.articles / (run.seconds + run.indexSeconds)).toFixed(0)],
      ["per second of processor", (run.articles / run.processorSeconds).toFixed(0)],
      ["memory at each tenth, MB", run.megabytes.join(" ")],
      ["memory at most", `${run.mostMegabytes} MB`],
      ["load of the machine", run.load.toFixed(1)],
    ],
    look,
  );
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}
