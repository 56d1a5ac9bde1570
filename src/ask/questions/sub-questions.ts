/** Questions that one is split into, at most: more would leave each too little room in the evidence. */
const MOST = 4;
/** Letters of a question or a name that may stand alone. */
const SHORTEST = 2;

/**
 * The questions that a comparison, a question about change or two questions in one consist of, each to be looked for by
 * itself: two to four. Empty for all others, and where it is not plain how to split.
 */
export function subQuestions(question: string): readonly string[] {
  const asked = question.trim().replace(/\s+/gu, " ");
  if (asked.length > LONGEST) return [];
  for (const split of SPLITS) {
    const parts = [...new Set(split(asked).map(finished))].filter((part) => part.length > SHORTEST);
    if (parts.length >= 2 && parts.length <= MOST) return parts;
  }
  return [];
}

/** Characters; what is longer is no single question. */
const LONGEST = 400;

/** From the most to the least certain. */
const SPLITS: readonly ((asked: string) => readonly string[])[] = [several, change, compared, shared, joined];

const ASKING = "(?:who|whom|whose|what|when|where|why|which|how)";

/** `Who won? And when was the final?` */
function several(asked: string): readonly string[] {
  const parts = asked.split(/(?<=\?)\s+/u);
  const isEach = parts.every((part) => new RegExp(`^(?:and |but |so |also,? )?${ASKING}\\b[^?]*\\?$`, "iu").test(part));
  // What leans on the part before it cannot be looked for alone.
  return parts.length > 1 && isEach && !parts.slice(1).some(leansBack) ? parts : [];
}

const TIME =
  "(?:(?:early|mid|late) )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \\d{1,2})?(?:,? \\d{4})?|\\d{4})";
const CHANGE = new RegExp(
  `^(?<before>how (?:much )?(?:did|has|have|was|were|does) .+? (?:change|changed|develop|developed|evolve|evolved|grow|grown|rise|risen|fall|fallen|increase|increased|decrease|decreased|differ)[^?]*?) (?:between|from) (?<start>${TIME}) (?:and|to|until) (?<end>${TIME})(?<rest>[^?]*)`,
  "iu",
);

/** `How did the toll change between May and July?`: what it was then, and what it was later. */
function change(asked: string): readonly string[] {
  const { before, start, end, rest } = CHANGE.exec(asked)?.groups ?? {};
  const subject =
    /^how (?:much )?(?:did|has|have|was|were|does) (?<subject>.+?) (?:change|develop|evolve|grow|rise|risen|fall|increase|decrease|differ)/iu.exec(
      before ?? "",
    )?.groups?.subject;
  if (subject === undefined || start === undefined || end === undefined) return [];
  const what = `${subject}${rest ?? ""}`;
  return [`What was ${what} in ${start}`, `What was ${what} in ${end}`];
}

const COMPARED: readonly RegExp[] = [
  /^(?:please )?(?:compare|contrast) (?<one>[^,?]+?) (?:and|with|to) (?<other>[^,?]+?)(?<rest>,? (?:in|by|on|regarding|with regard to|in terms of|as to) .+)?$/iu,
  /^(?:what (?:is|are|was|were)|what['’]s) the (?:main )?differences? (?:between) (?<one>[^,?]+?) and (?<other>[^,?]+?)(?<rest>,? (?:in|on|regarding|in terms of|as to) .+)?$/iu,
  /^how (?:do|does|did) (?<one>[^,?]+?) (?:and (?<both>[^,?]+?) )?(?:compare|differ)(?: (?:with|to|from) (?<other>[^,?]+?))?(?<rest>,? (?:in|on|regarding|in terms of|as to) .+)?$/iu,
];

/** `Compare X and Y in terms of Z`: what is said of each. */
function compared(asked: string): readonly string[] {
  for (const pattern of COMPARED) {
    const { one, both, other, rest = "" } = pattern.exec(asked.replace(/[?.!]+$/u, ""))?.groups ?? {};
    const second = both ?? other;
    if (one === undefined || second === undefined || /\band\b|\bth(?:at|ose|is|ese)\b/iu.test(`${one} ${second}`))
      continue;
    const about = rest.replace(/^,? (?:in terms of|with regard to|regarding|as to|in|by|on) /iu, "");
    if (about === "") return [`What about ${one}`, `What about ${second}`];
    return [`What about ${about} of ${one}`, `What about ${about} of ${second}`];
  }
  return [];
}

const NAME = "(?:the )?\\p{Lu}[\\p{L}’'.-]*(?: (?:(?:of|the|de|van|von) )?\\p{Lu}[\\p{L}’'.-]*)*";
const SHARED = new RegExp(
  `^(?<front>(?:what|when|where|why|how) (?:did|do|does|has|have|was|were|is|are)) (?<names>${NAME}(?:, ${NAME})*,? and ${NAME}) (?<rest>(?:each )?(?:say|said|think|want|win|claim|argue|write|report|study|born|die|promise|propose|plan|react|respond|earn|pay|vote|play|sing)\\b.*)$`,
  "u",
);

/** `What did A and B say about C?`: what each said. */
function shared(asked: string): readonly string[] {
  const match = SHARED.exec(asked.charAt(0).toLowerCase() + asked.slice(1));
  const { front = "", names = "", rest = "" } = match?.groups ?? {};
  // Two who married or met did it together.
  if (match === null || /\b(?:together|each other|one another)\b/u.test(rest)) return [];
  const each = names.split(/,? and |, /u);
  return each.map((name) => `${front} ${name} ${rest.replace(/^each /u, "")}`);
}

const JOINED = new RegExp(
  `^(?<first>${ASKING}\\b.+?),? and (?<second>${ASKING}(?: (?:much|many|long|old|often|far))? (?:did|do|does|was|were|is|are|has|have|had|will|would|can|could)\\b.+)$`,
  "iu",
);

/** `Who won the race, and when was it held?` is split where the second part names whom it speaks of. */
function joined(asked: string): readonly string[] {
  const { first, second } = JOINED.exec(asked.replace(/\?+$/u, ""))?.groups ?? {};
  if (
    first === undefined ||
    second === undefined ||
    !/\b(?:did|do|does|was|were|is|are|has|have|\p{Ll}+ed|won|made|gave|took|left|began)\b/u.test(first)
  )
    return [];
  return leansBack(second) ? [first, resolved(first, second)] : [first, second];
}

const PRONOUN = /\b(?:he|she|it|they|him|her|them|his|hers|its|their|this|that|these|those)\b/iu;

function leansBack(part: string): boolean {
  return PRONOUN.test(part);
}

/** The second part with the one name of the first beside it, so that it can be looked for; its own words stay. */
function resolved(first: string, second: string): string {
  const names =
    first.slice(first.indexOf(" ")).match(/\p{Lu}[\p{L}’'-]*(?: (?:(?:of|the|de|van|von) )?\p{Lu}[\p{L}’'-]*)*/gu) ??
    [];
  const name = (names[0] ?? "").replace(/['’]s$/u, "");
  return name.length < 2 || names.length > 1 ? "" : `${second} (${name})`;
}

function finished(part: string): string {
  const bare = part
    .trim()
    .replace(/^(?:and|but|so|also),? /iu, "")
    .replace(/[?.!,;\s]+$/u, "");
  return bare === "" ? "" : `${bare.charAt(0).toUpperCase()}${bare.slice(1)}?`;
}
