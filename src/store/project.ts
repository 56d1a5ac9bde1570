import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Database } from "better-sqlite3";
import type { IndexAddon } from "./addon.ts";
import { isBuilding } from "./build-lock.ts";
import { prepared } from "./connection.ts";
import { countVectors, lossIsLarge, tailIsLong } from "./due.ts";
import { checkGeneration, findGeneration, storedVectors } from "./generation.ts";
import { indexFolder } from "./names.ts";
import { findEmbedder } from "./vectors.ts";

interface ProjectOptions {
  readonly shelf: string;
  readonly folder: string;
  readonly database: Database;
  readonly embedderId: string;
  readonly signal: AbortSignal | undefined;
  /** `null` where there is no addon; then there is no index. */
  addon(): Promise<IndexAddon | null>;
  warn(message: string): void;
}

/** How long (milliseconds) to wait before asking again whether another builder is done. */
const patience = 250;

/** Two: what was stored while another builder was at work may be due again. */
const attempts = 2;

/**
 * Has a child process build the next generation of the index where one is due, and waits for it. A failure is told,
 * not thrown: the articles are stored and every search finds them, only more slowly, and the next time tries again.
 */
export async function project(options: ProjectOptions): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    await othersAreDone(options);
    if (!(await isDue(options)) || (await options.addon()) === null) return;
    const outcome = await runBuilder(options);
    if (outcome.status === "failed") {
      options.warn(
        `The index of shelf ${options.shelf} could not be built: ${outcome.reason} Search compares one by one what no index holds; a later ingestion tries again.`,
      );
      return;
    }
    if (outcome.status === "built") return;
  }
}

async function othersAreDone({ database, signal }: ProjectOptions): Promise<void> {
  while (isBuilding(database)) await pause(patience, undefined, { signal });
  signal?.throwIfAborted();
}

async function isDue({ database, folder, embedderId }: ProjectOptions): Promise<boolean> {
  const embedder = findEmbedder(database, embedderId);
  if (embedder === null || countVectors(database, embedder.key, 0, Number.MAX_SAFE_INTEGER) === 0) return false;
  const unfit = unfitMark(database, embedder.key);
  if (unfit !== null) return tailIsLong(database, embedder, unfit, countVectors(database, embedder.key, 0, unfit));
  const row = findGeneration(database, embedder.key);
  if (row === null) return true;
  const place = { folder: indexFolder(folder), embedder, stored: storedVectors(database) };
  const manifest = await checkGeneration(row, place).catch(() => null);
  if (manifest === null) return true;
  const { mark, count } = manifest;
  return tailIsLong(database, embedder, mark, count) || lossIsLarge(database, embedder, mark, count);
}

/** Up to where the vectors have lately made an index that was no use: not tried again before many have come. */
function unfitMark(database: Database, embedderKey: number): number | null {
  const sql = "SELECT max(mark) FROM generations WHERE embedder = ? AND unfit = 1";
  return prepared<[number], number | null>(database, sql).pluck().get(embedderKey) ?? null;
}

type Outcome = { readonly status: "built" | "busy" } | { readonly status: "failed"; readonly reason: string };

async function runBuilder({ folder, embedderId, signal }: ProjectOptions): Promise<Outcome> {
  const program = fileURLToPath(new URL("./build-generation.ts", import.meta.url));
  // Named in full, because the parent may run under another loader (vitest) or, on newer Nodes, under none.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child = fork(program, [folder, embedderId], {
    execArgv: ["--import", loader],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    ...(signal === undefined ? {} : { signal, killSignal: "SIGKILL" }),
  });
  const { code, signal: killedBy, complaint } = await ended(child);
  signal?.throwIfAborted();
  if (code === 0) return { status: "built" };
  if (code === 75) return { status: "busy" };
  const reason = complaint.trim().split("\n").at(-1) || `its process ended with ${killedBy ?? `status ${code}`}`;
  return { status: "failed", reason: /[.!?]$/.test(reason) ? reason : `${reason}.` };
}

interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly complaint: string;
}

function ended(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-4096);
    });
    // "error" also comes with an abort; then "close" follows, unless the process never started.
    child.once("error", (error) => {
      complaint += `\n${error.message}`;
      if (child.pid === undefined) resolve({ code: null, signal: null, complaint });
    });
    child.once("close", (code, signal) => resolve({ code, signal, complaint }));
  });
}
