import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SaveRequest, ShelfWriter } from "#ports.ts";
import type { Article, Passage } from "#types.ts";

export const embedderId = "test-embedder";
const dimensions = 8;

interface Draft {
  readonly id: string;
  readonly shelf?: string;
  readonly version?: number;
  readonly title?: string;
  readonly paragraphs: readonly string[];
  readonly outlet?: string | null;
  readonly publishedAt?: string | null;
}

/** An article whose paragraphs are its passages. */
export function articleOf(draft: Draft): Article {
  const { id, shelf = "main", version = 1, title = "", paragraphs, outlet = null, publishedAt = null } = draft;
  const text = paragraphs.join("\n\n");
  let at = 0;
  const spans = paragraphs.map((paragraph) => {
    const start = at;
    at += paragraph.length + 2;
    return { start, end: start + paragraph.length };
  });
  return {
    id,
    shelf,
    version,
    title,
    text,
    paragraphs: spans,
    url: null,
    outlet,
    author: null,
    publishedAt,
    fetchedAt: "2026-01-02T03:04:05.000Z",
    contentHash: createHash("sha256").update(`${title}\n${text}`).digest("hex"),
  };
}

export function passagesOf(article: Article): Passage[] {
  return article.paragraphs.map(({ start, end }, ordinal) => ({
    id: `${article.shelf}/${article.id}/${article.version}/${ordinal}`,
    articleId: article.id,
    shelf: article.shelf,
    version: article.version,
    ordinal,
    start,
    end,
    text: article.text.slice(start, end),
  }));
}

/** A unit vector that depends on the text alone; equal texts, equal vectors. */
export function vectorOf(text: string, size = dimensions): Float32Array {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  return normalised(
    Float32Array.from({ length: size }, () => {
      state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
      return ((state ^ (state >>> 13)) >>> 0) / 2 ** 31 - 1;
    }),
  );
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
}

export function requestFor(article: Article, batch: string, size = dimensions): SaveRequest {
  const passages = passagesOf(article);
  return {
    article,
    passages,
    vectors: passages.map(({ text }) => vectorOf(text, size)),
    embedderId,
    batch,
    receipt: { source: article.id, status: article.version === 1 ? "added" : "updated", articleId: article.id },
  };
}

/** Saves an article whose paragraphs are its passages, in a batch of its own. */
export async function put(writer: ShelfWriter, draft: Draft): Promise<Article> {
  const article = articleOf({ shelf: writer.name, ...draft });
  await writer.save(requestFor(article, await writer.beginBatch("test")));
  return article;
}

export async function take(writer: ShelfWriter, id: string): Promise<boolean> {
  return writer.remove(id, await writer.beginBatch("test"), { source: id, status: "removed", articleId: id });
}

/** A folder of its own under the system's temporary folder. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "footnote-store-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
