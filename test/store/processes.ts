import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const library = fileURLToPath(new URL("./child.ts", import.meta.url));
const builder = fileURLToPath(new URL("../../src/store/build-generation.ts", import.meta.url));

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `child.ts` on a library and waits for its end. */
export function runChild(home: string, ...words: string[]): Promise<Ended> {
  return ended(startChild(home, ...words));
}

export function startChild(home: string, ...words: string[]): ChildProcess {
  return spawn(process.execPath, ["--import", tsx, library, home, ...words], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts the program that builds an index. */
export function startBuilder(shelfFolder: string, embedderId: string): ChildProcess {
  return spawn(process.execPath, ["--import", tsx, builder, shelfFolder, embedderId], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs `child.ts` where no file may grow beyond so many kilobytes: what is written beyond fails as on a full disk. */
export function runChildOnSmallDisk(kilobytes: number, home: string, ...words: string[]): Promise<Ended> {
  const command = 'ulimit -f "$0"; exec "$@"';
  const child = spawn(
    "bash",
    ["-c", command, `${kilobytes}`, process.execPath, "--import", tsx, library, home, ...words],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  return ended(child);
}

export function ended(child: ChildProcess): Promise<Ended> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

/** Resolves when the condition, looked at every `interval` milliseconds, holds; rejects after `milliseconds`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
  interval = 5,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain`);
    await new Promise((resume) => setTimeout(resume, interval));
  }
}
