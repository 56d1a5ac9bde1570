import { afterAll, beforeAll, expect, test } from "vitest";
import { tellingStems } from "#store/lexical.ts";
import { put } from "./material.ts";
import { type TestLibrary, temporaryLibrary } from "./shelf.ts";

let made: TestLibrary;

// 2,100 passages that all speak of the harbour; every 700th of a crane, every 300th of a ferry.
beforeAll(async () => {
  made = await temporaryLibrary();
  const writer = await made.library.shelf("main");
  for (let article = 0; article < 21; article++) {
    const paragraphs = Array.from({ length: 100 }, (_, i) => {
      const number = article * 100 + i;
      return `Harbour report ${number}.${number % 700 === 0 ? " A crane fell." : ""}${number % 300 === 0 ? " No ferry left." : ""}`;
    });
    await put(writer, { id: `a${String(article).padStart(2, "0")}`, paragraphs });
  }
});

afterAll(() => made.dispose());

test("a stem that nearly every passage has changes no order, and takes no part where the others find enough", async () => {
  const scope = made.library.within(["main"]);
  const rare = (await scope.lexical(["crane", "ferri"], 9)).map(({ passageId }) => passageId);
  expect(rare).toHaveLength(9);
  const both = (await scope.lexical(["harbour", "crane", "ferri"], 9)).map(({ passageId }) => passageId);
  expect(both).toEqual(rare);
});

test("a stem that nearly every passage has still finds them where the others find too few, or there are no others", async () => {
  const scope = made.library.within(["main"]);
  const found = (await scope.lexical(["harbour", "crane", "ferri"], 40)).map(({ passageId }) => passageId);
  expect(found).toHaveLength(40);
  expect(new Set(found.slice(0, 9))).toEqual(
    new Set((await scope.lexical(["crane", "ferri"], 9)).map(({ passageId }) => passageId)),
  );
  expect(await scope.lexical(["harbour"], 40)).toHaveLength(40);
  expect(await scope.lexical(["harbour"], 5000)).toHaveLength(2100);
});

test("stems in more than a tenth of the passages are left out only where all together are much to score", () => {
  const stems = ["harbour", "crane", "ferri", "absent"];
  const small = new Map([
    ["harbour", 1_500],
    ["crane", 1_000],
    ["ferri", 7],
  ]);
  expect(tellingStems(stems, small, 2_500)).toEqual(["crane", "ferri", "absent"]);
  const large = new Map([
    ["harbour", 26_000],
    ["crane", 9_000],
    ["ferri", 4_000],
  ]);
  expect(tellingStems(stems, large, 43_000)).toEqual(["ferri", "absent"]);
  expect(tellingStems(["crane"], large, 43_000)).toEqual([]);
});
