import { mostTokens, mostTokensOf } from "#text/tokens.ts";

/** OpenAI takes 2,048 texts in a request; fewer lose less when one fails, and suit servers on a desk. */
const MOST_TEXTS = 256;
/** OpenAI takes 300,000 tokens in a request and 8,191 in a text; the estimate may err by a few percent. */
const MOST_TOKENS = 250_000;
const MOST_TOKENS_IN_TEXT = 8000;

/** A run of texts that fits one request, in order. */
export function toBatches(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let tokens = 0;
  for (const text of texts) {
    const estimate = mostTokens(text);
    const last = batches.at(-1);
    if (last === undefined || last.length === MOST_TEXTS || tokens + estimate > MOST_TOKENS) {
      batches.push([text]);
      tokens = estimate;
    } else {
      last.push(text);
      tokens += estimate;
    }
  }
  return batches;
}

/**
 * The text as a server accepts it: well-formed, at most 8,000 estimated tokens (cut between two words where there are
 * words), and a full stop for a text without anything to see, which OpenAI refuses when it is empty.
 */
export function toInput(text: string): string {
  return cut(wellFormed(text)).trim() || ".";
}

/** Half characters, which servers refuse, become the replacement character. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function cut(text: string): string {
  if (text.length <= MOST_TOKENS_IN_TEXT) return text;
  let tokens = 0;
  let end = 0;
  for (const character of text) {
    tokens += mostTokensOf(character);
    if (tokens > MOST_TOKENS_IN_TEXT) break;
    end += character.length;
  }
  if (end === text.length || /\s/.test(text.charAt(end))) return text.slice(0, end);
  const lastSpace = /\s\S*$/.exec(text.slice(0, end))?.index;
  return text.slice(0, lastSpace || end);
}
