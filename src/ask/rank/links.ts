import type { LibraryScope } from "#ports.ts";
import type { AnalysedPassage, AnalysedSentence } from "./analyse.ts";
import { coverageOf, share } from "./coverage.ts";
import type { Matcher } from "./matcher.ts";

/** What leads to a passage from the question or from passages found first; each 0 to 1, 0 for none. */
export interface Link {
  /** Share of the article's title that the question names. */
  readonly named: number;
  /** Share of the title that a passage found first names, less the later that one stands. */
  readonly linked: number;
  /** How much of what is asked (names apart) stands in the sentence that names it. */
  readonly relation: number;
  /** 1 where a word of what is asked stands right beside the name, towards 0. */
  readonly near: number;
}

export const NO_LINK: Link = { named: 0, linked: 0, relation: 0, near: 0 };

/** Passages found first whose names are looked up, and names looked up at most. */
const SOURCES = 4;
const MOST_NAMES = 24;
/** Passages a look-up may bring. */
const MOST_FOUND = 24;
/** Of them, those worth a look. */
const MOST_LINKS = 12;
/** Titles that are mostly something else are another subject's. */
const LEAST_SHARE = 0.6;
/** A word of the text that stands this surely for one of the question. */
const LEAST_STRENGTH = 0.45;

interface Mention {
  readonly stems: readonly string[];
  readonly fromQuestion: boolean;
  readonly rank: number;
  readonly relation: number;
  readonly near: number;
}

/** What is asked and what was found for it, best first. */
export interface LinkSource {
  readonly questionNames: readonly (readonly string[])[];
  readonly found: readonly AnalysedPassage[];
  readonly matcher: Matcher;
  /** Importance of each word of the question, 0 for names. */
  readonly telling: readonly number[];
}

/**
 * The second hop: articles whose title the question or the first passages name, by the id of their first passage.
 * What the first passages say about a name decides how strong the link is.
 */
export async function findLinks(source: LinkSource, scope: LibraryScope): Promise<ReadonlyMap<string, Link>> {
  const mentions = mentionsIn(source);
  const hits = await scope.titled(
    mentions.map(({ stems }) => stems),
    MOST_FOUND,
  );
  const links = new Map<string, Link>();
  for (const hit of hits) {
    const mention = mentions[hit.phrase];
    if (mention && hit.share >= LEAST_SHARE) links.set(hit.passageId, linkOf(mention, hit.share));
  }
  const strength = ({ named, linked, relation, near }: Link) => 2 * named + linked + (relation + near) / 2;
  return new Map([...links].toSorted(([, a], [, b]) => strength(b) - strength(a)).slice(0, MOST_LINKS));
}

function linkOf({ fromQuestion, rank, relation, near }: Mention, share: number): Link {
  if (fromQuestion) return { ...NO_LINK, named: share };
  return { named: 0, linked: share / (1 + rank / 2), relation, near };
}

/** Each name once, the question's first, then by how near it stands to what is asked. */
function mentionsIn(source: LinkSource): readonly Mention[] {
  const asked = source.questionNames.map((stems) => ({ stems, fromQuestion: true, rank: 0, relation: 0, near: 0 }));
  const found = source.found.slice(0, SOURCES).flatMap((passage, rank) => mentionsOf(passage, rank, source));
  const strength = ({ near, relation, rank }: Mention) => near + relation - rank / 4;
  const all = [...asked, ...found.toSorted((a, b) => strength(b) - strength(a))];
  const known = new Set<string>();
  return all
    .filter(({ stems }) => {
      const key = stems.join(" ");
      const isNew = stems.length > 0 && !known.has(key);
      known.add(key);
      return isNew;
    })
    .slice(0, MOST_NAMES);
}

function mentionsOf(passage: AnalysedPassage, rank: number, { matcher, telling }: LinkSource): readonly Mention[] {
  const own = new Set(passage.title.map((term) => term.stem));
  return passage.mentions.flatMap(({ stems, sentence, at }) => {
    const where = passage.sentences[sentence];
    if (where === undefined || stems.every((stem) => own.has(stem))) return [];
    const relation = share(coverageOf(where.told, matcher, telling), telling);
    return [{ stems, fromQuestion: false, rank, relation, near: nearness(where, at, matcher, telling) }];
  });
}

/** Distance, in words, from the name to a word of what is asked. */
function nearness({ terms }: AnalysedSentence, at: number, matcher: Matcher, telling: readonly number[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [place, term] of terms.entries()) {
    const isAsked = matcher
      .match(term)
      .some(({ word, strength }) => strength >= LEAST_STRENGTH && (telling[word] ?? 0) > 0);
    if (isAsked) nearest = Math.min(nearest, Math.abs(place - at));
  }
  return 1 / (1 + nearest / 3);
}
