import type { Span } from "#types.ts";
import type { Alignment } from "./align.ts";
import { namesIn } from "./names-in.ts";

const PREPOSITION =
  /(?<![\p{L}\d])(in|at|near|on|to|from|into|off|outside)(?: the)?(?: (?:city|town|village|state|county|island|port|capital|region) of)?(?: (?:central|(?:north|south)?(?:east|west|north|south)(?:ern)?))? $/iu;

const NO_PLACE =
  /^(?:Article|Chapter|Section|Figure|Table|Part|Book|Act|Genesis|Exodus|Acts|Matthew|Mark|Luke|World War|Season|Series|Episode|Operation|Battle of)\b/u;

/** Named places of a sentence, each with its preposition and what it lies in: `in Falls Church, Virginia`. */
export function placesIn(question: string, { text }: Alignment): readonly Span[] {
  const found: Span[] = [];
  const all = namesIn(text);
  for (const [index, name] of all.entries()) {
    const before = PREPOSITION.exec(text.slice(0, name.start));
    if (before === null || !isFitting(question, (before[1] ?? "").toLowerCase())) continue;
    if (NO_PLACE.test(text.slice(name.start, name.end))) continue;
    let { end } = name;
    for (const next of all.slice(index + 1)) {
      if (text.slice(end, next.start) !== ", ") break;
      end = next.end;
    }
    // `in the Harry Potter films`, `in May`: no place
    if (
      /^(?: (?!and\b|or\b|in\b|on\b|at\b|by\b|to\b|for\b|with\b|from\b|where\b|when\b|as\b|is\b|was\b|after\b|before\b|during\b|until\b|since\b)\p{Ll}|-\p{L}|['’]s)/u.test(
        text.slice(end),
      )
    )
      continue;
    found.push({ start: before.index, end });
  }
  return found;
}

function isFitting(question: string, preposition: string): boolean {
  if (preposition === "from") return /\bfrom\b|\borigin/u.test(question);
  if (preposition === "to" || preposition === "into") {
    return /\bto\b(?:\?|$)|\b(?:go|went|move|moved|flee|fled|travel|travelled|traveled|sent|send|emigrate\w*|migrate\w*|sail\w*|relocat\w*)\b/u.test(
      question,
    );
  }
  return !/\b(?:to|from)\s*\??$/u.test(question);
}
