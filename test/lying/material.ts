/** What the liar lies about: our invented news stories and the article that ships, cut as they are when ingested. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chunk } from "#ingest/chunk.ts";
import { paragraphs } from "#text/paragraphs.ts";
import { sentences } from "#text/sentences.ts";
import type { Article, Passage } from "#types.ts";

/** A sentence of an article, within one passage. */
export interface Line {
  readonly text: string;
  readonly passage: Passage;
  /** The sentences before it in the article, nearest first, three at most. */
  readonly before: readonly string[];
  /** The sentence after it in the same passage. */
  readonly after: string | null;
}

export interface Source {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly lines: readonly Line[];
}

export function readSources(): readonly Source[] {
  const news = readFileSync("data/eval/news/articles.jsonl", "utf8").trim().split("\n");
  const shipped = readFileSync("data/articles/never-say-never.md", "utf8");
  return [...news.map((line) => JSON.parse(line)), frontMatter(shipped)].map(sourceOf);
}

interface Told {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly publishedAt?: string;
  readonly outlet?: string;
}

function frontMatter(file: string): Told {
  const [, head = "", text = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/u.exec(file) ?? [];
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "mu").exec(head)?.[1] ?? "";
  const title = field("title").replace(/^"|"$/gu, "");
  return { id: field("id"), title, publishedAt: field("publishedAt"), text: text.trim() };
}

export function sourceOf({ id, title, text, publishedAt, outlet }: Told): Source {
  const metadata = { title, url: null, outlet: outlet ?? null, author: null, publishedAt: publishedAt ?? null };
  const version = { shelf: "main", version: 1, fetchedAt: "2024-01-01T00:00:00Z", contentHash: hash(title + text) };
  const article: Article = { id, ...version, ...metadata, text, paragraphs: paragraphs(text) };
  const passages = chunk(article);
  return { article, passages, lines: linesOf(article, passages) };
}

function linesOf({ text }: Article, passages: readonly Passage[]): readonly Line[] {
  const spans = sentences(text);
  const told = spans.map(({ start, end }) => text.slice(start, end));
  return spans.flatMap(({ start, end }, index) => {
    const passage = passages.find((one) => one.start <= start && end <= one.end);
    const next = spans[index + 1];
    if (passage === undefined) return [];
    const after = next && next.end <= passage.end ? (told[index + 1] ?? null) : null;
    const before = told.slice(Math.max(0, index - 3), index).toReversed();
    return [{ text: told[index] ?? "", passage, before, after }];
  });
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** 0 to 2³² − 1. */
export function hashNumber(text: string): number {
  return Number.parseInt(hash(text).slice(0, 8), 16);
}
