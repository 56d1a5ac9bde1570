import { differences } from "./alignment.ts";
import type { Check } from "./check.ts";
import { CLEAR_DENIALS } from "./cues.ts";
import { isAbbreviation, isInflected, nameWords } from "./names.ts";
import { isSameNation } from "./nations.ts";
import type { Reading, Token } from "./reading.ts";

/** Longer stretches are left out, put in or told anew as a whole. */
const SHORT = { denial: 3, name: 3, fact: 6 };

/**
 * Where the statement follows a sentence of its quotes nearly word for word, it puts no other name or number in the place
 * of one, and neither drops nor adds a denial, even if the words stand elsewhere in the quotes.
 */
export const nothingIsExchanged: Check = ({ stated, quoted }) => {
  const facts = { stated: factsOf(stated), quoted: factsOf(quoted) };
  for (const { stated: one, quoted: whole } of differences(stated, quoted)) {
    const other = one.length > 0 && one.length <= SHORT.name ? whole.slice(0, SHORT.fact) : whole;
    const said = told(stated, one);
    const written = told(quoted, other);
    if (isShort(one, other, SHORT.fact) && isOther(pick(one, facts.stated), pick(other, facts.quoted))) {
      return `Where the statement has “${said}”, the quotes have “${written}”.`;
    }
    if (isShort(one, other, SHORT.denial) && one.some(denies) !== other.some(denies)) {
      return one.some(denies)
        ? `The statement denies something (“${said}”) that its quotes do not deny.`
        : `The quotes deny something (“${written}”) that the statement leaves out.`;
    }
  }
  return null;
};

/** A word of a name (`value` is `null`) or of a number. */
interface Fact {
  readonly token: Token;
  readonly value: number | null;
}

function factsOf(reading: Reading): ReadonlyMap<Token, Fact> {
  const found = new Map(nameWords(reading).map((token) => [token, { token, value: null as number | null }]));
  for (const { start, end, value } of reading.numbers) {
    const token = reading.tokens.find((word) => word.start >= start && word.start < end);
    if (token) found.set(token, { token, value });
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
function isOther(stated: readonly Fact[], quoted: readonly Fact[]): boolean {
  return [true, false].some((isNumber) => {
    const [one = [], other = []] = [stated, quoted].map((side) =>
      side.filter(({ value }) => (value !== null) === isNumber),
    );
    if (one.length === 0 || other.length === 0) return false;
    return (
      !one.some((fact) => other.some((rival) => isForm(fact, rival))) && !isAbbreviation(tokensOf(one), tokensOf(other))
    );
  });
}

function tokensOf(facts: readonly Fact[]): readonly Token[] {
  return facts.map(({ token }) => token);
}

function isForm(one: Fact, other: Fact): boolean {
  const [a, b] = [one.token.text, other.token.text];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // `2018–19` and `2018–2019`.
  if (one.value !== null)
    return one.value === other.value || (short.length === 2 && long.length === 4 && long.endsWith(short));
  return isInflected(a, b) || isSameNation(a, b) || (short.length === 1 && long.startsWith(short));
}

function denies({ text }: Token): boolean {
  return CLEAR_DENIALS.test(text);
}
