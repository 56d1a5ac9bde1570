import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RawDocument } from "#types.ts";
import type { Reply } from "./messages.ts";

/** How a document ended: with a reply, or with the process. */
export type Ending =
  | Reply
  | { readonly kind: "late" }
  /** It took more memory than it may. */
  | { readonly kind: "filled" }
  | { readonly kind: "crashed"; readonly reason: string };

/** A child process that reads documents, one at a time. */
export interface DocumentProcess {
  /** Documents that were read. */
  readonly count: number;
  /** It ended, by whatever hand. */
  readonly isGone: boolean;
  /** After any ending but a reply the process is gone. */
  read(document: RawDocument, milliseconds: number): Promise<Ending>;
  /** Resolves when it is gone. */
  end(): Promise<void>;
}

/** What the process needs besides the heap: the program, libraries and one document. */
const BESIDE_HEAP = 384;

/** Starts a child process that may fill so many mebibytes. It never keeps the parent alive while it has nothing to do. */
export function startProcess(mebibytes: number): DocumentProcess {
  const child = forked(mebibytes);
  const gone = new Promise<Ending>((resolve) => {
    child.once("error", (error) => resolve({ kind: "crashed", reason: error.message }));
    child.once("exit", (code, signal) => resolve(endingOf(code, signal)));
  });
  const process = {
    count: 0,
    get isGone() {
      return !child.connected || child.exitCode !== null || child.signalCode !== null;
    },
    async read(document: RawDocument, milliseconds: number): Promise<Ending> {
      process.count += 1;
      hold(child, true);
      const ending = await firstOf(child, document, { gone, milliseconds });
      hold(child, false);
      if (ending.kind === "late") {
        await process.end();
      }
      return ending;
    },
    async end() {
      // Else the parent might end while it waits.
      hold(child, true);
      child.kill("SIGKILL");
      await gone;
    },
  };
  hold(child, false);
  return process;
}

function forked(mebibytes: number): ChildProcess {
  const program = fileURLToPath(new URL("./child.ts", import.meta.url));
  // Named in full, because the parent may run under another loader (vitest) or, on newer Nodes, under none.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return fork(program, [String(mebibytes + BESIDE_HEAP)], {
    execArgv: ["--import", loader, `--max-old-space-size=${mebibytes}`],
    serialization: "advanced",
    // Documents are read without our tokens and keys in reach.
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Whether the parent waits for the child before it ends. */
function hold(child: ChildProcess, isHeld: boolean): void {
  if (isHeld) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** V8 aborts when the heap is full; our own kill is waited for elsewhere, so that any other is the watch's or the system's. */
function endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
  const isFull = signal === "SIGABRT" || signal === "SIGKILL" || code === 134;
  return isFull ? { kind: "filled" } : { kind: "crashed", reason: signal ?? `status ${code}` };
}

async function firstOf(
  child: ChildProcess,
  document: RawDocument,
  { gone, milliseconds }: { readonly gone: Promise<Ending>; readonly milliseconds: number },
): Promise<Ending> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ending>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "late" }), milliseconds);
  });
  let listener: ((reply: Reply) => void) | undefined;
  const replied = new Promise<Ending>((resolve) => {
    listener = resolve;
    child.once("message", listener);
    // What cannot be sent is noticed by the end of the process.
    child.send({ document }, (error) => error !== null && child.kill("SIGTERM"));
  });
  try {
    return await Promise.race([replied, gone, late]);
  } finally {
    clearTimeout(timer);
    child.removeListener("message", listener ?? (() => undefined));
  }
}
