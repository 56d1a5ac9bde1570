import { type NumberMention, numbers } from "#text/numbers.ts";
import { fractions } from "./fractions.ts";

/** The numbers of a text but for those of fractions, also that of `the first four`, of which the parts do not add up. */
export function mentions(text: string): readonly NumberMention[] {
  const shares = fractions(text).filter((share) => /\p{L}/u.test(share.text));
  const found = numbers(text).filter(({ start, end }) => !shares.some((one) => one.start <= start && end <= one.end));
  const masked = text.replace(ORDINAL_BEFORE, (words) => " ".repeat(words.length));
  if (masked === text) return found;
  const others = numbers(masked).filter(({ start }) => !found.some((one) => one.start <= start && start < one.end));
  return [...found, ...others].toSorted((a, b) => a.start - b.start);
}

const ORDINAL_BEFORE =
  /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?= (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand)\b)/giu;

const ORDINAL =
  /(?:\d(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\p{L}+teenth|\p{L}+tieth|hundredth|thousandth))$/iu;

/** `third` and `3rd`, not `three`; halves and thirds of something count as neither. */
export function isOrdinal({ text }: NumberMention): boolean {
  return ORDINAL.test(text.trim());
}
