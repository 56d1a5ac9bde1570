import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { ReadFailure } from "#ports.ts";
import { leadsOut, pathProblem } from "./failures.ts";
import { formatOf } from "./formats.ts";

/**
 * The readable files of a folder and its subfolders, sorted by name, each real file once, so that circles of symbolic
 * links end; a link that leads out of the folder is a failure. Left out: names that begin with a dot, `README.md`, `node_modules`, other kinds of files. `source` is how
 * the person named the folder; a part that cannot be read is a failure among the files.
 */
export async function* filesIn(
  source: string,
  path: string,
  walk: Walk = { folder: null, seen: new Set() },
): AsyncGenerator<{ readonly source: string } | ReadFailure> {
  const real = await realpath(path);
  if (walk.seen.has(real)) {
    return;
  }
  walk.seen.add(real);
  const folder = walk.folder ?? real;
  for (const name of (await readdir(path)).sort()) {
    if (!isLeftOut(name)) {
      yield* entry(join(source, name), join(path, name), { folder, seen: walk.seen });
    }
  }
}

interface Walk {
  /** Real path of the folder that was named; `null` until it is known. */
  readonly folder: string | null;
  /** Real paths of what was met. */
  readonly seen: Set<string>;
}

async function* entry(
  source: string,
  path: string,
  { folder, seen }: Walk,
): AsyncGenerator<{ readonly source: string } | ReadFailure> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const real = await realpath(path);
    if (!isFolder && formatOf(path) === null) {
      return;
    }
    if (folder !== null && !isWithin(real, folder)) {
      yield leadsOut(source, real, folder);
    } else if (isFolder) {
      yield* filesIn(source, path, { folder, seen });
    } else if (!seen.has(real)) {
      seen.add(real);
      yield { source };
    }
  } catch (error) {
    if (formatOf(path) !== null || !isMissing(error)) {
      yield pathProblem(source, path, error);
    }
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isLeftOut(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name.toLowerCase() === "readme.md";
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
