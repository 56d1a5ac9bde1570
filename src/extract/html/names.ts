import { plain } from "./plain.ts";

/**
 * The names in a byline: `By Jane Doe and John Roe in London` gives two. Addresses, handles, roles, places and dates are
 * no names.
 */
export function namesIn(byline: string, language: string): readonly string[] {
  const text = plain(byline)
    .replace(NAMED_ADDRESS, "$1")
    .replace(ADDRESS, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(OPENING, "");
  const names = text
    .split(AND[language.slice(0, 2)] ?? AND.en ?? /,/)
    .map(name)
    .filter((found) => found !== "");
  // `Jane Doe, London`: beside a full name one word is a place, a title, an office.
  return names.some((found) => found.includes(" "))
    ? names.filter((found, index) => !/^\p{Script=Latin}+\.?$/u.test(found) && !(index > 0 && PLACE.test(found)))
    : names;
}

/** Places of several words, as bylines give them after a name. */
const PLACE =
  /^(?:(?:New|San|Santa|Los|Las|Port|Fort|Cape) \p{Lu}[\p{L}.'’-]+(?: City)?|\p{Lu}\p{L}+ City|Hong Kong|Tel Aviv|Buenos Aires|Rio de Janeiro|S[ãa]o Paulo|Kuala Lumpur|Addis Ababa|Abu Dhabi|Phnom Penh|Ho Chi Minh City|The Hague|Den Haag|La Paz|Le Havre|El Paso|Washington,? D\.?C\.?|Frankfurt am Main)$/u;

/** `desk@outlet.example (Jane Doe)`, as in feeds. */
const NAMED_ADDRESS = /^\S+@\S+ \(([^()]+)\)$/;

const ADDRESS = /https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|\(?@\w+\)?|\([^()]*\)/g;

const OPENING =
  /^(?:(?:written|posted|submitted|published|reported|words|story|text|report|analysis|opinion|updated|geschrieben|verfasst|publié|escrito|publicado|text)\s+)?(?:by|von|par|por|di|da|door|av|af|od|przez|autor(?:in|en)?|auteurs?|authors?|автор|текст|作者|記者|记者|文|كتب|بقلم|מאת)(?:\s*[:：]\s*|\s+)/iu;

const COMMAS = "\\s*[,;|/•·、，]\\s*|\\s+[–—-]\\s+|\\s+&\\s+";

/** What joins names, by language. One letter (`y`, `e`) does so only between names of two words. */
const AND: Readonly<Record<string, RegExp>> = {
  en: new RegExp(`${COMMAS}(?:and\\s+)?|\\s+and\\s+`, "i"),
  de: new RegExp(`${COMMAS}|\\s+und\\s+`, "i"),
  fr: new RegExp(`${COMMAS}|\\s+et\\s+`, "i"),
  es: new RegExp(`${COMMAS}|(?<=\\S\\s\\S+)\\s+y\\s+(?=[^\\s,;]+\\s[^\\s,;])`, "i"),
  pt: new RegExp(`${COMMAS}|(?<=\\S\\s\\S+)\\s+e\\s+(?=[^\\s,;]+\\s[^\\s,;])`, "i"),
  it: new RegExp(`${COMMAS}|(?<=\\S\\s\\S+)\\s+e\\s+(?=[^\\s,;]+\\s[^\\s,;])`, "i"),
  nl: new RegExp(`${COMMAS}|\\s+en\\s+(?=\\p{Lu})`, "u"),
  sv: new RegExp(`${COMMAS}|\\s+och\\s+`, "i"),
  da: new RegExp(`${COMMAS}|\\s+og\\s+`, "i"),
  no: new RegExp(`${COMMAS}|\\s+og\\s+`, "i"),
  nb: new RegExp(`${COMMAS}|\\s+og\\s+`, "i"),
  pl: new RegExp(`${COMMAS}|\\s+i\\s+(?=\\p{Lu})`, "u"),
  cs: new RegExp(`${COMMAS}|\\s+a\\s+(?=\\p{Lu})`, "u"),
  ru: new RegExp(`${COMMAS}|\\s+и\\s+`, "i"),
  uk: new RegExp(`${COMMAS}|\\s+(?:і|та)\\s+`, "i"),
  tr: new RegExp(`${COMMAS}|\\s+ve\\s+`, "i"),
  ar: new RegExp(`${COMMAS}|\\s+و\\s*(?=\\S+\\s)|،\\s*`, "u"),
};

function name(segment: string): string {
  const bare = segment
    .replace(TAIL, "")
    .replace(/^[\s:：,.–—-]+|[\s:：,–—-]+$/g, "")
    .trim();
  const isName = bare.length >= 2 && bare.length <= 60 && /\p{L}{2}|\p{Lo}/u.test(bare) && !/\d/.test(bare);
  return isName && !ROLE.test(bare) && bare.split(" ").length <= 6 ? titleCased(bare) : "";
}

/** What follows a name: where it was written, for whom, when. */
const TAIL =
  /\s+on\s+(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*$|\s+(?:in|at|from|for|is|reports?|reporting|published|updated|posted|aus)\s+(?=\p{L}).*$|\s+(?:published|updated|posted|on)?\s*(?:\d{1,2}[\s./-]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$/iu;

const ROLE =
  /\b(?:reporters?|correspondents?|editors?|writers?|columnists?|staff writer|contributors?|contributing|bureau|desk|chief|producer|analyst|photographer|photographs?|journalist|redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondant(?:e)?|corresponsal|redactor(?:a)?|redaktion|staff|special to|professor|lecturer|view bio|read more|min(?:ute)? read|updated|published)\b|^(?:follow|e-?mail|admin|administrator|guest|unknown|anonymous|null|undefined|more|bio|share|author|by)$/iu;

/** `JANE DOE` is how a design shows a name, not how it is written; initials such as `AP` stay. */
function titleCased(text: string): string {
  const isLoud = text.includes(" ") && text === text.toUpperCase() && text !== text.toLowerCase();
  const cased = (word: string) => word.slice(0, 1) + word.slice(1).toLowerCase();
  return isLoud ? text.replace(/\p{L}{3,}/gu, cased) : text;
}
