import type { NumberMention } from "#text/numbers.ts";
import { type Difference, differences } from "./alignment.ts";
import type { Check, Comparison } from "./check.ts";
import { DENYING } from "./cues.ts";
import { isAbbreviation, isInflected, nameWords } from "./names.ts";
import { isSameNation } from "./nations.ts";
import { denials, isOpposite } from "./negation.ts";
import { isSameNumber } from "./numbers.ts";
import { isRank, opposed } from "./opposed.ts";
import type { Reading, Token } from "./reading.ts";
import { isStrange } from "./strange.ts";

/** Longer stretches are left out, put in or told anew as a whole. */
const SHORT = { denial: 3, name: 3, fact: 6 };

/**
 * Where the statement follows a sentence of its quotes nearly word for word, it puts no other name or number in the place
 * of one, and neither drops nor adds a denial, even if the words stand elsewhere in the quotes.
 */
export const nothingIsExchanged: Check = (comparison) => {
  const { stated, quoted } = comparison;
  const known = { stated: factsOf(stated), quoted: factsOf(quoted) };
  const cues = new Set([...denials(stated), ...denials(quoted)].map(({ cue }) => cue));
  for (const difference of differences(stated, quoted)) {
    const complaint = complaintOf(difference, comparison, known, cues);
    if (complaint !== null) return complaint;
  }
  return null;
};

interface Known {
  readonly stated: ReadonlyMap<Token, Fact>;
  readonly quoted: ReadonlyMap<Token, Fact>;
}

function complaintOf(
  { stated: one, quoted: whole }: Difference,
  comparison: Comparison,
  known: Known,
  cues: ReadonlySet<Token>,
): string | null {
  const { stated, quoted } = comparison;
  const other = one.length > 0 && one.length <= SHORT.name ? whole.slice(0, SHORT.fact) : whole;
  const [said, written] = [told(stated, one), told(quoted, other)];
  if (isShort(one, other, SHORT.fact) && isOther(pick(one, known.stated), pick(other, known.quoted), stated.text)) {
    return `Where the statement has “${said}”, the quotes have “${written}”.`;
  }
  if (!isShort(one, other, SHORT.denial)) return null;
  if (one.length === 0 && isRank(quoted, other)) return `The statement leaves out “${written}”.`;
  const pair = opposed(one, other, comparison);
  if (isStrange(one, other, comparison)) return `Where the statement has “${said}”, the quotes have “${written}”.`;
  if (pair) return `The statement says “${pair[0].text}” where the quotes say “${pair[1].text}”.`;
  if (isTurned(one, other, cues)) return `The statement denies something (“${said}”) that its quotes do not deny.`;
  if (isTurned(other, one, cues)) return `The quotes deny something (“${written}”) that the statement leaves out.`;
  return null;
}

/** The one side denies, and the other neither denies nor says the opposite. */
function isTurned(denying: readonly Token[], other: readonly Token[], cues: ReadonlySet<Token>): boolean {
  if (!denying.some((token) => cues.has(token)) || other.some((token) => cues.has(token))) return false;
  return !other.some((token) => DENYING.test(token.text) || denying.some((word) => isOpposite(word, token)));
}

/** A word of a name (`number` is `null`) or of a number. */
interface Fact {
  readonly token: Token;
  readonly number: NumberMention | null;
}

function factsOf(reading: Reading): ReadonlyMap<Token, Fact> {
  const found = new Map<Token, Fact>(nameWords(reading).map((token) => [token, { token, number: null }]));
  for (const number of reading.numbers) {
    const token = reading.tokens.find(({ start }) => start >= number.start && start < number.end);
    if (token) found.set(token, { token, number });
  }
  return found;
}

function pick(tokens: readonly Token[], facts: ReadonlyMap<Token, Fact>): readonly Fact[] {
  return tokens.flatMap((token) => facts.get(token) ?? []);
}

function told({ text }: Reading, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

function isShort(one: readonly Token[], other: readonly Token[], most: number): boolean {
  return one.length <= most && other.length <= most;
}

/** Both sides name something of a kind, and nothing on the one is another form of something on the other. */
function isOther(stated: readonly Fact[], quoted: readonly Fact[], text: string): boolean {
  return [true, false].some((isNumber) => {
    const ofKind = (side: readonly Fact[]) => side.filter(({ number }) => (number !== null) === isNumber);
    const [one, other] = [ofKind(stated), ofKind(quoted)];
    if (one.length === 0 || other.length === 0) return false;
    const isKnown = one.some((fact) => other.some((rival) => isForm(fact, rival, text)));
    return !isKnown && !isAbbreviation(tokensOf(one), tokensOf(other));
  });
}

function tokensOf(facts: readonly Fact[]): readonly Token[] {
  return facts.map(({ token }) => token);
}

function isForm(one: Fact, other: Fact, text: string): boolean {
  const [a, b] = [one.token.text, other.token.text];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (one.number !== null && other.number !== null) {
    // `2018–19` and `2018–2019`.
    const isCut = short.length === 2 && long.length === 4 && long.endsWith(short);
    return isCut || isSameNumber(one.number, other.number, text);
  }
  return isInflected(a, b) || isSameNation(a, b) || (short.length === 1 && long.startsWith(short));
}
