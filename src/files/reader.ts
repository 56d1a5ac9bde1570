import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Reader, ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { noUsableFile, pathProblem } from "./failures.ts";
import { readFileNamed } from "./file.ts";
import { filesIn } from "./folder.ts";
import { readStandardInput } from "./standard-input.ts";

/**
 * Reads files, folders (sorted, with their subfolders) and `-`, the standard input. Relative paths are those of `cwd`,
 * the folder the person stands in. Links that are named are followed; those within a folder, as far as they stay in it. JSON
 * lines are streamed, so a file of any length takes the memory of one line.
 */
export function createFileReader({
  cwd,
  stdin,
}: {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
}): Reader {
  return {
    read(source, signal) {
      return source === "-" ? readStandardInput(stdin, signal) : readPath(source, cwd, signal);
    },
  };
}

type Found = RawDocument | ReadFailure;

async function* only(failure: ReadFailure): AsyncGenerator<Found> {
  yield failure;
}

async function* readPath(source: string, cwd: string, signal?: AbortSignal): AsyncGenerator<Found> {
  const path = resolve(cwd, source);
  try {
    if ((await stat(path)).isDirectory()) {
      yield* readFolder(source, path, cwd, signal);
    } else {
      yield* readFileNamed(source, path, signal);
    }
  } catch (error) {
    signal?.throwIfAborted();
    yield pathProblem(source, path, error);
  }
}

async function* readFolder(source: string, path: string, cwd: string, signal?: AbortSignal): AsyncGenerator<Found> {
  let isEmpty = true;
  for await (const file of filesIn(source, path)) {
    signal?.throwIfAborted();
    isEmpty = false;
    yield* "error" in file ? only(file) : readPath(file.source, cwd, signal);
  }
  if (isEmpty) {
    yield noUsableFile(source);
  }
}
