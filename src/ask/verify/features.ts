import { numbers } from "#text/numbers.ts";
import { directionIsKept } from "./antonyms.ts";
import { attributes, speakerIsKept } from "./attribution.ts";
import type { Check, Comparison } from "./check.ts";
import { datesAreQuoted } from "./dates.ts";
import { nothingIsExchanged } from "./exchange.ts";
import { missingNames, nameWords } from "./names.ts";
import { negationIsKept } from "./negation.ts";
import { numbersAreQuoted } from "./numbers.ts";
import { numbersArePaired } from "./pairing.ts";
import type { Reading, Token } from "./reading.ts";
import { longestRun, placesOf } from "./verbatim.ts";
import { bestLikeness, contentOf } from "./words.ts";

/** In the order of `supportFeatures`. Shares are 0 to 1, flags 0 or 1. */
export const SUPPORT_FEATURES = [
  "coverage",
  "soft",
  "worst",
  "missing",
  "fullest",
  "pairs",
  "triples",
  "run",
  "wrongNumber",
  "wrongDate",
  "missingNames",
  "nameShare",
  "negation",
  "direction",
  "speaker",
  "pairing",
  "exchange",
  "unattributed",
  "unhedged",
  "numbers",
  "words",
  "quoted",
] as const;

export type SupportFeature = (typeof SUPPORT_FEATURES)[number];

/** What a statement shares with its quotes and where it departs from them. */
export function supportFeatures(comparison: Comparison): readonly number[] {
  const { stated, quoted } = comparison;
  const absent = missingNames(comparison).length;
  const values: Readonly<Record<SupportFeature, number>> = {
    ...coverage(comparison),
    ...order(stated, quoted),
    wrongNumber: flag(numbersAreQuoted, comparison),
    wrongDate: flag(datesAreQuoted, comparison),
    missingNames: Math.min(absent, 4),
    nameShare: 1 - absent / Math.max(1, nameWords(stated).length),
    negation: flag(negationIsKept, comparison),
    direction: flag(directionIsKept, comparison),
    speaker: flag(speakerIsKept, comparison),
    pairing: flag(numbersArePaired, comparison),
    exchange: flag(nothingIsExchanged, comparison),
    unattributed: Number(attributes(quoted) && !attributes(stated)),
    unhedged: Number(isHedged(quoted) && !isHedged(stated)),
    numbers: numbers(stated.text).length,
    words: Math.log1p(stated.tokens.length),
    quoted: Math.log1p(quoted.tokens.length),
  };
  return SUPPORT_FEATURES.map((name) => values[name]);
}

function flag(check: Check, comparison: Comparison): number {
  return Number(check(comparison) !== null);
}

/** Weight of a word where no lexicon knows how telling it is. */
const PLAIN_WEIGHT = 4;
/** A word with no nearer word than this counts as missing. */
const MISSING = 0.5;

function coverage(comparison: Comparison) {
  const content = contentOf(comparison);
  const weighed = content.map((token) => ({
    token,
    weight: comparison.lexicon?.idf(token.text) ?? PLAIN_WEIGHT,
    like: bestLikeness(token, comparison),
  }));
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const share = (value: (item: (typeof weighed)[number]) => number) =>
    weighed.reduce((sum, item) => sum + item.weight * value(item), 0) / all;
  return {
    coverage: share(({ like }) => Number(like === 1)),
    soft: share(({ like }) => Math.max(0, like)),
    worst: Math.max(0, ...weighed.map(({ weight, like }) => weight * (1 - like))),
    missing: weighed.filter(({ like }) => like < MISSING).length,
    fullest: fullest(comparison.quoted, content),
  };
}

/** Greatest share of the content words that stands in one sentence of the quotes. */
function fullest(quoted: Reading, content: readonly Token[]): number {
  const found = new Map<number, Set<string>>();
  for (const { sentence, stem } of quoted.tokens) {
    const stems = found.get(sentence) ?? new Set();
    found.set(sentence, stems.add(stem));
  }
  const shares = [...found.values()].map((stems) => content.filter(({ stem }) => stems.has(stem)).length);
  return Math.max(0, ...shares) / Math.max(1, content.length);
}

function order(stated: Reading, quoted: Reading) {
  const places = placesOf(quoted.tokens);
  const length = Math.max(1, stated.tokens.length);
  const runs = stated.tokens.map((_, from) => longestRun(stated.tokens, from, quoted.tokens, places));
  return {
    pairs: runs.filter((run) => run >= 2).length / length,
    triples: runs.filter((run) => run >= 3).length / length,
    run: Math.max(0, ...runs) / length,
  };
}

const HEDGE =
  /^(?:may|might|could|would|perhaps|maybe|possibl[ey]|probabl[ey]|likely|alleged(?:ly)?|reported(?:ly)?|suspected|apparent(?:ly)?|if|unless|plans?|planned|expected|proposed|considering|hopes?|intend(?:s|ed)?)$/u;

function isHedged({ tokens }: Reading): boolean {
  return tokens.some(({ text }) => HEDGE.test(text));
}
