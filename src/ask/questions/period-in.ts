import { type Days, daysOf, isoDay, TIME } from "./days-of.ts";

/** Days of publication that a question asks for, ISO 8601, both included; `null`: open. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
  /** The question says that something was published then, not only that it happened. */
  readonly isOfPublication: boolean;
}

const PIECES = "(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|news|reporting|headlines)";
const PUBLISHED = "(?:published|written|dated|posted|printed|reported)";

/** In these the time is that of a publication. A book is published too: the article, report or story must be named. */
const OF_PUBLICATION: readonly RegExp[] = [
  // `The report in 1964` may be one that was spoken of.
  new RegExp(
    `\\b(?:articles?|reports|stories|coverage|news|headlines) (?<how>in|of|on|during) (?:the )?(?<time>${TIME})`,
    "iu",
  ),
  new RegExp(
    `\\b${PIECES}(?: (?:that|which) (?:was|were))?(?: ${PUBLISHED})? (?<how>from|since|before|after|until|dated) (?:the )?(?<time>${TIME})`,
    "iu",
  ),
  new RegExp(
    `\\b${PIECES}\\b[^?.]{0,60} ${PUBLISHED} (?<how>in|on|since|before|after|until|during|from)? ?(?<time>${TIME})`,
    "iu",
  ),
  new RegExp(`\\breported (?<how>in|on|since|before|after|until|during)? ?(?<time>${TIME})`, "iu"),
  new RegExp(
    `\\b(?<how>in|from|by|of|on|the) (?:the |an? )?(?:[\\p{L}&’']+ ){0,3}?(?<time>${TIME})(?:['’]s)? ${PIECES}\\b`,
    "iu",
  ),
];

/** What happened then cannot have been reported earlier: only the first day counts. */
const OF_FACTS: readonly RegExp[] = [
  new RegExp(`\\b(?<how>since) (?<time>${TIME})`, "iu"),
  /\b(?<how>)(?<time>yesterday|last week|this week|last month|this month|(?:last|past) (?:\d{1,2}|few|two|three|four|five|six|seven|eight|nine|ten) (?:days?|weeks?|months?))\b/iu,
];

/** The period a question asks for; `null` where it asks for none. */
export function periodIn(question: string, today: Date): Period | null {
  const now = Math.floor(today.getTime() / (24 * 3600 * 1000));
  const between = BETWEEN.exec(question)?.groups;
  if (between) {
    const [start, end] = [daysOf(between.start ?? "", now), daysOf(between.end ?? "", now)];
    if (start && end && start.first <= end.last)
      return { from: isoDay(start.first), to: isoDay(end.last), isOfPublication: true };
  }
  return first(OF_PUBLICATION, question, now, true) ?? first(OF_FACTS, question, now, false);
}

const BETWEEN = new RegExp(
  `\\b(?:${PIECES}|${PUBLISHED})(?: ${PUBLISHED})? (?:between|from) (?<start>${TIME}) (?:and|to|until) (?<end>${TIME})`,
  "iu",
);

function first(patterns: readonly RegExp[], question: string, now: number, isOfPublication: boolean): Period | null {
  for (const pattern of patterns) {
    const { how = "", time = "" } = pattern.exec(question)?.groups ?? {};
    // `The report may be wrong` speaks of no month.
    const isVerb = how === "" && /^(?:may|march)$/u.test(time);
    const days = time === "" || isVerb ? null : daysOf(time, now);
    if (days) return periodOf(how.toLowerCase(), days, isOfPublication);
  }
  return null;
}

function periodOf(how: string, { first, last }: Days, isOfPublication: boolean): Period {
  if (how === "before") return { from: null, to: isoDay(first - 1), isOfPublication };
  if (how === "until") return { from: null, to: isoDay(last), isOfPublication };
  if (how === "after") return { from: isoDay(last + 1), to: null, isOfPublication };
  if (how === "since" || !isOfPublication) return { from: isoDay(first), to: null, isOfPublication };
  return { from: isoDay(first), to: isoDay(last), isOfPublication };
}
