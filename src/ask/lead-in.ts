import { type NameMention, names } from "#text/names.ts";
import type { Span } from "#types.ts";
import type { AnalysedPassage, AnalysedSentence } from "./rank/analyse.ts";

const OPENS = /^["“'‘(]*(he|she|his|her|it|its|they|their)\b/iu;
const TITLED = /^["“'‘(]*(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|President|Prof)\.? $/u;
const PERSONAL = /\b(?:he|him|his|himself)\b|\b(?:she|her|hers|herself)\b/giu;

/**
 * The name a statement that opens with a pronoun speaks of, as it stands in the article. Empty where it is not plain:
 * the last sentence before that does not open with a pronoun must be about one name and mention nobody else.
 */
export function leadIn(sentence: AnalysedSentence, passage: AnalysedPassage): string {
  const pronoun = OPENS.exec(sentence.text)?.[1]?.toLowerCase();
  if (pronoun === undefined || EMPTY_SUBJECT.test(sentence.text)) return "";
  const earlier = passage.sentences.slice(0, sentence.ordinal);
  const at = earlier.findLastIndex(({ text }) => !OPENS.test(text));
  const before = earlier[at];
  if (before === undefined || /[?:]["”’)]*$/u.test(before.text)) return "";
  const between = earlier.slice(at).map(({ text }) => text);
  if (/^(?:he|she|his|her)$/u.test(pronoun)) return person(pronoun, before, between, passage);
  const isSame = between.slice(1).every((text) => numberOf(OPENS.exec(text)?.[1] ?? "") === numberOf(pronoun));
  return isSame ? thing(pronoun, before.text, passage) : "";
}

/** `It is known that …` speaks of nothing. */
const EMPTY_SUBJECT =
  /^["“'‘(]*it (?:is|was|has been|seems?|appears?|took|takes|would be|will be|became|remains)\b[^.]{0,40}\b(?:that|to|who|when|where|whether|how)\b/iu;

function numberOf(pronoun: string): string {
  return /^its?$/iu.test(pronoun) ? "one" : "several";
}

/** Of the sentences from the one with the name on. */
function person(
  pronoun: string,
  before: AnalysedSentence,
  between: readonly string[],
  passage: AnalysedPassage,
): string {
  const subject = subjectOf(before.text);
  if (subject === null) return "";
  const name = before.text.slice(subject.start, subject.end);
  const title = TITLED.exec(before.text.slice(0, subject.start))?.[1] ?? "";
  if (title !== "" && !pronounsOf(title).test(pronoun)) return "";
  if (RANKS.some(([rank, gender]) => rank.test(name) && gender !== genderOf(pronoun))) return "";
  const said = new Set(between.flatMap((text) => text.match(PERSONAL) ?? []).map(genderOf));
  if (said.size > 1 || (said.size === 1 && !said.has(genderOf(pronoun)))) return "";
  const others = between.flatMap((text) =>
    names(text)
      .filter((other) => isPerhapsSomeone(text, other))
      .map((other) => other.text),
  );
  const isOther = (other: string) => !other.split(" ").some((part) => name.split(" ").includes(part));
  if (title === "" && others.some(isOther)) return "";
  const whole = fullName(name, passage);
  return title !== "" || isPersonal(whole) ? whole : "";
}

function genderOf(pronoun: string): "he" | "she" {
  return /^h(?:e|im|is|imself)$/iu.test(pronoun) ? "he" : "she";
}

const RANKS: readonly (readonly [RegExp, "he" | "she"])[] = [
  [/^(?:King|Prince|Duke|Emperor|Lord|Sir|Count|Baron|Sultan|Father|Brother)\b/u, "he"],
  [/^(?:Queen|Princess|Duchess|Empress|Lady|Dame|Countess|Baroness|Mother|Sister)\b/u, "she"],
];

function pronounsOf(title: string): RegExp {
  if (/^(?:Ms|Mrs|Miss|Dame|Lady)/u.test(title)) return /^(?:she|her)$/u;
  return /^(?:Mr|Sir|Lord)/u.test(title) ? /^(?:he|his)$/u : /^(?:she|her|he|his)$/u;
}

/** The name that a sentence opens with, or that follows `In 1996,`, where a verb follows it: the subject. */
function subjectOf(text: string): Span | null {
  const [first] = namesOnLines(text);
  if (first === undefined) return null;
  const lineBefore = text.slice(0, first.start);
  const isFirst = /^["“'‘(]*$/u.test(lineBefore) || TITLED.test(lineBefore);
  const isAfterTime = /^(?:In|On|By|Since|During|After|Before|Until|From) [^,]{0,40}\d[^,]{0,10}, $/u.test(
    text.slice(0, first.start),
  );
  return (isFirst || isAfterTime) && FOLLOWED.test(text.slice(first.end)) ? first : null;
}

/** A name does not go on over the end of a line: there stands a heading before it. */
function namesOnLines(text: string): readonly NameMention[] {
  return names(text).flatMap((name) => {
    const parts = name.text.split("\n");
    let { start } = name;
    return parts.map((part) => {
      const mention = { text: part, start, end: start + part.length };
      start = mention.end + 1;
      return mention;
    });
  });
}

const IRREGULAR =
  "began|became|bought|broke|brought|built|came|caught|chose|did|drew|drove|fell|felt|fought|found|flew|gave|got|grew|heard|held|hit|kept|knew|laid|led|left|lost|made|met|paid|put|ran|rose|said|sang|sat|saw|sent|set|shot|sold|spent|spoke|stood|swore|taught|threw|told|took|thought|understood|went|won|wore|wrote";
const FOLLOWED = new RegExp(
  `^(?: \\([^()]*\\))?(?:, (?:\\d{1,2},|who\\b|(?:the|an?|his|her)\\b[^,]*,)| (?:also |then |later |first |never |\\p{Ll}+ly )?(?:is|was|has|had|will|would|can|could|does|${IRREGULAR}|\\p{Ll}{2,}ed|\\p{Ll}{3,}[^s\\W]s)\\b)`,
  "u",
);
const ORGANISATION =
  /\b(?:University|College|School|Company|Corporation|Inc|Ltd|Court|Council|Committee|Commission|Party|Club|Department|Ministry|Union|Bank|Church|Army|Navy|Institute|Association|League|Team|City|County|River|Lake|Sea|Ocean|Mountains?|Island|Islands|Street|Road|Park|Festival|War|Battle|Dynasty|Empire|Kingdom|Act|Treaty|Records|Studios?|Group|Times|Post|News|Magazine|Series|Season|House|Senate|Congress|Parliament|Museum|Center|Centre|Hospital|Airport|Station|Bridge|Award|Awards|Cup|Championship|North|South|East|West|New|United|States|Republic|Society|Foundation|Press|Theatre|Theater|Hall|Tower|Band|Orchestra|Fort|Mount|Saint|St)\b/u;

/** A name of two to four words without one that an organisation or a place has in its name. */
function isPersonal(name: string): boolean {
  const count = name.split(" ").length;
  return count >= 2 && count <= 4 && !ORGANISATION.test(name) && /^\p{Lu}\p{Ll}/u.test(name);
}

/** Whether `he` could be this one: not where the words before say that it is a place or a thing. */
function isPerhapsSomeone(text: string, name: Span): boolean {
  const before = text.slice(0, name.start);
  const isPlace = /\b(?:in|at|into|near|the|on|across|throughout|outside)(?: \p{Ll}+ern)? $/iu.test(before);
  const isList = /\b(?:in|at) (?:the )?\p{Lu}[\p{L} ]*(?:, | and )$/u.test(before);
  const describes =
    /^(?:['’]s)? (?!(?:and|or|in|on|at|by|to|for|with|from|of|as|is|was|has|had|who|that|when|where|after|before|while|during|but|until|since)\b)\p{Ll}+/u.test(
      text.slice(name.end),
    );
  return !isPlace && !isList && !ORGANISATION.test(text.slice(name.start, name.end)) && !(describes && before !== "");
}

/** What `it` or `they` is, where the sentence before says what that is: `The Normans were …`. */
function thing(pronoun: string, before: string, passage: AnalysedPassage): string {
  const verb = numberOf(pronoun) === "one" ? "is|was" : "are|were";
  const match = new RegExp(
    `^((?:The )?\\p{Lu}[\\p{L}\\p{Nd}'’-]*(?: \\p{Lu}[\\p{L}\\p{Nd}'’-]*){0,4})(?: \\([^()]*\\))? (?:${verb}) (?:an?|the|one of|also an?)\\b`,
    "u",
  ).exec(before);
  const name = match?.[1] ?? "";
  const [first] = names(before);
  const isName = first !== undefined && name.replace(/^The /u, "") === first.text;
  if (!isName || !isKnown(first.text, passage)) return "";
  // The article of a title (`The Bartered Bride`) is a part of it.
  const inside = name.replace(/^The /u, "the ");
  return passage.passage.text.includes(inside) ? inside : name;
}

/** `Johnson` is `Alice Johnson` where the passage or title says so with one first name only. */
function fullName(name: string, passage: AnalysedPassage): string {
  if (name.includes(" ")) return name;
  const whole = namesOnLines(`${passage.article.title}\n\n${passage.passage.text}`).map(({ text }) => text);
  const found = new Set(whole.filter((other) => other.endsWith(` ${name}`) && isPersonal(other)));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : name;
}

/** One word at the start of a sentence is a name only where it stands with a capital elsewhere too. */
function isKnown(name: string, { article, passage }: AnalysedPassage): boolean {
  if (name.includes(" ") || article.title.includes(name)) return true;
  return new RegExp(`[\\p{Ll},] ${name.replace(/[^\p{L}\p{N}]/gu, "\\$&")}\\b`, "u").test(passage.text);
}
