import type { Comparison } from "./check.ts";
import { missingNames, nameWords } from "./names.ts";
import { numbersAreQuoted } from "./numbers.ts";
import type { Token } from "./reading.ts";
import { bestLikeness, contentOf } from "./words.ts";

export const SUPPORT_FEATURES = ["bias", "soft", "lost", "weakest", "wrongNumber", "missingNames"] as const;
export type SupportFeature = (typeof SUPPORT_FEATURES)[number];

/** Which way each feature may speak when it is fitted; the bias is free. */
export const SUPPORT_SIGNS: Readonly<Record<SupportFeature, -1 | 0 | 1>> = {
  bias: 0,
  soft: 1,
  lost: -1,
  weakest: 1,
  wrongNumber: -1,
  missingNames: -1,
};

/**
 * What a statement shares with its quotes: the share of its content that they hold, by weight and likeness of words
 * (`soft`); the weight that is lost, on a logarithmic scale; the share of the clause that is held least (`weakest`);
 * whether a number is not quoted; how many words of names are not, up to four.
 */
export function supportFeatures(comparison: Comparison): Readonly<Record<SupportFeature, number>> {
  const absent = missingNames(comparison);
  const weighed = weigh(comparison, new Set(absent));
  return {
    bias: 1,
    soft: shareHeld(weighed),
    lost: Math.log1p(weighed.reduce((sum, { weight, like }) => sum + weight * (1 - like), 0)),
    weakest: weakest(weighed),
    wrongNumber: Number(numbersAreQuoted(comparison) !== null),
    missingNames: Math.min(absent.length, MOST_NAMES),
  };
}

const MOST_NAMES = 4;

interface Weighed {
  readonly token: Token;
  /** Background idf. */
  readonly weight: number;
  /** 0 to 1: how near the nearest word of the quotes comes. */
  readonly like: number;
}

/** Weight of a word where no lexicon knows how telling it is. */
const PLAIN_WEIGHT = 4;

/** A name that is not missing is held in full, though the quotes may say it shorter or by a pronoun. */
function weigh(comparison: Comparison, absent: ReadonlySet<Token>): readonly Weighed[] {
  const names = new Set(nameWords(comparison.stated).filter((token) => !absent.has(token)));
  return contentOf(comparison).map((token) => ({
    token,
    weight: comparison.lexicon?.idf(token.text) ?? PLAIN_WEIGHT,
    like: names.has(token) ? 1 : Math.max(0, bestLikeness(token, comparison)),
  }));
}

/** 1 where nothing has weight. */
function shareHeld(weighed: readonly Weighed[]): number {
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 1 : weighed.reduce((sum, { weight, like }) => sum + weight * like, 0) / all;
}

/** Of the clauses with two content words at least. */
function weakest(weighed: readonly Weighed[]): number {
  const clauses = new Map<number, Weighed[]>();
  for (const item of weighed) {
    const clause = clauses.get(item.token.clause);
    if (clause) clause.push(item);
    else clauses.set(item.token.clause, [item]);
  }
  return Math.min(1, ...[...clauses.values()].filter(({ length }) => length >= 2).map(shareHeld));
}
