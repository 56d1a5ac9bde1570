/** Light rewordings that keep the meaning of a sentence, as a careful writer makes them. Ours. */
const REWORDING_KINDS = ["shortened", "moved", "synonyms", "passive"] as const;
export type RewordingKind = (typeof REWORDING_KINDS)[number];

export interface Rewording {
  readonly kind: RewordingKind;
  readonly statement: string;
}

/** Every kind that the sentence allows. */
export function rewordingsOf(sentence: string): readonly Rewording[] {
  const made = {
    shortened: shorten(sentence),
    moved: move(sentence),
    synonyms: exchange(sentence),
    passive: turn(sentence),
  };
  return REWORDING_KINDS.flatMap((kind) => {
    const statement = made[kind];
    return statement === sentence || statement.split(" ").length < 4 ? [] : [{ kind, statement }];
  });
}

/** Without brackets, asides between commas, an opening `However,` and a last `, which …`. */
function shorten(sentence: string): string {
  return sentence
    .replace(/\s?\([^()]*\)/gu, "")
    .replace(
      /^(?:However|Moreover|Furthermore|Additionally|In addition|Also|Thus|Therefore|Meanwhile), (\p{L})/u,
      (_, letter: string) => letter.toUpperCase(),
    )
    .replace(/, (?:which|who|where|whose) [^,.;]{8,80}(?=, (?:is|was|are|were|has|had)\b)/gu, "")
    .replace(/, (?:which|who|where|whose) [^,;.]{8,120}\.$/u, ".")
    .replace(/,(?= (?:is|was|are|were|has|had)\b)/u, "");
}

/** `In 1990, it opened.` to `It opened in 1990.` */
function move(sentence: string): string {
  return sentence.replace(
    /^(In|On|During|After|Before|Since|By|At) ([^,;:]{3,40}), (\p{L})([^;:?!]{15,})\.$/u,
    (_, lead: string, time: string, first: string, rest: string) =>
      `${first.toUpperCase()}${rest} ${lead.toLowerCase()} ${time}.`,
  );
}

const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\bbegan\b/gu, "started"],
  [/\bpurchased\b/gu, "bought"],
  [/\bapproximately\b/gu, "about"],
  [/\blocated\b/gu, "situated"],
  [/\bmany\b/gu, "numerous"],
  [/\blarge\b/gu, "big"],
  [/\bbecause\b/gu, "since"],
  [/\bin order to\b/gu, "to"],
  [/\butili[sz]ed\b/gu, "used"],
  [/\bassist(ed|s)?\b/gu, "help$1"],
  [/\bconstructed\b/gu, "built"],
  [/\bobtained\b/gu, "got"],
  [/\breceived\b/gu, "got"],
  [/\brequire(s)?\b/gu, "need$1"],
  [/\brequired\b/gu, "needed"],
  [/\bmovie\b/gu, "film"],
  [/\bphysicians\b/gu, "doctors"],
  [/\bdid not\b/gu, "didn't"],
  [/\bwas not\b/gu, "wasn't"],
  [/\bcould not\b/gu, "couldn't"],
  [/\bsuch as\b/gu, "like"],
  [/\bfrequently\b/gu, "often"],
  [/\bsubsequently\b/gu, "later"],
  [/\bimportant\b/gu, "significant"],
  [/\bpercent\b/gu, "%"],
];

function exchange(sentence: string): string {
  const swapped = SYNONYMS.reduce((text, [word, other]) => text.replace(word, other), sentence);
  return swapped.replace(/ %/gu, "%");
}

/** `The mill was opened by Tove Lind.` to `Tove Lind opened the mill.`, where both sides are plain. */
function turn(sentence: string): string {
  return sentence.replace(
    /^(The|A|An|This|Its)( [^,;:()]{3,60}?) (?:was|were) (\p{Ll}+ed) by ((?:the |a )?[^,;:()]{3,50})\.$/u,
    (_, article: string, object: string, verb: string, agent: string) =>
      `${agent[0]?.toUpperCase()}${agent.slice(1)} ${verb} ${article.toLowerCase()}${object}.`,
  );
}
