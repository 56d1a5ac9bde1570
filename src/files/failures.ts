import type { ReadFailure } from "#ports.ts";
import { SUPPORTED } from "./formats.ts";

export function noUsableFile(source: string): ReadFailure {
  return {
    source,
    error: `Expected a folder with articles (${SUPPORTED}), found none in it. Hidden files, README.md and node_modules are left out.`,
  };
}

export function tooLarge(source: string, bytes: number, limit: number): ReadFailure {
  return {
    source,
    error: `Expected at most ${mebibytes(limit)} for one article, found ${mebibytes(bytes)}. Divide it, or write many articles into a .jsonl file, one per line.`,
  };
}

export function noFile(source: string, path: string): ReadFailure {
  return {
    source,
    error: `Expected a file at ${path}, found a pipe, a device or a socket. Save what it gives as a file, or pass it to standard input (-).`,
  };
}

/** `so` is what became of what was read. */
export function changedWhileRead(source: string, so: string): ReadFailure {
  return {
    source,
    error: `Expected a file that stays as it is while it is read, but it changed. ${so}; ingest it again when nobody writes to it.`,
  };
}

export function leadsOut(source: string, real: string, folder: string): ReadFailure {
  return {
    source,
    error: `Expected files within ${folder}, found a symbolic link that leads out of it, to ${real}. Name that place itself if you want it.`,
  };
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}

/** What the operating system said about a path, as something a person can act on. Rethrows what it did not say. */
export function pathProblem(source: string, path: string, error: unknown): ReadFailure {
  if (!(error instanceof Error && "code" in error)) {
    throw error;
  }
  return { source, error: explain(String(error.code), path, error.message) };
}

function explain(code: string, path: string, message: string): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `Expected a file or folder, found nothing at ${path}. Check the spelling and the folder you are in.`;
    case "EACCES":
    case "EPERM":
      return `Expected to be allowed to read ${path}, but am not. Check its permissions (ls -l).`;
    case "ELOOP":
      return `Expected a file or folder at ${path}, found symbolic links that lead in a circle. Name the real place.`;
    default:
      return `Expected to read ${path}, but the system says: ${message}`;
  }
}
