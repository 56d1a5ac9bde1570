/** Statements that their quotes carry. */
import { dates } from "#ask/verify/dates.ts";
import { names } from "#text/names.ts";
import { type RewordingKind, rewordingsOf } from "../../scripts/fitting/rewordings.ts";
import { type Draft, exchangeOne, type Maker, resting } from "./draft.ts";

export const verbatim: Maker = ({ line }) => own(line.text, line.text);

/** Direct speech is not reworded: that would be another quotation. */
export function reworded(kind: RewordingKind): Maker {
  return (scene) =>
    /["“”]/u.test(scene.line.text)
      ? null
      : resting(rewordingsOf(scene.line.text).find((one) => one.kind === kind)?.statement ?? null, scene);
}

/** The words up to the last comma, outside quotation marks. */
export const trimmed: Maker = (scene) => {
  const { text } = scene.line;
  const at = text.lastIndexOf(", ");
  if (at < 30 || /["“”]/u.test(text) || /^(?:If|When|Although|While|Since|After|Before|As|But|Of)\b/u.test(text))
    return null;
  return resting(`${text.slice(0, at)}.`, scene);
};

/** The pronoun that opens the sentence, as the only person of the sentence before. */
export const resolved: Maker = (scene) => {
  const { line } = scene;
  const match = /^(?:He|She) /u.exec(line.text);
  const people = names(line.before[0] ?? "");
  const [only] = people;
  const isPerson = only !== undefined && /\b(?:Mr|Ms|Mrs|Dr)\.? $/u.test((line.before[0] ?? "").slice(0, only.start));
  if (match === null || people.length !== 1 || !isPerson) return null;
  return resting(`${only.text} ${line.text.slice(match[0].length)}`, scene);
};

/** Two sentences, each with its quote. */
export const joined: Maker = ({ line }) => {
  if (line.after === null) return null;
  const quotes = [line.text, line.after].map((quote) => ({ from: "own", quote }) as const);
  return { text: `${line.text} ${line.after}`, quotes };
};

const WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(
  " ",
);

/** Digits for words, words for digits, thousands with or without their comma. */
export const respelled: Maker = (scene) => {
  const { text } = scene.line;
  if (/["“”]/u.test(text)) return null;
  const pairs = [
    ...WORDS.slice(2).map((word, index) => [new RegExp(`\\b${word}\\b(?!-)`, "u"), String(index + 2)] as const),
    [/(?<![\d.,$€£-])\b(\d),(\d{3})\b(?!,)/u, "$1$2"] as const,
    [/(?<![\d.,$€£-])\b(\d{1,2}),000\b(?!,)/u, "$1 thousand"] as const,
    ...WORDS.slice(2).map(
      (word, index) =>
        [new RegExp(`(?<![\\d.,$€£-]|\\p{L} )\\b${index + 2}\\b(?=[ -]\\p{Ll})(?! (?:a|p)\\.?m)`, "u"), word] as const,
    ),
    [/\bper ?cent\b/u, "%"] as const,
  ];
  return resting(exchangeOne(text, pairs, scene.random)?.replace(/(?<=\d) %/u, "%") ?? null, scene);
};

/** `October 2` as `2 October`, and the other way round. */
export const redated: Maker = (scene) => {
  const { text } = scene.line;
  const date = dates(text).find(({ day, text: words }) => day !== null && /^(?:\p{L}+ \d+|\d+ \p{L}+)$/u.test(words));
  if (date === undefined) return null;
  return resting(text.slice(0, date.start) + date.text.split(" ").reverse().join(" ") + text.slice(date.end), scene);
};

export const untitled: Maker = (scene) =>
  resting(scene.line.text.replace(/\b(?:Mr|Ms|Mrs|Dr)\. (?=\p{Lu})/u, ""), scene);

/** `said Ms. Lind` as `Ms. Lind said`. */
export const inverted: Maker = (scene) =>
  resting(
    scene.line.text.replace(/\bsaid ((?:(?:Mr|Ms|Dr)\. )?\p{Lu}\p{L}+(?: \p{Lu}[\p{L}-]+)?)(?=[,.])/u, "$1 said"),
    scene,
  );

/** The quote in other typography: marks, dashes, white space, case of the first letter, no full stop. */
export const retyped: Maker = ({ line, random }) => {
  const curly = line.text.replace(/"([^"]*)"/gu, "“$1”").replaceAll("'", "’");
  const spaced = line.text.replace(/ /gu, (space, at: number) => (at % 7 === 0 ? "\n  " : space));
  const bare = `"${line.text.replace(/\.$/u, "")}"`;
  const lower = line.text.charAt(0).toLowerCase() + line.text.slice(1);
  const written = [curly.normalize("NFD"), spaced, bare, lower, `…${curly}`][Math.floor(random() * 5)] ?? curly;
  return own(line.text, written);
};

/** The quote with one word wrong, which the passage has right. */
export const slipped: Maker = ({ line }) => {
  const quote = line.text.replace(/ (?:the|a) /u, " this ");
  return quote === line.text || line.text.split(" ").length < 12 ? null : own(line.text, quote);
};

/** The quote leaves out its middle; the statement, too. */
export const elided: Maker = ({ line }) => {
  const match =
    /^([^,"“”]{20,}), (?:a|an|the|who|which) [^,"“”]{8,80}, ((?:has|had|was|is|were|are|will|said)\b[^"“”]{15,})$/u.exec(
      line.text,
    );
  if (match === null) return null;
  const [, front = "", back = ""] = match;
  return own(`${front} ${back}`, `${front} ... ${back}`);
};

function own(text: string, quote: string): Draft {
  return { text, quotes: [{ from: "own", quote }] };
}
