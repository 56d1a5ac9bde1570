import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Claim } from "./check.ts";
import { contextOf } from "./context.ts";
import { monthsIn } from "./foreign-dates.ts";
import { figuresIn, isSameFigure } from "./foreign-figures.ts";
import { speaksGerman } from "./language.ts";
import { isInflected } from "./names.ts";
import { quotesAreVerbatim } from "./quotes.ts";
import type { SupportVerdict } from "./support.ts";

/**
 * The verdict on a statement in another language than its quotes: these are verbatim, and hold its figures, months and
 * names. Whether they say the same only a reader of both can tell: `score` is ½ at best.
 */
export function judgeForeign(claim: Claim): SupportVerdict {
  const complaint = quotesAreVerbatim(claim) ?? figuresStand(claim) ?? monthsStand(claim) ?? namesStand(claim) ?? null;
  return { score: complaint === null ? 0.5 : 0, complaint };
}

function quotedBy({ statement }: Claim): string {
  return statement.quotes.map(({ quote }) => quote).join("\n\n");
}

function figuresStand(claim: Claim): string | null {
  const years = contextOf(claim).head.match(/\b\d{4}\b/gu) ?? [];
  const known = figuresIn(`${quotedBy(claim)}\n\n${years.join(" ; ")}`);
  const invented = figuresIn(claim.statement.text).find(
    (figure) => !known.some((other) => isSameFigure(figure, other)),
  );
  return invented ? `The number ${invented.text} does not stand in the quotes.` : null;
}

function monthsStand(claim: Claim): string | null {
  const known = new Set(monthsIn(quotedBy(claim)).map(({ month }) => month));
  const invented = monthsIn(claim.statement.text).find(({ month }) => !known.has(month));
  return invented ? `The month ${invented.text} does not stand in the quotes.` : null;
}

/**
 * A capitalised word within a sentence is a name that the quotes, or the sentence a pronoun points back to, hold. In
 * German it may be any noun: there only two in a row, or one that is a name elsewhere in the article.
 */
function namesStand(claim: Claim): string | null {
  const { text } = claim.statement;
  const context = contextOf(claim);
  const known = words(`${quotedBy(claim)}\n\n${context.before}`).map((word) => word.text);
  const strangers = capitals(text).filter(({ name }) => !known.some((word) => isLike(name, word)));
  const elsewhere = new Set(capitals(context.passage).map(({ name }) => name));
  const isNoun = ({ name, isPair }: Capital) => !isPair && !elsewhere.has(name);
  const stranger = strangers.find((word) => !speaksGerman(text) || !isNoun(word));
  return stranger ? `The name ${stranger.written} does not stand in the quotes.` : null;
}

interface Capital {
  readonly written: string;
  /** As `words()` folds it. */
  readonly name: string;
  /** The word before or after it has a capital, too. */
  readonly isPair: boolean;
}

/** Capitalised words but for the first of each sentence, and months. */
function capitals(text: string): readonly Capital[] {
  return sentences(text).flatMap(({ start, end }) => {
    const sentence = text.slice(start, end);
    const told = words(sentence).map((word) => ({ ...word, written: sentence.slice(word.start, word.end) }));
    const isCapital = (at: number) => at > 0 && /^\p{Lu}\p{L}/u.test(told[at]?.written ?? "");
    const isNext = (at: number) => sentence.slice(told[at]?.end, told[at + 1]?.start) === " ";
    return told.flatMap(({ text: name, written }, at) => {
      if (!isCapital(at) || monthsIn(`1 ${written}`).length > 0) return [];
      const isPair = (isCapital(at - 1) && isNext(at - 1)) || (isCapital(at + 1) && isNext(at));
      return [{ written, name, isPair }];
    });
  });
}

/** Letters at the beginning that the forms of a name in two languages share: `London` and `Londres`. */
const SHARED = 4;

function isLike(name: string, word: string): boolean {
  if (name === word || isInflected(name, word)) return true;
  const isNear = Math.abs(name.length - word.length) <= 2 && name.length > SHARED;
  return isNear && name.slice(0, SHARED) === word.slice(0, SHARED);
}
