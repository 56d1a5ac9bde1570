import { InputError } from "#errors.ts";
import { extractHtml } from "#extract/html/html.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

export function extract(html: string | Uint8Array, more: Partial<RawDocument> = {}): Promise<ExtractedArticle> {
  const bytes = typeof html === "string" ? new TextEncoder().encode(html) : html;
  return extractHtml({ source: "test", identity: null, format: "html", bytes, ...more });
}

/** The message with which a page is refused. */
export async function refusal(html: string | Uint8Array, more: Partial<RawDocument> = {}): Promise<string> {
  try {
    return `accepted: ${JSON.stringify(await extract(html, more))}`;
  } catch (error) {
    return error instanceof InputError ? error.message : `another error: ${String(error)}`;
  }
}

/** Three paragraphs that are long enough for an article, and no more. */
export const STORY = [
  "The lighthouse on Brann Point went dark on Tuesday for the first time since 1911, after the cable from the mainland was cut by an anchor.",
  "Engineers from the coastal authority reached the rock at noon and lit a spare lamp that runs on batteries for six days.",
  "“Nobody noticed but the gulls,” said the keeper, Ansel Quist, who is 71 and was due to retire in May.",
] as const;

export const STORY_TEXT = STORY.join("\n\n");

export const PARAGRAPHS = STORY.map((paragraph) => `<p>${paragraph}</p>`).join("\n");

/** A page around an article. */
export function page(head: string, body: string, lang = "en"): string {
  return `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
}

export function linked(value: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
}
