import { opening } from "#ask/draft/opening.ts";
import { isHeading, plain } from "#ask/draft/plain.ts";
import type { DraftStatement } from "#ask/draft.ts";
import type { QuestionKind } from "#ask/kinds.ts";
import { leadIn } from "#ask/lead-in.ts";
import { coverageOf, share } from "#ask/rank/coverage.ts";
import type { Findings } from "#ask/retrieve.ts";
import type { Token } from "#ask/verify/reading.ts";
import { addressesModel } from "#text/addressed.ts";
import { words } from "#text/words.ts";
import { type Difference, differenceOf } from "./differing.ts";
import { isReprint, isSameArticle } from "./reprints.ts";
import { isSameEvent } from "./same-event.ts";
import { type Told, toldIn } from "./told.ts";

/** A statement of another article that says another number, date or name of the same matter. */
export interface Disagreement {
  /** Index of the draft that it disagrees with. */
  readonly of: number;
  /** One of the later drafts, or a sentence that stands in none of them. */
  readonly statement: DraftStatement;
}

/** Passages that are looked at, and disagreements that are shown, at most. */
const LOOKED_AT = 10;
const MOST = 2;
/** Share of the question that a sentence with a number (and its title) must cover where it asks for something else. */
const RELEVANT = 0.5;

/**
 * Where another dated article gives another number, date or name for what a draft says: the sentence that does, one for
 * a draft, the newest of several. What is not sure is left out: two events may be alike.
 */
export function disagreements(drafts: readonly DraftStatement[], findings: Findings): readonly Disagreement[] {
  const candidates = candidatesOf(findings);
  const found: Disagreement[] = [];
  const known = new Set(drafts.flatMap(({ quotes }) => quotes.map(keyOf)));
  for (const [of, draft] of drafts.entries()) {
    const later = drafts.slice(of + 1);
    const rival = rivalsOf(draft, candidates, findings).find((told) => {
      const key = keyOf({ passage: told.passage, ...told.sentence });
      return !known.has(key) || later.some(({ quotes }) => quotes.some((quote) => keyOf(quote) === key));
    });
    if (rival === undefined || found.length === MOST) continue;
    const key = keyOf({ passage: rival.passage, ...rival.sentence });
    const said = later.find(({ quotes }) => quotes.some((quote) => keyOf(quote) === key));
    if (found.some(({ statement }) => statement === said)) continue;
    found.push({ of, statement: said ?? stated(rival) });
    known.add(key);
  }
  return found;
}

/** The dated passages with their sentences. */
function candidatesOf({ evidence }: Findings): readonly (readonly Told[])[] {
  return evidence
    .slice(0, LOOKED_AT)
    .filter(({ article }) => article.publishedAt !== null)
    .map(({ analysed }) => analysed.sentences.map((sentence) => toldIn(analysed, sentence)));
}

/** Sentences of other articles that differ from a draft, those of the newest article first. */
function rivalsOf(
  draft: DraftStatement,
  candidates: readonly (readonly Told[])[],
  findings: Findings,
): readonly Told[] {
  const own = new Set(words(draft.text).map(({ text }) => text));
  const rests = (token: Token) => own.has(token.text);
  const isRival = (one: Told, other: Told) => {
    const difference = sharesWords(one, other) && isTelling(other) ? differenceOf(one, other, rests) : null;
    return difference !== null && isRelevant(difference, other, findings) && isSameEvent(one, other, difference);
  };
  const rivals = quotedIn(draft).flatMap((one) =>
    candidates
      .filter(([first]) => first !== undefined && isOther(one, first))
      .flatMap((told) => told.filter((other) => isRival(one, other))),
  );
  return rivals.toSorted((a, b) => timeOf(b) - timeOf(a));
}

function quotedIn({ quotes }: DraftStatement): readonly Told[] {
  return quotes
    .filter(({ passage }) => passage.article.publishedAt !== null)
    .flatMap(({ passage, start, end }) =>
      passage.sentences
        .filter((sentence) => sentence.start < end && sentence.end > start)
        .map((sentence) => toldIn(passage, sentence)),
    );
}

function isOther(one: Told, other: Told): boolean {
  return !isSameArticle(one.passage.article, other.passage.article) && !isReprint(one.passage, other.passage);
}

/** A quick look: two words of content at least. */
function sharesWords(one: Told, other: Told): boolean {
  const there = new Set(other.sentence.content.map(({ stem }) => stem));
  return one.sentence.content.filter(({ stem }) => there.has(stem)).length >= 2;
}

function keyOf({ passage, start }: { readonly passage: Told["passage"]; readonly start: number }): string {
  return JSON.stringify([passage.passage.id, start]);
}

function timeOf({ passage }: Told): number {
  return Date.parse(passage.article.publishedAt ?? "");
}

function isTelling({ sentence }: Told): boolean {
  const asks = /\?["”’)]*$/u.test(sentence.text);
  return !asks && !isHeading(sentence.text) && addressesModel(sentence.text) === null;
}

const ASKED: Readonly<Record<Difference, readonly QuestionKind[]>> = {
  number: ["count", "amount", "money", "duration"],
  date: ["time"],
  name: ["person"],
};

/** The question asks for such a thing; a number is also told where the sentence speaks of what it asks. */
function isRelevant(
  difference: Difference,
  { sentence, passage }: Told,
  { question, matcher, importance }: Findings,
): boolean {
  if (ASKED[difference].includes(question.kind)) return true;
  if (difference !== "number") return false;
  return share(coverageOf([...sentence.told, ...passage.title], matcher, importance), importance) >= RELEVANT;
}

function stated({ sentence, passage }: Told): DraftStatement {
  const lead = leadIn(sentence, passage);
  const { start, end, text } = sentence;
  return {
    text: `${opening({ short: "", lead })}${plain(text)}`,
    short: "",
    lead,
    quotes: [{ passage, start, end, quote: text }],
  };
}
