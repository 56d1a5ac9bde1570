import process from "node:process";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { type App, openApp } from "#app.ts";
import { type Environment, isDebugging, readConfig, readEnvironment } from "#config.ts";
import { UsageError } from "#errors.ts";
import { isShelfName } from "#store/names.ts";
import { createPaint, textWidth, wantsColour } from "#terminal/colour.ts";
import { jsonLine } from "#terminal/json.ts";
import type { Look } from "#terminal/look.ts";
import { createProgress, type Progress } from "#terminal/progress.ts";
import { run } from "#terminal/run.ts";

/** What every command writes to. */
interface Streams {
  /** Writes a line to standard output. */
  print(line: string): void;
  /** Writes a line of JSON to standard output. */
  printJson(value: object): void;
  /** For standard output. */
  readonly look: Look;
  /** Progress on standard error. */
  progress(noun: string, total: number | null): Progress;
  /** Aborts when the person stops the command. */
  readonly signal: AbortSignal;
}

/** What a command works with. */
export interface Session extends Streams {
  readonly app: App;
}

type Surroundings = Streams & Pick<typeof process, "stdin" | "stderr"> & ReturnType<typeof readEnvironment>;

/** A command as `npm run NAME -- …` starts it, with help that ends in the examples. */
export function createCommand(name: string, description: string, examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ npm run --silent ${name} -- ${example}`);
  return new Command(`npm run ${name} --`)
    .description(description)
    .configureOutput({ outputError: () => {} })
    .addHelpText("after", `\nExamples:\n${lines.join("\n")}`)
    .exitOverride();
}

/** Reads the command line and the configuration, works, closes the app, and sets the exit status. */
export async function runCommand(command: Command, work: (session: Session) => Promise<number>): Promise<void> {
  await runWithoutConfig(command, async ({ environment, place, stdin, stderr, ...streams }) => {
    const config = readConfig(environment, place);
    for (const warning of config.warnings) {
      stderr.write(`${warning}\n`);
    }
    const app = openApp(config, { stdin, stderr });
    try {
      return await work({ app, ...streams });
    } finally {
      await app.close();
    }
  });
}

/** As `runCommand`, for a command that is to work with a wrong configuration too. */
export async function runWithoutConfig(
  command: Command,
  work: (streams: Surroundings) => Promise<number>,
): Promise<void> {
  const { environment, place } = readEnvironment();
  await run(
    async (signal) =>
      parsed(command, environment)
        ? work({ environment, place, signal, stdin: process.stdin, stderr: process.stderr, ...output(environment) })
        : 0,
    process,
    isDebugging(environment),
  );
}

/** False when only help was asked for, which commander has then printed. Throws `UsageError`. */
function parsed(command: Command, environment: Environment): boolean {
  try {
    refuseOptionsOfNpm(command, environment);
    command.parse();
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode === 0) {
      return false;
    }
    throw new UsageError(`${error.message.replace(/^error: /u, "")}\n${command.name()} --help explains the options.`);
  }
}

/**
 * `npm run ingest --dry-run FILE`, without the two dashes in front, gives the option to npm, and the command would
 * write. npm leaves what it took in the environment.
 */
function refuseOptionsOfNpm(command: Command, environment: Environment): void {
  const taken = [command, ...command.commands]
    .flatMap(({ options }) => options)
    .find(
      ({ long }) =>
        long && environment[`npm_config_${long.slice(2).replaceAll("-", "_")}`] && !process.argv.includes(long),
    );
  if (taken !== undefined) {
    throw new UsageError(
      `npm kept ${taken.long} for itself; put two dashes before the options: ${command.name()} ${taken.long} …`,
    );
  }
}

function output(environment: Environment): Omit<Streams, "signal"> {
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  return {
    print,
    printJson: (value) => print(jsonLine(value)),
    look: { width: textWidth(process.stdout), paint: createPaint(wantsColour(process.stdout, environment)) },
    progress: (noun, total) => createProgress({ stream: process.stderr, noun, total, now: () => Date.now() }),
  };
}

/** Reads the value of `--shelf`. */
export function shelfName(value: string): string {
  if (!isShelfName(value)) {
    throw new InvalidArgumentError(
      "A shelf is named with 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit.",
    );
  }
  return value;
}
