import fc from "fast-check";
import { expect, test } from "vitest";
import { scoreNetwork } from "#ask/learned/network.ts";
import { SENTENCE_FEATURES } from "#ask/rank/sentence-features.ts";
import { createSearch } from "#ask/search.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import { ABLATIONS, weighing } from "../../scripts/support/ablation.ts";
import { refusing, showAblations } from "../../scripts/support/ablation-table.ts";
import { withSlip } from "../../scripts/support/slip.ts";
import { dependencies, libraryOf } from "../ask/stage.ts";

const answered: Outcome = {
  ...({ id: "1", question: "Who built it?", part: "held-out", answerable: true, answers: ["Noonan"] } as const),
  ranks: [{ articleId: "a", rank: 1 }],
  ...{ abstained: false, cited: true, first: true, confidence: 0.6, milliseconds: 1, quotes: ["Noonan built it."] },
};
const missed: Outcome = { ...answered, ranks: [{ articleId: "a", rank: 2 }], cited: false, first: false };

test("an answer of too little confidence is withheld and then holds nothing", () => {
  const [kept, withheld] = refusing([answered, { ...answered, confidence: 0.2 }], 0.5);
  expect(kept).toBe(answered);
  expect(withheld).toMatchObject({ abstained: true, cited: false, first: false, quotes: [] });
});

test("the table gives the figures of the whole and what changes without a part, sure changes in bold", () => {
  const unsure = { ...answered, id: "2", confidence: 0.2 };
  const runs = [
    { part: null, outcomes: [answered, unsure] },
    { part: "reranking", outcomes: [missed, { ...missed, id: "2" }] },
    { part: "second hop", outcomes: [answered, unsure] },
  ];
  expect(showAblations(runs, 0.5)).toBe(
    [
      "| without | mrr@10 | hit@1 | hit@10 | answerInCitation | first statement | quoted, none refused |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
      "| nothing | 1.000 | 1.000 | 1.000 | .500 | .500 | 1.000 |",
      "| reranking | **−.500** | **−1.000** | 0 | −.500 | −.500 | **−1.000** |",
      "| second hop | 0 | 0 | 0 | 0 | 0 | 0 |",
    ].join("\n"),
  );
});

test("a network in a straight line gives the weighed sum of the features it is given", () => {
  const weights = { soft: 13, told: -4, article: 0.6 } as const;
  const places = Object.entries(weights).map(([name, weight]) => ({
    weight,
    at: SENTENCE_FEATURES.indexOf(name as "soft"),
  }));
  const value = fc.integer({ min: -6000, max: 1000 }).map((thousandth) => thousandth / 1000);
  fc.assert(
    fc.property(
      fc.array(value, { minLength: SENTENCE_FEATURES.length, maxLength: SENTENCE_FEATURES.length }),
      (row) => {
        const sum = places.reduce((total, { weight, at }) => total + weight * (row[at] ?? 0), 0);
        expect(Math.abs(scoreNetwork(weighing(weights), row) - sum)).toBeLessThan(0.3);
      },
    ),
  );
});

test("a slip swaps two letters of the longest word that is no name, and leaves short words alone", () => {
  expect(withSlip("Who built the lighthouse of Farwickington?")).toBe("Who built the lighhtouse of Farwickington?");
  expect(withSlip("Who is he?")).toBe("Who is he?");
});

const harbour = await libraryOf([
  {
    id: "tower",
    title: "Farwick",
    text: "The lighthouse of Farwick was built by Ada Noonan. It stood near a lighthouse.",
  },
  { id: "noonan", title: "Ada Noonan", text: "She was born in Oslo in 1831 and studied in Bergen." },
  { id: "fishing", title: "Herring", text: "The fleet left before dawn and came back with herring." },
]);

/** The evidence for a question with everything, and without a part. */
async function found(part: string, question: string) {
  const deps = dependencies(harbour);
  const ablation = ABLATIONS.find((one) => one.part === part);
  const request = { question, shelves: ["main"], limit: 10 };
  const [full, without] = [deps, ablation?.without(deps) ?? deps].map((own) => createSearch(own)(request));
  return { full: (await full) ?? [], without: (await without) ?? [] };
}

test("without spelling correction a slip is a word that the shelves do not know", async () => {
  const { full, without } = await found("spelling correction", "lighthuose");
  expect(full.map(({ ranks }) => ranks.lexical)).toContain(1);
  expect(without.every(({ ranks }) => ranks.lexical === null)).toBe(true);
});

test("without dense search nothing is found but by its words or by a link", async () => {
  const { full, without } = await found("dense search", "Who built the lighthouse?");
  expect(full.some(({ ranks }) => ranks.dense !== null)).toBe(true);
  expect(without.every(({ ranks }) => ranks.dense === null)).toBe(true);
});

test("without the second hop what a passage names is not brought", async () => {
  const deps = dependencies(harbour);
  const lexicalOnly = ABLATIONS.find(({ part }) => part === "dense search")?.without(deps) ?? deps;
  const without = ABLATIONS.find(({ part }) => part === "second hop")?.without(lexicalOnly) ?? deps;
  const request = { question: "Who built the lighthouse?", shelves: ["main"], limit: 10 };
  const articles = async (own: typeof deps) => (await createSearch(own)(request)).map(({ article }) => article.id);
  expect(await articles(lexicalOnly)).toContain("noonan");
  expect(await articles(without)).toEqual(["tower"]);
});

test("without reranking passages stand in the order of the store's own scores", async () => {
  const { without } = await found("reranking", "Where was Ada Noonan of the lighthouse born?");
  expect(without.map(({ ranks }) => ranks.lexical).filter((rank) => rank !== null)).toEqual([1, 2]);
});
