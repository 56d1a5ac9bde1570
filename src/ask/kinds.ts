/** What kind of thing a question asks for. `topic`: no question word at all (`kkw beauty ceo`). */
export type QuestionKind =
  | "person"
  | "time"
  | "duration"
  | "age"
  | "count"
  | "amount"
  | "money"
  | "place"
  | "quote"
  | "reason"
  | "yes/no"
  | "manner"
  | "thing"
  | "topic";

interface Pattern {
  readonly kind: QuestionKind;
  readonly pattern: RegExp;
}

/**
 * Of several that fit, the one that starts first counts; at the same place the one that stands first here. What a
 * pattern only looks ahead at, or names `about`, is content and does not belong to the words that ask.
 */
const PATTERNS: readonly Pattern[] = [
  {
    kind: "age",
    pattern: /\bhow old\b|\b(?:what|which)(?:'s|’s|s| is| was) (?<about>(?:\S+ ){0,3})age\b|\bat what age\b/u,
  },
  {
    kind: "duration",
    pattern:
      /\bhow (?:long|many (?:years|months|weeks|days|hours|minutes|seconds|decades|centuries)|much (?:longer|time))\b/u,
  },
  {
    kind: "money",
    pattern:
      /\bhow much(?: money\b|(?= (?:did|does|do|is|was|were|would|will|has|have) (?:\S+ ){1,6}(?:cost|worth|paid?|earn|spend|make)\b))|\bwhat(?= (?:is|was|did|does) (?:\S+ ){1,5}(?:cost|price|salary|worth|revenue)\b)/u,
  },
  { kind: "count", pattern: /\bhow (?:many|often)\b|\bwhat (?:number|percent|percentage|share|proportion)\b/u },
  { kind: "amount", pattern: /\bhow (?:much|big|large|tall|high|deep|far|fast|heavy|wide|hot|cold|expensive)\b/u },
  {
    kind: "time",
    pattern:
      /\bwhen\b|\b(?:what|which|whats) (?:year|date|day|month|century|decade|time|season|era|period)\b|\bsince when\b/u,
  },
  {
    kind: "place",
    pattern:
      /\bwhere(?:'s|’s|s)?\b|\b(?:what|which) (?:city|country|place|state|town|region|continent|county|village|location|island)\b/u,
  },
  {
    kind: "reason",
    pattern:
      /\bwhy\b|\bhow come\b|\bwhat (?:(?:is|was|were|are) )?(?:the )?(?<about>(?:\S+ )?)(?:reason|reasons|cause|caused|causes|made)\b|\bfor what reason\b/u,
  },
  {
    kind: "person",
    pattern:
      /\bwho(?:'s|’s|s|m|se)?\b|\b(?:what|which) (?<about>(?:\S+ )?)(?:person|man|woman|people)\b|\b(?:what|which)(?= (?:\S+ )?(?:actor|actress|author|president|politician|king|queen|singer|player)\b)/u,
  },
  { kind: "manner", pattern: /\bhow\b/u },
  { kind: "thing", pattern: /\b(?:what|which|whats|what's|what’s)\b/u },
  {
    kind: "yes/no",
    pattern:
      /^(?:and |so |but |ok |then )?(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|isn't|aren't|wasn't|didn't|doesn't|hasn't|won't)\b/u,
  },
];

/** Asks for what somebody said, word for word; counts wherever it stands. */
const WORD_FOR_WORD =
  /\b(?:exact|actual|direct) (?:quotes?|words|quotation)\b|\bin (?:his|her|their|its) own words\b|\b(?:quote|quotation) (?:from|of|by)\b/u;

export interface KindOfQuestion {
  readonly kind: QuestionKind;
  /** The words that ask (`how long`, `what year`), as they stand in the lower-cased question. */
  readonly phrase: string;
}

export function questionKind(question: string): KindOfQuestion {
  const text = question.toLowerCase().trim();
  const words = WORD_FOR_WORD.exec(text);
  if (words) return { kind: "quote", phrase: words[0] };
  let best: { readonly kind: QuestionKind; readonly phrase: string; readonly at: number } | null = null;
  for (const { kind, pattern } of PATTERNS) {
    const match = pattern.exec(text);
    if (match && (best === null || match.index < best.at)) best = { kind, phrase: asking(match), at: match.index };
  }
  return best ? { kind: best.kind, phrase: best.phrase } : { kind: "topic", phrase: "" };
}

function asking(match: RegExpExecArray): string {
  const about = match.groups?.about ?? "";
  return about === "" ? match[0] : match[0].replace(about, () => "");
}
