import type { Found } from "#ask/retrieve.ts";

/** Weight of a place is one over this and the place: Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion …". */
const K = 60;

/**
 * One list of several, best first, each passage once: by the sum of one over 60 + place in each list. The best `slots` of
 * every list come before all that is in no list's best. Of equals the one with the better place in any list comes first,
 * then that of the earlier list. `score` is the sum, cut to keep the order: those of the lists do not compare, so what
 * looks at scores must look before. A passage that two lists hold is taken from the one where its place is better.
 */
export function fuse(lists: readonly (readonly Found[])[], slots: number): readonly Found[] {
  const entries = new Map<string, Entry>();
  for (const [list, items] of lists.entries()) {
    for (const [place, found] of distinct(items).entries()) {
      const known = entries.get(found.passage.id);
      const share = 1 / (K + place + 1);
      const isBest = place < slots;
      if (known === undefined) entries.set(found.passage.id, { found, score: share, place, list, isBest });
      else entries.set(found.passage.id, together(known, { found, score: share, place, list, isBest }));
    }
  }
  const ordered = [...entries.values()].toSorted(byPlace);
  let ceiling = Number.POSITIVE_INFINITY;
  return ordered.map(({ found, score }) => {
    ceiling = Math.min(ceiling, score);
    return { ...found, score: ceiling };
  });
}

interface Entry {
  readonly found: Found;
  readonly score: number;
  /** Best place in any list, from 0, and that list. */
  readonly place: number;
  readonly list: number;
  /** Among the best of a list. */
  readonly isBest: boolean;
}

function distinct(items: readonly Found[]): readonly Found[] {
  return [...new Map(items.toReversed().map((found) => [found.passage.id, found])).values()].toReversed();
}

function together(one: Entry, other: Entry): Entry {
  const better = other.place < one.place ? other : one;
  return { ...better, score: one.score + other.score, isBest: one.isBest || other.isBest };
}

function byPlace(a: Entry, b: Entry): number {
  return Number(b.isBest) - Number(a.isBest) || b.score - a.score || a.place - b.place || a.list - b.list;
}
