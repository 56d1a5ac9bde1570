import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { InvalidArgumentError } from "commander";
import { type App, openApp } from "#app.ts";
import { InputError, UsageError } from "#errors.ts";
import { type EvaluationQuestion, parseQuestions } from "#evaluation/questions.ts";
import { measureTimes } from "#evaluation/timing.ts";
import type { Ask } from "#ports.ts";
import { benchLibrary, fillLibrary, readArticles } from "./benching/library.ts";
import { profileSteps } from "./benching/profile.ts";
import { type BenchReport, showBench } from "./benching/report.ts";
import { mixedSample } from "./benching/sample.ts";
import { createCommand, runCommand, type Session } from "./support/command.ts";

const command = createCommand(
  "bench",
  "Measures how long a question takes in a large library, and where the time goes.",
  ["my/questions more/questions", "--passages 10000 --home /tmp/bench my/questions"],
)
  .argument("<FOLDER...>", "folders with articles.jsonl and questions.jsonl")
  .option("--passages <N>", "passages in the library; articles are made up until it holds as many", wholeNumber, 43_000)
  .option("--questions <N>", "questions asked, as many of each folder", wholeNumber, 400)
  .option("--home <DIR>", "keeps the library in this folder and uses it again")
  .option("--build", "only builds the library; needs --home")
  .option("--json", "print one line of JSON");

interface Options {
  readonly passages: number;
  readonly questions: number;
  readonly home?: string;
  readonly build?: boolean;
  readonly json?: boolean;
}

const shelves = ["main"];
/** Questions asked before any is measured: the machine's caches and the compiler are then as in a running bot. */
const WARM_UP = 50;
/** Share of the questions, the slowest, that are looked at by themselves. */
const SLOWEST = 0.05;

await runCommand(command, async (session) => {
  const options = command.opts<Options>();
  const folders = command.args.map((folder) => resolve(session.app.config.cwd, folder));
  const articles = readArticles(folders);
  if (options.build) {
    if (options.home === undefined) throw new UsageError("Expected --home DIR with --build, found none.");
    await within(resolve(session.app.config.cwd, options.home), session, (app) =>
      fillLibrary(app, articles, options.passages, session.signal),
    );
    return 0;
  }
  const home = options.home
    ? resolve(session.app.config.cwd, options.home)
    : mkdtempSync(join(tmpdir(), "footnote-bench-"));
  try {
    const missing = benchLibrary(home, articles, options.passages) === null;
    const status = missing ? buildElsewhere(home, folders, options) : 0;
    if (status !== 0) return status;
    const library = benchLibrary(home, articles, options.passages);
    if (library === null)
      throw new InputError(`Expected a library of ${options.passages} passages in ${home}, found another number.`);
    const report = { library, ...(await measure(home, questionsOf(folders, options.questions), session)) };
    if (options.json) session.printJson(report);
    else session.print(showBench(report, session.look));
  } finally {
    if (options.home === undefined) rmSync(home, { recursive: true, force: true });
  }
  return 0;
});

/** In a process of its own, so that the memory measured is that of answering alone. Gives its exit status. */
function buildElsewhere(home: string, folders: readonly string[], { passages }: Options): number {
  const [, script = ""] = process.argv;
  const options = ["--build", "--home", home, "--passages", String(passages)];
  const args = [...process.execArgv, script, ...options, ...folders];
  return spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }).status ?? 1;
}

async function within<T>(home: string, { app }: Session, work: (app: App) => Promise<T>): Promise<T> {
  const config = { ...app.config, home, seed: false };
  const own = openApp(config, { stdin: process.stdin, stderr: process.stderr });
  try {
    return await work(own);
  } finally {
    await own.close();
  }
}

interface Sample {
  readonly measured: readonly EvaluationQuestion[];
  readonly warmUp: readonly EvaluationQuestion[];
}

function questionsOf(folders: readonly string[], count: number): Sample {
  const lists = folders.map((folder) => parseQuestions(readFileSync(join(folder, "questions.jsonl"), "utf8")));
  const measured = mixedSample(lists, count);
  const taken = new Set(measured);
  return {
    measured,
    warmUp: mixedSample(
      lists.map((list) => list.filter((item) => !taken.has(item))),
      WARM_UP,
    ),
  };
}

/** Times first, undisturbed; then the same questions, and the slowest of them, under a profiler. */
async function measure(
  home: string,
  { measured, warmUp }: Sample,
  session: Session,
): Promise<Omit<BenchReport, "library">> {
  const times: (Timing & { readonly item: EvaluationQuestion })[] = [];
  const began = performance.now();
  const ready = { milliseconds: 0 };
  await within(home, session, async (app) => {
    const ask = await app.readyToAsk(shelves, session.signal);
    const bar = session.progress("questions", measured.length);
    const [first] = warmUp;
    if (first) await timed(ask, first);
    ready.milliseconds = performance.now() - began;
    for (const item of warmUp) await timed(ask, item);
    for (const item of measured) {
      session.signal.throwIfAborted();
      times.push({ item, ...(await timed(ask, item)) });
      bar.at(times.length);
    }
    bar.clear();
  });
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const slowest = times
    .toSorted((a, b) => b.processor - a.processor)
    .slice(0, Math.ceil(SLOWEST * times.length))
    .map(({ item }) => item);
  return {
    questions: measured.length,
    milliseconds: measureTimes(times.map((time) => time.milliseconds)),
    processor: measureTimes(times.map((time) => time.processor)),
    firstQuestion: ready.milliseconds,
    megabytes,
    steps: await profiled(home, { measured, warmUp }, session),
    stepsOfSlowest: await profiled(home, { measured: slowest, warmUp }, session),
  };
}

/** Milliseconds per question and step. */
async function profiled(home: string, { measured, warmUp }: Sample, session: Session): Promise<BenchReport["steps"]> {
  const source = pathToFileURL(`${join(session.app.config.root, "src")}/`).href;
  return within(home, session, async (app) => {
    const ask = await app.readyToAsk(shelves, session.signal);
    for (const item of warmUp) await timed(ask, item);
    const steps = await profileSteps(source, async () => {
      for (const item of measured) await timed(ask, item);
    });
    return steps.map(({ step, milliseconds }) => ({ step, milliseconds: milliseconds / Math.max(1, measured.length) }));
  });
}

interface Timing {
  readonly milliseconds: number;
  /** Milliseconds in which a processor worked for this process; unlike the others, not longer on a busy machine. */
  readonly processor: number;
}

async function timed(ask: Ask, { question, history }: EvaluationQuestion): Promise<Timing> {
  const began = performance.now();
  const before = process.cpuUsage();
  await ask({ question, history, shelves });
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: performance.now() - began, processor: (user + system) / 1000 };
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return number;
}
