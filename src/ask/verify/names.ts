import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import type { Check, Claim, Comparison } from "./check.ts";
import { PRONOUN } from "./context.ts";
import { likeness } from "./likeness.ts";
import { isSameNation } from "./nations.ts";
import type { Reading, Token } from "./reading.ts";

/** Every name of the statement stands in its quotes: shortened, inflected or as initials; or says whom a pronoun means. */
export const namesAreQuoted: Check = (comparison) => {
  const invented = missingNames(comparison)[0];
  if (!invented) return null;
  return `The name ${comparison.stated.text.slice(invented.start, invented.end)} does not stand in the quotes.`;
};

/** The words of a lead-in stand in the title or text of a quoted article. */
export function leadStands({ statement, articles }: Claim): string | null {
  const text = [...articles.values()].map((article) => (article ? `${article.title}\n${article.text}` : "")).join("\n");
  const known = new Set(words(text).map((word) => word.text));
  const stranger = words(statement.lead).find((word) => !known.has(word.text));
  return stranger === undefined ? null : `“${statement.lead}” does not stand in the quoted articles.`;
}

/** Words of names that neither the quotes hold nor a pronoun in them, or a shorter form of the name, stands for. */
export function missingNames(comparison: Comparison): readonly Token[] {
  const missing = nameWords(comparison.stated).filter((token) => !isQuoted(token, comparison));
  if (missing.length === 0) return missing;
  if (resolvesPronoun(comparison) && missing.every((token) => isSaidBefore(token, comparison))) return [];
  return missing.filter((token) => !isWrittenOut(token, comparison));
}

/** A sentence that the quotes point back to holds the name. */
function isSaidBefore({ text, stem }: Token, { context }: Comparison): boolean {
  const before = context.before();
  return before.words.has(text) || before.stems.has(stem);
}

/** The quotes hold a part of the name, the text around them the whole of it. */
function isWrittenOut(token: Token, { stated, quoted, context }: Comparison): boolean {
  const { tokens, text } = stated;
  let first = token.place;
  let last = token.place;
  const isPart = (other: Token | undefined, gap: string) => other?.isCapital === true && /^\.?\s$/u.test(gap);
  while (isPart(tokens[first - 1], text.slice(tokens[first - 1]?.end, tokens[first]?.start))) first -= 1;
  while (isPart(tokens[last + 1], text.slice(tokens[last]?.end, tokens[last + 1]?.start))) last += 1;
  const run = tokens.slice(first, last + 1).map((part) => part.text);
  const whole = ` ${context
    .around()
    .tokens.map((part) => part.text)
    .join(" ")} `;
  return run.length > 1 && run.some((part) => quoted.words.has(part)) && whole.includes(` ${run.join(" ")} `);
}

/** Capitalised words but for titles before a name, months, days and number words; the first word of a sentence too. */
export function nameWords(reading: Reading): readonly Token[] {
  return reading.tokens.filter(
    (token) =>
      token.isCapital &&
      !isStopWord(token.text) &&
      !NO_NAMES.has(token.text) &&
      !/^i'/u.test(token.text) &&
      !isTitle(reading, token) &&
      !reading.numbers.some(({ start, end }) => start <= token.start && token.end <= end),
  );
}

function isTitle({ tokens, text }: Reading, token: Token): boolean {
  if (!TITLES.has(token.text)) return false;
  const next = tokens[token.place + 1];
  return token.isFirst || (next?.isCapital === true && /^\.?\s$/u.test(text.slice(token.end, next.start)));
}

function isQuoted(token: Token, comparison: Comparison): boolean {
  const { quoted, stated } = comparison;
  if (quoted.words.has(token.text) || quoted.stems.has(token.stem)) return true;
  const capitals = quoted.tokens.filter(({ isCapital }) => isCapital);
  if (capitals.some((other) => isInflected(token.text, other.text) || isSameNation(token.text, other.text)))
    return true;
  if (isInitials(token.text, capitals) || spellsInitials(token, stated, quoted)) return true;
  const isPossessive = /^['’]s\b/u.test(stated.text.slice(token.end, token.end + 3));
  return token.isFirst && !isPossessive && isPlainWord(token, comparison);
}

const ENDINGS = /^(?:|a|e|i|y|o|n|s|an|ans|ian|ians|ish|ese|ic|al|na|r|er|ers)$/u;

/** `Canada` and `Canadian`, `Jordanians` and `Jordan`: the same beginning, an ending each. */
export function isInflected(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return same >= 4 && ENDINGS.test(one.slice(same)) && ENDINGS.test(other.slice(same));
}

/** `J.` for `John`, `FBI` for three capitalised words in a row (small words between them left out). */
function isInitials(text: string, capitals: readonly Token[]): boolean {
  if (text.length === 1) return capitals.some((other) => other.text.startsWith(text));
  if (text.length > 6) return false;
  const letters = capitals.filter((other) => !isStopWord(other.text)).map((other) => other.text[0] ?? "");
  return letters.join("").includes(text);
}

/** The statement writes out what the quotes abbreviate. */
function spellsInitials(token: Token, stated: Reading, quoted: Reading): boolean {
  const run = stated.tokens
    .slice(Math.max(0, token.place - 5), token.place + 6)
    .filter(({ isCapital, text }) => isCapital && !isStopWord(text));
  const letters = run.map(({ text }) => text[0] ?? "").join("");
  const own = run.indexOf(token);
  return [...quoted.words].some((word) => {
    if (word.length < 2 || word.length > 6) return false;
    const at = letters.indexOf(word);
    const isWritten = quoted.tokens.some(
      ({ text, start, end }) => text === word && /^[\p{Lu}.]+$/u.test(quoted.text.slice(start, end)),
    );
    return at !== -1 && at <= own && own < at + word.length && isWritten;
  });
}

const LEAST_LIKE = 0.45;

/** The first word of a sentence is capitalised anyway: it is no name where the quotes hold a common word like it. */
function isPlainWord(token: Token, { quoted, lexicon }: Comparison): boolean {
  return quoted.tokens.some(
    (other) => other.isContent && !other.isCapital && likeness(token, other, lexicon) >= LEAST_LIKE,
  );
}

/** The quotes hold pronouns that the statement has replaced. */
function resolvesPronoun({ stated, quoted }: Comparison): boolean {
  const count = (reading: Reading) => reading.tokens.filter(({ text }) => PRONOUN.test(text)).length;
  return count(quoted) > count(stated);
}

const TITLES: ReadonlySet<string> = new Set(
  `mr mrs ms miss dr sir dame lord lady saint st prof professor president senator governor mayor minister judge justice
  king queen prince princess captain general colonel major sergeant reverend rev bishop pope coach chairman
  director`.split(/\s+/u),
);
const NO_NAMES: ReadonlySet<string> = new Set(
  `january february march april may june july august september october november december
  jan feb mar apr jun jul aug sep sept oct nov dec
  monday tuesday wednesday thursday friday saturday sunday
  however although later additionally moreover furthermore according despite since originally eventually currently
  subsequently following similarly finally meanwhile today yesterday yes altogether together overall afterwards instead
  thereafter unlike like several many officials people critics nearly almost about around originally initially`.split(
    /\s+/u,
  ),
);

/** The one side writes out what the other abbreviates. */
export function isAbbreviation(one: readonly Token[], other: readonly Token[]): boolean {
  const letters = (tokens: readonly Token[]) => tokens.map(({ text }) => text[0] ?? "").join("");
  const matches = (short: readonly Token[], long: readonly Token[]) =>
    short.some(({ text }) => text.length >= 2 && text.length <= 6 && letters(long).includes(text));
  return matches(one, other) || matches(other, one);
}
