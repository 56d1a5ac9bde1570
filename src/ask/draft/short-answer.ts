import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import type { Span } from "#types.ts";
import { actorIn } from "./actor.ts";
import { type Alignment, align } from "./align.ts";
import { countIn } from "./counted.ts";
import { type Expression, expressions } from "./expressions.ts";
import { type Hold, holdOf } from "./nearness.ts";
import { placesIn } from "./places.ts";
import { reasonIn } from "./reason.ts";
import { saidByLastName } from "./same-person.ts";

/** What a short answer of a kind must reach. */
interface Demand extends Hold {
  /** How much of the best candidate's nearness the next one may have, at most. */
  readonly rival: number;
}

/** Chosen on two thirds of the development questions, for precision: a lead that is wrong costs more than a missing one. */
const DEMANDS: Readonly<Record<string, Demand>> = {
  time: { covered: 0.7, near: 0.35, rival: 0.75 },
  duration: { covered: 0.6, near: 0.3, rival: 0.75 },
  age: { covered: 0.6, near: 0.3, rival: 0.75 },
  money: { covered: 0.6, near: 0.3, rival: 0.75 },
  amount: { covered: 0.7, near: 0.4, rival: 0.75 },
  count: { covered: 0.6, near: 0.3, rival: 0.75 },
  place: { covered: 0.7, near: 0.45, rival: 0.6 },
  person: { covered: 0.7, near: 0.3, rival: 1 },
  quote: { covered: 0.5, near: 0.1, rival: 0 },
  reason: { covered: 0.6, near: 0.2, rival: 1 },
};

/**
 * What the sentence answers in a few of its own words, as a span of it; `null` where that can not be said surely. A
 * short answer that is wrong misleads more than none.
 */
export function shortAnswer(findings: Findings, item: RankedSentence): Span | null {
  const { sentence } = item;
  const { question } = findings;
  const demand = DEMANDS[question.kind];
  if (demand === undefined || !namesStand(findings, item) || isWithheld(question.text, sentence.text)) return null;
  if (!samePolesStand(question.text, sentence.text)) return null;
  const alignment = align(findings, sentence);
  const held = candidates(findings, alignment)
    .filter((span) => isNew(alignment, span))
    .map((span) => ({ ...span, ...holdOf(alignment, span) }))
    .toSorted((a, b) => b.near - a.near);
  const [best, next] = held;
  if (best === undefined || best.covered < demand.covered || best.near < demand.near) return null;
  if (next !== undefined && next.near >= demand.rival * best.near) return null;
  if (isDoubted(question.text, alignment, best)) return null;
  return { start: best.start, end: best.end };
}

function candidates(findings: Findings, alignment: Alignment): readonly Span[] {
  const { question } = findings;
  const { text } = alignment;
  const asked = question.text.toLowerCase();
  switch (question.kind) {
    case "time":
      return expressions("time", text).filter((span) => isTimeAsked(asked, text.slice(span.start, span.end)));
    case "person":
      return actorIn(findings, alignment);
    case "place":
      return placesIn(asked, alignment);
    case "reason":
      return reasonIn(text);
    case "quote":
      return [...text.matchAll(QUOTATION)].map(({ 0: said, index }) => ({ start: index, end: index + said.length }));
    case "count":
      return countIn(findings, alignment);
    case "amount":
      return withoutSpans(
        (["money", "percent", "amount"] as const).flatMap((kind) => expressions(kind, text)),
        text,
      );
    case "money":
      return withoutSpans(expressions("money", text), text);
    default:
      return expressions(question.kind as Expression, text);
  }
}

const QUOTATION = /["“][^"“”]{10,200}["”]/gu;

/** Of a change (`from 90% to 33%`) none of the two is sure to be meant. */
function withoutSpans(found: readonly Span[], text: string): readonly Span[] {
  const changes = found.some((span) => /\bfrom (?:as (?:high|low|much) as )?$/u.test(text.slice(0, span.start)));
  return changes ? [] : found;
}

/** `what year` wants a year, `what century` a century, `what day` a day. */
function isTimeAsked(question: string, found: string): boolean {
  const unit = /\b(?:what|which) (year|century|decade|date|day|month|time|season|era|period)\b/u.exec(question)?.[1];
  if (unit === undefined) return true;
  if (unit === "year") return /\d{3,4}(?!0?s\b)/u.test(found);
  if (unit === "century") return /century/u.test(found);
  if (unit === "decade") return /\d0s/u.test(found);
  if (unit === "date" || unit === "day") return /\p{Lu}\p{L}+ \d{1,2}\b|\d{1,2} \p{Lu}|day\b/u.test(found);
  return unit === "month" && /\p{Lu}\p{L}{2,}/u.test(found) && !/day\b/u.test(found);
}

/** It says more than the question itself did; what the conversation adds may be the answer. */
function isNew({ tokens, text, weights }: Alignment, span: Span): boolean {
  const inside = tokens.filter((token) => token.start >= span.start && token.end <= span.end);
  const own = inside.filter((token) => token.term.idf > 0 || /\d/u.test(text.slice(token.start, token.end)));
  return (own.length > 0 ? own : inside).some(
    (token) => ![...token.matches].some(([word, strength]) => strength === 1 && (weights[word] ?? 0) > 0),
  );
}

/**
 * Every name and number of the question stands in the passage or its title; in the sentence or the title where a place
 * or a time is asked for, of which a passage holds many.
 */
function namesStand(findings: Findings, { found, sentence }: RankedSentence): boolean {
  const { question, names } = findings;
  const said = [...sentence.terms, ...found.analysed.title].map((term) => term.stem);
  const near = new Set([...said, ...saidByLastName(findings, sentence)]);
  const { counts } = found.analysed;
  const isNear = question.kind === "place" || question.kind === "time";
  return question.words.every(({ term, weight }, index) => {
    if (weight < 1) return true;
    if (/\d/u.test(term.surface)) return near.has(term.stem);
    return !names[index] || (isNear ? near.has(term.stem) : counts.has(term.stem));
  });
}

/** Tells of what is over. */
const PAST = /\b(?:was|were|had|did|\p{Ll}{2,}ed)\b/u;
const ORDER =
  /\b(?:first|last|latest|earliest|second|third|next|newest|oldest|youngest|final|most recent|current|currently|originally|original)\b/giu;

/** `The last time` is not answered by any time, and a sentence that asks answers nothing. */
function isWithheld(question: string, sentence: string): boolean {
  if (/\?["”’)]*$/u.test(sentence)) return true;
  if (/\bwhen (?:do|does|is|are|will)\b/iu.test(question) && PAST.test(sentence)) return true;
  const said = sentence.toLowerCase();
  return (question.match(ORDER) ?? []).some((word) => !said.includes(word.toLowerCase()));
}

/** Words that are near in meaning by their vectors and say the opposite. */
const POLES: readonly RegExp[] = [
  /\b(?:beg[aiu]n\w*|start\w*|commenc\w*|launch\w*|open\w*)\b/iu,
  /\b(?:end\w*|finish\w*|stop\w*|ceas\w*|conclu\w*|clos\w*|until)\b/iu,
  /\b(?:born|birth\w*)\b/iu,
  /\b(?:die[sd]?|dying|death\w*|killed|dead|executed|assassinated|murdered)\b/iu,
  /\b(?:w[io]n|winn\w*|wins|victor\w*|beat|defeat\w*)\b/iu,
  /\b(?:lose|loses|lost|losing|loser)\b/iu,
  /\b(?:buy\w*|bought|purchas\w*|acquir\w*)\b/iu,
  /\b(?:sell\w*|sold)\b/iu,
  /\b(?:join\w*|enter\w*)\b/iu,
  /\b(?:leav\w*|left|quit\w*|resign\w*|withdr\w*)\b/iu,
  /\b(?:film(?:ed|ing)|shot)\b/iu,
  /\b(?:record(?:ed|ing|s)?)\b/iu,
  /\b(?:increas\w*|rise|rises|rose|risen|rais\w*|grow\w*|grew|more|higher)\b/iu,
  /\b(?:decreas\w*|fall\w*|fell|drop\w*|reduc\w*|declin\w*|less|lower)\b/iu,
];

function samePolesStand(question: string, sentence: string): boolean {
  return POLES.every((pole) => !pole.test(question) || pole.test(sentence));
}

const DOUBT =
  /\b(?:not|never|no longer|neither|nor|n['’]t|might|could|would|perhaps|possibly|probably|allegedly|reportedly|supposedly|rumou?red|if|unless|expected to|planned to|hopes? to|false(?:ly)?|denied|denies)\b|n['’]t\b/giu;

/** What the clause denies or only supposes, and the question does not. */
function isDoubted(question: string, { text, tokens }: Alignment, span: Span): boolean {
  const clauses = new Set(
    tokens.filter((token) => token.start < span.end && token.end > span.start).map((t) => t.clause),
  );
  const inClause = tokens.filter((token) => clauses.has(token.clause));
  const from = Math.min(...inClause.map((token) => token.start));
  const to = Math.max(...inClause.map((token) => token.end));
  if (/ may /u.test(text.slice(from, to))) return true;
  const doubts = text.slice(from, to).match(DOUBT) ?? [];
  return doubts.some((word) => !question.toLowerCase().includes(word.toLowerCase()));
}
