import type { Extractor } from "#ports.ts";
import type { DocumentFormat } from "#types.ts";
import { createIsolated, type IsolationOptions } from "./isolated/isolated.ts";
import { extractOne } from "./one.ts";

interface ExtractorOptions extends IsolationOptions {
  /** Whether web pages, PDF and Word documents are read in a child process; they are, unless this is `false`. */
  readonly isolated?: boolean;
}

/**
 * Extracts articles from documents of every format. Throws `InputError` saying what was expected and found. Formats that
 * need large libraries are read by a child process that is started at the first such document and may be given up.
 */
export function createExtractor({ isolated = true, ...options }: ExtractorOptions = {}): Extractor {
  const child = isolated ? createIsolated(options) : null;
  return {
    extract: (document) =>
      child !== null && HEAVY.includes(document.format) ? child.extract(document) : extractOne(document),
    close: async () => child?.close(),
  };
}

const HEAVY: readonly DocumentFormat[] = ["html", "pdf", "docx"];
