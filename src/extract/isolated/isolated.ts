import { InputError } from "#errors.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";
import { type DocumentProcess, type Ending, startProcess } from "./process.ts";

export interface IsolationOptions {
  /** Processes at most, 1 unless more are wished for. */
  readonly children?: number;
  /** Milliseconds for a document, besides a second for each mebibyte of it; 20,000 unless given. */
  readonly timeLimit?: number;
  /** Size of the heap that reading a document may fill, 512 unless given. */
  readonly memoryMebibytes?: number;
}

interface Isolated {
  extract(document: RawDocument): Promise<ExtractedArticle>;
  close(): Promise<void>;
}

/** Documents after which a process is replaced, whatever its libraries may have kept. */
const MOST_DOCUMENTS = 500;
const MEBIBYTE = 1024 * 1024;

/**
 * Reads documents in child processes that are kept between documents and replaced when one takes too long, takes too
 * much memory or crashes; each of these is an `InputError`, and the next document is read by a new process.
 */
export function createIsolated({
  children = 1,
  timeLimit = 20_000,
  memoryMebibytes = 512,
}: IsolationOptions): Isolated {
  const idle: DocumentProcess[] = [];
  const turns = queue(children);
  return {
    extract: (document) =>
      turns(async () => {
        const process = takeAlive(idle) ?? startProcess(memoryMebibytes);
        const milliseconds = timeLimit + (document.bytes.length / MEBIBYTE) * 1000;
        const ending = await process.read(document, milliseconds);
        const isAlive = ending.kind === "article" || ending.kind === "refused" || ending.kind === "failed";
        if (isAlive && process.count < MOST_DOCUMENTS) {
          idle.push(process);
        } else {
          await process.end();
        }
        return articleOf(ending, { milliseconds, mebibytes: memoryMebibytes });
      }),
    async close() {
      await Promise.all(idle.splice(0).map((process) => process.end()));
    },
  };
}

/** A kept process, unless it was ended meanwhile. */
function takeAlive(idle: DocumentProcess[]): DocumentProcess | undefined {
  for (let process = idle.pop(); process !== undefined; process = idle.pop()) {
    if (!process.isGone) {
      return process;
    }
  }
  return undefined;
}

/** Lets so many go at once, the others wait in order. */
function queue(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free === 0) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      free -= 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        free += 1;
      } else {
        next();
      }
    }
  };
}

function articleOf(
  ending: Ending,
  { milliseconds, mebibytes }: { readonly milliseconds: number; readonly mebibytes: number },
): ExtractedArticle {
  switch (ending.kind) {
    case "article":
      return ending.article;
    case "refused":
      throw new InputError(ending.message);
    case "failed":
      throw refusal(`it is beyond us: ${ending.message}`);
    case "late":
      throw refusal(`it took longer than ${seconds(milliseconds)} to read`);
    case "filled":
      throw refusal(`it needed more memory than ${mebibytes} MiB`);
    case "crashed":
      throw refusal(`reading it ended the process that did (${ending.reason})`);
  }
}

function seconds(milliseconds: number): string {
  const count = Math.max(1, Math.round(milliseconds / 1000));
  return count === 1 ? "1 second" : `${count} seconds`;
}

function refusal(reason: string): InputError {
  return new InputError(
    `Expected a document that can be read, but ${reason.replace(/[.]$/, "")}. Save its text as .txt, or leave it out.`,
  );
}
