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
    if (/^,? (?:and|or) /u.test(text.slice(name.end))) return [];
    if (NO_PLACE.test(text.slice(name.start, name.end))) continue;
    const end = endOfPlace(text, name, all.slice(index + 1));
    if (!GOES_ON.test(text.slice(end))) found.push({ start: before.index, end });
  }
  return found;
}

/** `in the Harry Potter films`, `in Falun’s port`: the name only describes. */
const GOES_ON =
  /^(?: (?!(?:and|or|in|on|at|by|to|for|with|from|where|when|as|is|was|after|before|during|until|since|every|each|this|last|next|under|near|who|which|while|but|over|has|had|were|are|will)\b)\p{Ll}|-\p{L}|['’]s)/u;

/** `Falls Church, Virginia` is one place. */
function endOfPlace(text: string, name: Span, following: readonly Span[]): number {
  let { end } = name;
  for (const next of following) {
    if (text.slice(end, next.start) !== ", ") break;
    end = next.end;
  }
  return end;
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
