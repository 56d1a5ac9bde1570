import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ReadFailure } from "#ports.ts";
import { pathProblem } from "./failures.ts";
import { formatOf } from "./formats.ts";

/**
 * The readable files of a folder and its subfolders, sorted by name, each real file once, so that circles of symbolic
 * links end. Left out: names that begin with a dot, `README.md`, `node_modules`, other kinds of files. `source` is how
 * the person named the folder; a part that cannot be read is a failure among the files.
 */
export async function* filesIn(
  source: string,
  path: string,
  seen: Set<string> = new Set(),
): AsyncGenerator<{ readonly source: string } | ReadFailure> {
  const real = await realpath(path);
  if (seen.has(real)) {
    return;
  }
  seen.add(real);
  for (const name of (await readdir(path)).sort()) {
    if (!isLeftOut(name)) {
      yield* entry(join(source, name), join(path, name), seen);
    }
  }
}

async function* entry(
  source: string,
  path: string,
  seen: Set<string>,
): AsyncGenerator<{ readonly source: string } | ReadFailure> {
  try {
    if ((await stat(path)).isDirectory()) {
      yield* filesIn(source, path, seen);
      return;
    }
    const real = await realpath(path);
    if (formatOf(path) !== null && !seen.has(real)) {
      seen.add(real);
      yield { source };
    }
  } catch (error) {
    if (formatOf(path) !== null || !isMissing(error)) {
      yield pathProblem(source, path, error);
    }
  }
}

function isLeftOut(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name.toLowerCase() === "readme.md";
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
