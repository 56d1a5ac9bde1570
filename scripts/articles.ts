import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "#errors.ts";
import { openExisting } from "#ingest/remove.ts";
import { batchJson, exportedJson } from "#terminal/article-json.ts";
import { showBatchNote } from "#terminal/batch-list.ts";
import { clean } from "#terminal/clean.ts";
import { scopeOf } from "./support/article-search.ts";
import { batchNotes } from "./support/batch-notes.ts";
import { createCommand, runCommand, type Session, shelfName } from "./support/command.ts";
import { exportLines, exportMarkdown, wholeArticles } from "./support/export-articles.ts";
import { type ListOptions, listArticles } from "./support/list-articles.ts";
import { type ShowOptions, showOne } from "./support/show-article.ts";

const command = createCommand("articles", "Lists, shows and exports what the library holds, and what filled it.", [
  'list --outlet "Farwick Post" --since 2018-06',
  "list --json --search harbour",
  "show 3f2a91 --passages",
  "export --out articles.jsonl",
  "export --format markdown --out my/articles",
  "batches",
]);

/** What the command line asks for; the library is opened after it was read. */
const asked: { work: ((session: Session) => Promise<number>) | null } = { work: null };

function action<Options extends object>(
  made: Command,
  work: (session: Session, options: Options, argument: string) => Promise<number>,
): void {
  made.action(() => {
    asked.work = (session) => work(session, made.opts<Options>(), made.args[0] ?? "");
  });
}

action<ListOptions>(
  command
    .command("list")
    .description("the articles, newest first")
    .option("--shelf <NAME>", "of this shelf only", shelfName)
    .option("--outlet <NAME>", "whose outlet contains this")
    .option("--since <DATE>", "published on this day or later, such as 2018-06-15, 2018-06 or 2018", day)
    .option("--until <DATE>", "published on this day or earlier", day)
    .option("--search <WORDS>", "whose title contains these words")
    .option("--limit <N>", "at most so many", wholeNumber)
    .option("--json", "print one line of JSON per article"),
  listArticles,
);

action<ShowOptions>(
  command
    .command("show")
    .description("one article with all that is known of it")
    .argument("<ID>", "its id, or as much of it (4 characters or more) as fits no other")
    .option("--shelf <NAME>", "of this shelf only", shelfName)
    .option("--version <N>", "an earlier version", wholeNumber)
    .option("--passages", "show the passages with their offsets instead of the text")
    .option("--json", "print one line of JSON"),
  showOne,
);

interface ExportOptions {
  readonly shelf: string;
  readonly format: "jsonl" | "markdown";
  readonly out?: string;
  readonly force?: boolean;
}

action<ExportOptions>(
  command
    .command("export")
    .description("the articles of a shelf, to be ingested elsewhere")
    .option("--shelf <NAME>", "the shelf", shelfName, "main")
    .addOption(
      new Option("--format <FORMAT>", "jsonl: as ingest takes it; markdown: one file per article")
        .choices(["jsonl", "markdown"])
        .default("jsonl"),
    )
    .option("--out <PATH>", "the file, for markdown the folder; without it jsonl goes to standard output")
    .option("--force", "replace files that are there"),
  exportShelf,
);

interface BatchesOptions {
  readonly shelf: string;
  readonly limit: number;
  readonly json?: boolean;
}

action<BatchesOptions>(
  command
    .command("batches")
    .description("the last runs, what came of them and what --undo would take back")
    .option("--shelf <NAME>", "the shelf", shelfName, "main")
    .option("--limit <N>", "at most so many", wholeNumber, 10)
    .option("--json", "print one line of JSON per batch"),
  batches,
);

// Without this, commander would answer with its help, and exit status 1.
command.argument("[ACTION]").action(() => {});

await runCommand(command, async (session) => {
  if (asked.work !== null) return asked.work(session);
  const found = command.args[0] === undefined ? "nothing" : JSON.stringify(command.args[0]);
  throw new UsageError(
    `Expected list, show, export or batches, found ${found}. ${command.name()} --help explains them.`,
  );
});

async function exportShelf(session: Session, { shelf, format, out, force = false }: ExportOptions): Promise<number> {
  const { app, signal, print, printJson, progress } = session;
  const scope = await scopeOf(app, shelf);
  const articles = wholeArticles(scope, signal);
  if (out === undefined) {
    if (format === "markdown") throw new UsageError("Expected --out FOLDER with --format markdown, found none.");
    for await (const article of articles) printJson(exportedJson(article));
    return 0;
  }
  const total = (await scope.coverage()).articles;
  const bar = progress("articles exported", total);
  const path = resolve(app.config.cwd, out);
  const write = format === "jsonl" ? exportLines : exportMarkdown;
  const { exported, left } = await write(articles, path, { force, exported: bar.at });
  bar.clear();
  print(`${exported.toLocaleString("en")} ${exported === 1 ? "article" : "articles"} exported to ${clean(path)}.`);
  if (left.length > 0) {
    print(`${left.length.toLocaleString("en")} left alone, because a file is there already; --force replaces it:`);
    for (const file of left.slice(0, 5)) print(`  ${clean(file)}`);
  }
  return left.length > 0 ? 1 : 0;
}

async function batches({ app, print, printJson, look }: Session, options: BatchesOptions): Promise<number> {
  const shelf = await openExisting(app.library, options.shelf);
  for await (const note of batchNotes(shelf, options.limit)) {
    if (options.json) printJson(batchJson(note));
    else print(showBatchNote(note, look));
  }
  return 0;
}

/** Reads a day, month or year. */
function day(value: string): string {
  const first = value.padEnd(10, "-01-01".slice(value.length - 10));
  const date = new Date(first);
  if (/^\d{4}(?:-\d{2}){0,2}$/u.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(first)) {
    return value;
  }
  throw new InvalidArgumentError("Expected a date such as 2018-06-15, 2018-06 or 2018.");
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}
