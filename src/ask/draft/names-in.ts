import { names } from "#text/names.ts";
import type { Span } from "#types.ts";

const TITLE = /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt)\.? )+$/u;

/** Every name of a sentence in order, with the title before it. */
export function namesIn(text: string): readonly Span[] {
  return names(text).map(({ start, end }) => {
    const title = TITLE.exec(text.slice(0, start))?.[0] ?? "";
    return { start: start - title.length, end };
  });
}
