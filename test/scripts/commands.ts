import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { onTestFinished } from "vitest";
import { projectRoot, readEnvironment } from "#config.ts";
import { settings } from "#settings/names.ts";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  /** Where the person stands; a fresh folder without it. */
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "footnote-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command of package.json to its end, without npm around it. */
export async function command(name: keyof typeof files, args: readonly string[], setting: Setting): Promise<Outcome> {
  const child = start(name, args, setting);
  child.stdin.end(setting.input ?? "");
  return ended(child);
}

/** Starts a command of package.json, for tests that talk with it. It is stopped after the test at the latest. */
export function start(
  name: keyof typeof files,
  args: readonly string[],
  setting: Setting,
): ChildProcessWithoutNullStreams {
  return launch(process.execPath, ["--import", "tsx", ...files[name], ...args], setting);
}

/** Starts any program in the project's folder, with settings that come from the test alone. */
export function launch(
  program: string,
  args: readonly string[],
  { cwd, env }: Setting,
): ChildProcessWithoutNullStreams {
  const { environment } = readEnvironment(tmpdir());
  // What npm and the terminal say about this test run is not about the command.
  const kept = Object.entries(environment).filter(([name]) => !/^(?:npm_|FORCE_COLOR|NO_COLOR|FOOTNOTE_)/u.test(name));
  const unset = Object.fromEntries(settings.map((name) => [name, ""]));
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: { ...Object.fromEntries(kept), ...unset, INIT_CWD: cwd ?? tmpdir(), ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** Waits for the end of a child, whose output nobody else reads. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const status = await new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { status, stdout: stdout(), stderr: stderr() };
}

/** Gathers what a stream says; the function gives what it said so far. */
export function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** Waits until what was gathered fits the pattern. */
export async function until(said: () => string, pattern: RegExp, within = 30_000): Promise<void> {
  const deadline = Date.now() + within;
  while (!pattern.test(said())) {
    if (Date.now() > deadline) {
      throw new Error(`Expected ${pattern} within ${within} ms, found: ${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every line of an output as JSON. Throws where a line is not. */
export function jsonLines(output: string): Record<string, unknown>[] {
  return output.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

const files = {
  start: ["src/main.ts"],
  chat: ["src/main.ts", "chat"],
  articles: ["scripts/articles.ts"],
  ask: ["scripts/ask.ts"],
  replay: ["scripts/replay.ts"],
  search: ["scripts/search.ts"],
  ingest: ["scripts/ingest.ts"],
  evaluate: ["scripts/evaluate.ts"],
  bench: ["scripts/bench.ts"],
  doctor: ["scripts/doctor.ts"],
  "register-commands": ["scripts/register-commands.ts"],
} as const;
