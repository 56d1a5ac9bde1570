/** Statements that rest on a true quote and say something else. */
import { names } from "#text/names.ts";
import { numbers } from "#text/numbers.ts";
import { type SwapKind, swapsOf } from "../../scripts/fitting/swaps.ts";
import { exchangeOne, type Maker, peopleIn, pick, resting, type Scene, shares, speakersIn } from "./draft.ts";

export function swapped(kind: SwapKind): Maker {
  return (scene) => {
    const { line, source, far, random } = scene;
    const quotes = `${line.text}\n\n${line.after ?? ""}`;
    const told = [source.article.text, far.article.text];
    const pool = {
      names: told.flatMap((text) => names(text).map((name) => name.text)).filter((name) => isStranger(name, scene)),
      numbers: told.flatMap((text) => numbers(text).map((number) => number.text.trim())),
    };
    const swap = swapsOf(line.text, quotes, pool, Math.floor(random() * 2 ** 31)).find((one) => one.kind === kind);
    return resting(swap?.statement ?? null, scene);
  };
}

/** The name stands neither near the line nor in the title, so that it is no other name of someone there. */
function isStranger(name: string, { line, source }: Scene): boolean {
  return name.length > 3 && !shares([line.text, line.after, ...line.before, source.article.title].join(" "), name);
}

export function exchanged(pairs: readonly (readonly [RegExp, string])[]): Maker {
  return (scene) => resting(exchangeOne(scene.line.text, pairs, scene.random), scene);
}

/** The words of one given to another who is named in the article. */
export const speaker: Maker = (scene) => {
  const { line, random } = scene;
  const name = pick(speakersIn(line.text), random);
  const other = strangerIn(scene);
  if (name === null || other === null) return null;
  return resting(line.text.slice(0, name.start) + other + line.text.slice(name.end), scene);
};

/** A pronoun spoken of as another one than the sentences before speak of. */
export function pronoun(words: RegExp): Maker {
  return (scene) => {
    const match = words.exec(scene.line.text);
    const other = strangerIn(scene);
    if (match === null || other === null) return null;
    const by = /^(?:his|her|its|their)$/iu.test(match[0]) ? `${other}'s` : other;
    const { text } = scene.line;
    return resting(text.slice(0, match.index) + by + text.slice(match.index + match[0].length), scene);
  };
}

/** Common words exchanged for words of another article. */
export function anotherWord(count: number): Maker {
  return (scene) => {
    const { line, absent, random } = scene;
    const strange = absent.article.text.match(COMMON_WORD) ?? [];
    const chosen = [...line.text.matchAll(COMMON_WORD)]
      .map((match) => ({ at: match.index, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, count)
      .map(({ at }) => at);
    const by = (word: string, at: number) => (chosen.includes(at) ? (pick(strange, random) ?? word) : word);
    return chosen.length < count ? null : resting(line.text.replace(COMMON_WORD, by), scene);
  };
}

const COMMON_WORD = /\b\p{Ll}{5,}\b/gu;

function strangerIn(scene: Scene): string | null {
  const people = peopleIn(scene.source.article.text).filter((name) => isStranger(name, scene));
  return pick(people, scene.random);
}

export const DIRECTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bmore\b(?! than (?:\$|€|£)?\d)/u, "less"],
  [/\bfewer\b/u, "more"],
  [/\bbefore\b/u, "after"],
  [/\bafter\b/u, "before"],
  [/\brose\b/u, "fell"],
  [/\bfell\b/u, "rose"],
  [/\bgrew\b/u, "shrank"],
  [/\b(?:increased)\b/u, "decreased"],
  [/\b(?:decreased|declined)\b/u, "increased"],
  [/\bdoubled\b/u, "halved"],
  [/\bhigher\b/u, "lower"],
  [/\blower\b/u, "higher"],
  [/\bearlier\b/u, "later"],
  [/\blater\b/u, "earlier"],
  [/\bfirst\b/u, "last"],
  [/\bopened\b/u, "closed"],
  [/\bclosed\b/u, "opened"],
  [/\bwon\b/u, "lost"],
  [/\blost\b/u, "won"],
  [/\bbought\b/u, "sold"],
  [/\bsold\b/u, "bought"],
  [/\baccepted\b/u, "rejected"],
  [/\brejected\b/u, "accepted"],
  [/\bapproved\b/u, "rejected"],
  [/\bjoined\b/u, "left"],
  [/\bhired\b/u, "dismissed"],
  [/\bpraised\b/u, "criticised"],
  [/\bcriticised\b/u, "praised"],
  [/\blargest\b/u, "smallest"],
  [/\boldest\b/u, "youngest"],
  [/\bnorth\b/u, "south"],
  [/\bsouth\b/u, "north"],
  [/\beast\b/u, "west"],
  [/\bleft\b(?= (?:leg|arm|side|hand|foot|knee))/u, "right"],
  [/\bfather\b/u, "mother"],
  [/\bmother\b/u, "father"],
  [/\bdaughter\b/u, "son"],
  [/\bson\b/u, "daughter"],
  [/\bbegan\b/u, "ended"],
  [/\binside\b/u, "outside"],
  [/\babove\b/u, "below"],
  [/\bheavier\b/u, "lighter"],
  [/\blighter\b/u, "heavier"],
  [/\bfaster\b/u, "slower"],
  [/(?<!no )\blonger\b(?! than)/u, "shorter"],
  [/\bdied\b/u, "survived"],
  [/\bborn\b/u, "buried"],
  [/\bborrowed\b/u, "lent"],
  [/\bfound\b/u, "lost"],
  [/\bbest\b/u, "worst"],
  [/\balways\b/u, "never"],
  [/\bnever\b/u, "always"],
  [/\bsupported\b/u, "opposed"],
  [/\bwith\b(?= (?:the|a|an|his|her|its|their|\p{Ll}+s\b))/u, "without"],
];

/** Bounds put in front of a number, or exchanged. */
export const BOUNDS: readonly (readonly [RegExp, string])[] = [
  [/\bmore than(?= [$€£]?\d|\b)/u, "less than"],
  [/\bless than\b/u, "more than"],
  [/\bat least\b/u, "at most"],
  [/\bat most\b/u, "at least"],
  [/\bup to\b/u, "at least"],
  [/\b(?:nearly|almost)(?= [$€£]?\d)/u, "more than"],
  [
    /(?<=\b(?:for|in|of|with|cost|had|has|to|by|weighs|heard from|are) )(?=\d{2,3}\b(?! (?:January|February|March|April|May|June|July|August|September|October|November|December|of)\b)(?![,.:-]\d))/u,
    "more than ",
  ],
  [
    /(?<=\b(?:for|in|of|with|cost|had|has|to|by|weighs|heard from|are) )(?=\d{2,3}\b(?! (?:January|February|March|April|May|June|July|August|September|October|November|December|of)\b)(?![,.:-]\d))/u,
    "fewer than ",
  ],
];

export const RANGES: readonly (readonly [RegExp, string])[] = [
  [/\bfrom (\S*\d\S*|\p{L}+) to (\S*\d[^\s,.]*|\p{Lu}\p{L}+)/u, "from $2 to $1"],
  [/\bbetween (\S*\d\S*) and (\S*\d[^\s,.]*)/u, "between $2 and 9$1"],
];

const COUNTED = "(?<=\\d|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty))";
export const UNITS: readonly (readonly [RegExp, string])[] = (
  [
    ["metres|meters", "feet"],
    ["feet", "metres"],
    ["kilometres|kilometers", "miles"],
    ["miles", "kilometres"],
    ["kilograms|kilos", "pounds"],
    ["grams", "kilograms"],
    ["tonnes|tons", "kilograms"],
    ["minutes", "hours"],
    ["hours", "minutes"],
    ["days", "weeks"],
    ["weeks", "months"],
    ["months", "years"],
    ["years", "months"],
    ["pounds", "dollars"],
    ["euros", "pounds"],
    ["dollars", "euros"],
    ["kronor|kroner|pesos|francs|yen|rupees", "dollars"],
    ["litres|liters", "gallons"],
    ["hectares", "acres"],
    ["seconds", "minutes"],
    ["per ?cent", "percentage points"],
  ] as const
).map(([unit, other]) => [new RegExp(`${COUNTED}[ -](?:${unit})\\b`, "u"), ` ${other}`]);

export const SCALES: readonly (readonly [RegExp, string])[] = [
  [/\bmillion\b/u, "billion"],
  [/\bbillion\b/u, "million"],
  [/\b(\d+),000\b/u, "$1"],
  [/\b(\d\d)\b(?=%| per ?cent)/u, "$1.$1"],
  [/(?<=\b)(two|three|four|five|six|seven|eight|nine|ten)(?= (?!of\b)\p{Ll}+s\b)/u, "$1 dozen"],
  [/(?<=\b)(two|three|four|five|six|seven|eight|nine|ten)(?= (?!of\b)\p{Ll}+s\b)/u, "$1 hundred"],
  [/\bhalf\b/u, "a third"],
  [/\btwice\b/u, "three times"],
  [/\$(?=\d)/u, "€"],
  [/£(?=\d)/u, "$$"],
];

/** Denials told as their contrary, and the other way round. */
export const DENIALS: readonly (readonly [RegExp, string])[] = [
  [/\bnobody\b/iu, "everybody"],
  [/\bnone of\b/iu, "all of"],
  [/\bneither\b/iu, "either"],
  [/\bwithout\b/u, "with"],
  [/\brefused to\b/u, "agreed to"],
  [/\bdenied\b/u, "confirmed"],
  [/\bfailed to\b/u, "managed to"],
  [/\bno longer\b/u, "still"],
  [/\bhardly any\b/u, "nearly all"],
  [/\bno\b(?= \p{Ll}+)/u, "some"],
  [/\bcannot\b|\bcan't\b/u, "can"],
  [/\bcan\b(?!['’])/u, "cannot"],
  [/\bmust\b(?! not)/u, "must not"],
  [/\bwould\b(?! (?:not|never))/u, "would no longer"],
  [/\bwill\b(?! (?:not|never))/u, "will never"],
  [/\bwants to\b/u, "refuses to"],
  [/\bwas able to\b/u, "was unable to"],
  [/\bpromised to\b/u, "refused to"],
  [/\bagreed to\b/u, "declined to"],
  [/\bplanned to\b/u, "no longer planned to"],
  [/\bstill\b/u, "no longer"],
  [/\bconfirmed\b/u, "denied"],
  [/\b(?:said|says) that\b/u, "denied that"],
  [/\bsaid (?=(?:she|he|it|they)\b)/u, "denied that "],
];
