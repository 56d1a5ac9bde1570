import { ConfigurationError, FootnoteError, UsageError } from "#errors.ts";
import { clean } from "./clean.ts";

/** What is asked of `process` here. */
export type HostProcess = Pick<NodeJS.Process, "stdout" | "stderr" | "once" | "off" | "exit"> & {
  exitCode?: NodeJS.Process["exitCode"];
};

/** Work that resolves to an exit status: 0 done, 1 some part failed, 2 wrong usage or configuration. */
export type Work = (signal: AbortSignal) => Promise<number>;

/** As shells count it: 128 and the number of SIGINT. */
const stopped = 130;

/**
 * Runs a command to its exit status. Errors become one clear message on standard error (with the stack when `debug`);
 * Ctrl-C and SIGTERM abort the signal, a second one ends the process at once; a reader that closed the pipe
 * (`| head -1`) ends it quietly.
 */
export async function run(work: Work, process: HostProcess, debug: boolean): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const broken = (error: NodeJS.ErrnoException): void => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  };
  process.stdout.once("error", broken);
  process.stderr.once("error", broken);
  // Once: the second signal finds no listener and ends the process.
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    process.exitCode = await work(controller.signal);
  } catch (error) {
    const interrupted = controller.signal.aborted && !(error instanceof FootnoteError);
    process.exitCode = interrupted ? stopped : exitStatus(error);
    process.stderr.write(`${interrupted ? "Stopped." : describe(error, debug)}\n`);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

function exitStatus(error: unknown): number {
  return error instanceof UsageError || error instanceof ConfigurationError ? 2 : 1;
}

/** An error for a person: its message (several lines only for a configuration), its stack when `debug`. */
export function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) {
    return clean(String(error));
  }
  const message = error.message.split("\n").map(clean).join("\n");
  const text = error instanceof FootnoteError ? message : `Unexpected error: ${message}`;
  const hint = error instanceof FootnoteError ? "" : "\nRun again with FOOTNOTE_DEBUG=1 to see where it arose.";
  return debug ? `${text}\n${stackOf(error)}` : `${text}${hint}`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
