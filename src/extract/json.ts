import { InputError } from "#errors.ts";
import { normaliseText } from "#text/normalise.ts";
import type { ExtractedArticle } from "#types.ts";
import { check, found, METADATA, text } from "./metadata.ts";

/** One JSON object `{id?, title, text, url?, outlet?, author?, publishedAt?}`; other fields are ignored. */
export function extractJson(content: string): ExtractedArticle {
  const { id, ...article } = check(JSON_ARTICLE, parse(content));
  return { ...article, givenId: id, text: normaliseText(article.text) };
}

const JSON_ARTICLE = METADATA.extend({
  text: text.refine((value) => normaliseText(value).trim() !== "", {
    error: "expected the text of the article, found an empty one",
  }),
});

const SHAPE = 'one JSON object such as {"title": "…", "text": "…"}';

function parse(content: string): object {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`Expected ${SHAPE}, found something that is not JSON: ${reason}`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError(`Expected ${SHAPE}, found ${found(value)}.`);
  }
  return value;
}
