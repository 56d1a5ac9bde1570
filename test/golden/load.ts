import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { DocumentFormat, RawDocument } from "#types.ts";

/** A page or document of the golden set with what a careful editor expects of it. */
export interface GoldenCase {
  readonly name: string;
  /** Name of the page's or document's file in the folder of the case. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
  /** The text; empty where the document is to be refused. */
  readonly text: string;
}

type Expected = ExpectedArticle | ExpectedRefusal;
export type ExpectedArticle = z.infer<typeof ARTICLE>;
type ExpectedRefusal = z.infer<typeof REFUSAL>;

/** All cases, by name. Throws where an `expected.json` does not fit the README. */
export function loadCases(): readonly GoldenCase[] {
  const folder = new URL("cases/", import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => loadCase(name, new URL(`${name}/`, folder)));
}

/** The document as a reader would hand it over. */
export function rawDocument({ name, file, bytes, expected }: GoldenCase): RawDocument {
  const { address, charset } = expected;
  return {
    source: address ?? `${name}/${file}`,
    identity: address ?? `file:${name}/${file}`,
    format: FORMATS[endingOf(file)] ?? "html",
    bytes,
    ...(address === null ? {} : { address }),
    ...(charset === null ? {} : { charset }),
  };
}

/** The ending of a file's name, without the dot. */
export function endingOf(file: string): string {
  return file.slice(file.lastIndexOf(".") + 1);
}

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  html: "html",
  pdf: "pdf",
  docx: "docx",
  txt: "text",
  md: "markdown",
  jsonl: "json",
};

/** The kinds of notice the set speaks about; others are neither expected nor forbidden. */
export const NOTICE_KINDS = [
  "hidden-text",
  "instructions",
  "paywall",
  "live-blog",
  "gallery",
  "correction",
  "syndicated",
] as const;

const ORIGIN = {
  shape: z.string().min(1),
  address: z.url().nullable(),
  charset: z.string().nullable(),
  encoding: z.string().optional(),
};

const ARTICLE = z.strictObject({
  ...ORIGIN,
  title: z.string().min(1),
  author: z.string().min(1).nullable(),
  publishedAt: z.string().nullable(),
  outlet: z.string().min(1).nullable(),
  url: z.url().nullable(),
  originalUrl: z.url().optional(),
  notices: z.array(z.enum(NOTICE_KINDS)),
  mayNotice: z.array(z.enum(NOTICE_KINDS)).optional(),
});

const REFUSAL = z.strictObject({ ...ORIGIN, refused: z.string() });

function loadCase(name: string, folder: URL): GoldenCase {
  const file = readdirSync(folder).find((entry) => entry.startsWith("page."));
  if (file === undefined) {
    throw new Error(
      `Expected a file page.* in the golden case ${name}, found none. Add the page or remove the folder.`,
    );
  }
  const json: unknown = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8"));
  const isRefusal = typeof json === "object" && json !== null && "refused" in json;
  return {
    name,
    file,
    bytes: readFileSync(new URL(file, folder)),
    expected: isRefusal ? REFUSAL.parse(json) : ARTICLE.parse(json),
    text: isRefusal ? "" : readFileSync(new URL("expected.txt", folder), "utf8").trim(),
  };
}
