import { words } from "#text/words.ts";
import type { Check } from "./check.ts";

/** Shorter stretches are titles of things and words held at a distance. */
const LEAST_WORDS = 3;

/** What stands in quotation marks in the statement stands so in the quotes, word for word. */
export const speechIsVerbatim: Check = ({ stated, quoted }) => {
  if (!/["“«]/u.test(stated.text)) return null;
  const known = ` ${quoted.tokens.map(({ text }) => text).join(" ")} `;
  const invented = [...stated.text.matchAll(SPEECH)].find(([speech]) => {
    if (isTitle(speech)) return false;
    const parts = speech.split(/…|\.{3}/u).map((part) => words(part).map(({ text }) => text));
    return parts.some((part) => part.length >= LEAST_WORDS && !known.includes(` ${part.join(" ")} `));
  });
  return invented ? `${invented[0]} does not stand word for word in the quotes.` : null;
};

const SPEECH = /“[^”]*”|"[^"]*"|«[^»]*»/gu;

/** The title of something: its longer words have capitals. Names are looked at elsewhere. */
function isTitle(speech: string): boolean {
  return (speech.match(/\p{L}{4,}/gu) ?? []).every((word) => /^\p{Lu}/u.test(word));
}
