import type { Span } from "#types.ts";

const CAUSE =
  /(?<![\p{L}\d])(?:because(?: of)?|due to|owing to|thanks to|as a result of|in order to|so that|(?<=, )since|for fear of|to (?:avoid|prevent|protect|ensure|allow|maintain|reduce|provide|keep))(?= )/giu;
/** Where the reason ends. */
const END = /[;:()[\]—–]|, (?:which|who|and|but|while|although|though|whereas|with|where|as)\b|\.(?=\s|$|\[)|["”]|$/u;

/** The clauses that give a reason: `because a storm damaged two pillars in 2019`. */
export function reasonIn(text: string): readonly Span[] {
  return [...text.matchAll(CAUSE)]
    .map((match) => {
      const rest = text.slice(match.index);
      // In front, the reason ends with the comma before what it explains.
      const opens = /^["“'‘(]*$/u.test(text.slice(0, match.index));
      const end = opens ? rest.indexOf(",") : (END.exec(rest)?.index ?? rest.length);
      return { start: match.index, end: match.index + Math.max(0, end) };
    })
    .filter((span) => span.end > span.start + 12);
}
