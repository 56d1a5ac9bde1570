import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuse } from "#ask/questions/fuse.ts";
import { evidenceOf } from "../sources/told-by.ts";
import { STORIES } from "../stage.ts";

const [bridge, owl, bakery] = evidenceOf(STORIES);
if (!bridge || !owl || !bakery) throw new Error("Expected three passages.");
const POOL = [bridge, owl, bakery, ...evidenceOf(STORIES.map((told) => ({ ...told, id: `${told.id}-2` })))];

const ids = (list: readonly { readonly passage: { readonly id: string } }[]) => list.map(({ passage }) => passage.id);

describe("fused lists", () => {
  test("put first what several of them hold", () => {
    const fused = fuse(
      [
        [bridge, owl],
        [bakery, owl],
      ],
      0,
    );
    expect(ids(fused)).toEqual(ids([owl, bridge, bakery]));
    expect(fused[0]?.score).toBeCloseTo(2 / 62, 10);
    expect(fused[1]?.score).toBeCloseTo(1 / 61, 10);
  });

  test("keep a place for the best of each, however much the others agree", () => {
    const agreed = [bridge, owl];
    expect(ids(fuse([agreed, agreed, [bakery]], 1))).toEqual(ids([bridge, bakery, owl]));
  });

  const lists = fc.array(
    fc.subarray(POOL, { minLength: 0 }).chain((some) => fc.shuffledSubarray(some)),
    { maxLength: 4 },
  );

  test("hold each passage once, and none is lost", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 5 }), (some, slots) => {
        const fused = ids(fuse(some, slots));
        expect(fused.toSorted()).toEqual([...new Set(some.flatMap(ids))].toSorted());
      }),
    );
  });

  test("have the best of every list before all others, with scores that never rise", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 3 }), (some, slots) => {
        const fused = fuse(some, slots);
        const best = new Set(some.flatMap((list) => ids(list.slice(0, slots))));
        expect(new Set(ids(fused).slice(0, best.size))).toEqual(best);
        const scores = fused.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(fuse(some, slots)).toEqual(fused);
      }),
    );
  });

  test("of one list keep its order", () => {
    expect(ids(fuse([POOL], 2))).toEqual(ids(POOL));
  });
});
