import type { Span } from "#types.ts";

/** English number words in order: cardinals (`twenty-one`, `a hundred and five`), ordinals, `dozen`. */
export function spelledNumbers(text: string): (Span & { readonly text: string; readonly value: number })[] {
  const found: (Span & { text: string; value: number })[] = [];
  for (const match of text.matchAll(RUN)) {
    const value = amountOf(match[0]);
    if (value !== null && !isOrdinaryWord(text, match[0], match.index)) {
      found.push({ text: match[0], start: match.index, end: match.index + match[0].length, value });
    }
  }
  return found;
}

const SMALL: Readonly<Record<string, number>> = numbered(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  1,
);
const TENS: Readonly<Record<string, number>> = numbered(
  "- - twenty thirty forty fifty sixty seventy eighty ninety",
  10,
);
const SMALL_ORDINALS: Readonly<Record<string, number>> = numbered(
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
  1,
);
const TENS_ORDINALS: Readonly<Record<string, number>> = numbered(
  "- - twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
  10,
);
const ADDED: Readonly<Record<string, number>> = { ...SMALL, ...TENS, ...SMALL_ORDINALS, ...TENS_ORDINALS };
const MULTIPLIED: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  hundredth: 100,
  thousand: 1e3,
  thousandth: 1e3,
  million: 1e6,
  millionth: 1e6,
  billion: 1e9,
  billionth: 1e9,
  trillion: 1e12,
};

function numbered(list: string, step: number): Record<string, number> {
  const entries = list.split(" ").map((word, index): [string, number] => [word, index * step]);
  return Object.fromEntries(entries.filter(([word]) => word !== "-"));
}

const ANY = [...Object.keys(ADDED), ...Object.keys(MULTIPLIED)].sort((a, b) => b.length - a.length).join("|");
const RUN = new RegExp(
  `(?<![\\p{L}\\p{Nd}'’-])(?:(?:half )?an? (?=(?:dozen|hundred|thousand|million|billion|trillion)\\b))?(?:${ANY})(?:(?:[ -]|(?<=hundred|thousand|million) and )(?:${ANY}))*(?![\\p{L}\\p{Nd}'’])`,
  "giu",
);

/** `null` where the words do not add up, as in `one two` or `first second`. */
function amountOf(run: string): number | null {
  const parts = run.toLowerCase().split(/[ -]/);
  let total = 0;
  let group = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const word of parts.filter((part) => part in ADDED || part in MULTIPLIED)) {
    const added = ADDED[word];
    const multiplier = MULTIPLIED[word] ?? 1;
    if (added !== undefined) {
      if (added >= last || (last < 20 && last > 0)) {
        return null;
      }
      group += added;
    } else if (multiplier <= 100) {
      group = Math.max(group, 1) * multiplier;
    } else {
      total += Math.max(group, 1) * multiplier;
      group = 0;
    }
    last = added ?? Math.max(multiplier, 100);
  }
  const amount = total + group;
  return parts[0] === "half" ? amount / 2 : amount;
}

/** `no one`, `this one`, `a second later`, `hundred` of `3 hundred`. */
function isOrdinaryWord(text: string, run: string, start: number): boolean {
  const word = run.toLowerCase();
  const before = text.slice(Math.max(0, start - 12), start).toLowerCase();
  if (word === "one") {
    return /\b(?:no|any|every|some|this|that|which|each|the|another|only)[ -]$/.test(before);
  }
  if (word === "second") {
    return (
      !/\b(?:the|her|his|its|their|my|our|a|'s|’s|and|or) $/.test(before) ||
      /^ (?:later|after|ago|before)/.test(text.slice(start + 6, start + 14))
    );
  }
  return MULTIPLIED[word] !== undefined && (/\d\s?-?$/.test(before) || /^dozen$/.test(word) === false);
}
