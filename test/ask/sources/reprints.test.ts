import { describe, expect, test } from "vitest";
import { carriersOf, preferOriginals } from "#ask/sources/reprints.ts";
import type { Told } from "../stage.ts";
import { CORRECTED, EDITED, OTHER, REPORT, REPRINT } from "./reports.ts";
import { evidenceOf } from "./told-by.ts";

function left(told: readonly Told[]): readonly string[] {
  return preferOriginals(evidenceOf(told)).map(({ article }) => article.id);
}

describe("of several articles with the same report", () => {
  test("the earliest stands in the place of the best, with its score, and the others are left out", () => {
    const evidence = evidenceOf([EDITED, OTHER, { ...REPORT, outlet: "Marlow Post" }]);
    const originals = preferOriginals(evidence);
    expect(originals.map(({ article }) => article.id)).toEqual(["wire", "other"]);
    expect(originals[0]?.score).toBe(evidence[0]?.score);
    expect(originals[0]?.passage.text).toBe(REPORT.text);
  });

  test("one that credits another comes after those that credit none, however early", () => {
    const early = { ...REPRINT, publishedAt: "2021-05-01" };
    expect(left([early, { ...REPORT, outlet: "Marlow Post" }])).toEqual(["wire"]);
  });

  test("the one that others credit is the original, though it has no date", () => {
    const { publishedAt: _, ...undated } = REPORT;
    expect(left([EDITED, REPRINT, undated])).toEqual(["wire"]);
  });

  test("one without a date comes after those with one", () => {
    const { publishedAt: _, ...undated } = { ...REPORT, outlet: "Marlow Post" };
    expect(left([undated, EDITED])).toEqual(["edited"]);
  });

  test.each([
    "This article was first published by the Harbour Courier.",
    "© 2021 Associated Press",
    "Source: AFP",
    "Republished with permission from The Conversation.",
  ])("a credit at its foot makes it a reprint: %s", (credit) => {
    const crediting = { ...EDITED, publishedAt: "2021-05-01", text: `${EDITED.text}\n\n${credit}` };
    expect(left([crediting, { ...REPORT, outlet: "Marlow Post" }])).toEqual(["wire"]);
  });

  test.each(["According to a report by Reuters, nobody had seen it begin.", "© 2021 Evening Lantern"])(
    "this makes it none: %s",
    (line) => {
      const own = { ...EDITED, publishedAt: "2021-05-01", text: `${EDITED.text}\n\n${line}` };
      expect(left([own, { ...REPORT, outlet: "Marlow Post" }])).toEqual(["edited"]);
    },
  );

  test("one that an editor cut is left out beside the whole one, whoever was first", () => {
    const [first = ""] = REPORT.text.split("\n\n");
    const cut = { ...REPORT, id: "cut", outlet: "Marlow Post", publishedAt: "2021-05-01", text: first };
    const whole = { ...REPORT, text: `${REPORT.text}\n\n${OTHER.text}` };
    expect(left([cut, whole])).toEqual(["wire"]);
    expect(left([whole, cut])).toEqual(["wire"]);
  });

  test("a version with another number, and another report of the same, stay beside it", () => {
    expect(left([REPORT, CORRECTED, OTHER])).toEqual(["wire", "corrected", "other"]);
  });

  test("an author line that names an agency credits it", () => {
    const [first, second] = evidenceOf([
      { ...EDITED, publishedAt: "2021-05-01" },
      { ...REPORT, outlet: "Marlow Post" },
    ]);
    if (!first || !second) throw new Error("Expected two passages.");
    const byAgency = { ...first, article: { ...first.article, author: "Associated Press" } };
    expect(preferOriginals([byAgency, second]).map(({ article }) => article.id)).toEqual(["wire"]);
  });
});

describe("the carriers of a report", () => {
  test("are the other articles, earliest first, undated ones last, each outlet and title once", () => {
    const { publishedAt: _, ...undated } = { ...REPORT, id: "undated", outlet: "Marlow Post" };
    const twice = { ...REPRINT, id: "again", publishedAt: "2021-05-09" };
    const evidence = evidenceOf([undated, twice, EDITED, REPORT, REPRINT, CORRECTED, OTHER]);
    const [cited] = evidence.filter(({ article }) => article.id === "wire");
    if (!cited) throw new Error("Expected the report among the evidence.");
    expect(carriersOf([cited.analysed], evidence).map(({ id }) => id)).toEqual(["reprint", "edited", "undated"]);
  });

  test("are found where a passage of theirs holds only half of it", () => {
    const half = { ...EDITED, id: "half", text: REPORT.text.split("\n\n")[0] ?? "" };
    const evidence = evidenceOf([REPORT, half]);
    const [cited] = evidence;
    if (!cited) throw new Error("Expected the report among the evidence.");
    expect(carriersOf([cited.analysed], evidence).map(({ id }) => id)).toEqual(["half"]);
    expect(preferOriginals(evidence)).toEqual([cited]);
  });

  test("are none where no passage is cited", () => {
    expect(carriersOf([], evidenceOf([REPORT, REPRINT]))).toEqual([]);
  });
});
