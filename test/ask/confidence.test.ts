import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { judge } from "#ask/judge.ts";
import { probability, scoreTrees, type TreesFile } from "#ask/learned/trees.ts";
import { CONFIDENCE_FEATURES, confidenceFeatures, SPEAKS_AGAINST } from "#ask/rank/confidence.ts";
import { rankSentences } from "#ask/rank/sentences.ts";
import { retrieve } from "#ask/retrieve.ts";
import { correctSpelling } from "#ask/spelling.ts";
import { understand } from "#ask/understand.ts";
import { createTools } from "#ask/walk.ts";
import type { Library } from "#ports.ts";
import { dependencies, libraryOf, STORIES, weights } from "./stage.ts";

interface Judged {
  readonly confidence: number;
  readonly features: ReadonlyMap<string, number>;
  /** Article of the best sentence. */
  readonly article: string | undefined;
}

async function judged(library: Library, text: string): Promise<Judged> {
  const tools = createTools(dependencies(library))();
  const scope = library.within(["main"]);
  const question = await correctSpelling(understand(text, [], tools.vocabulary), scope, tools.vocabulary);
  const findings = await retrieve(question, scope, tools);
  const ranking = rankSentences(findings, weights);
  const features = confidenceFeatures(findings, ranking);
  return {
    confidence: judge(findings, ranking, weights),
    features: new Map(CONFIDENCE_FEATURES.map((name, index) => [name, features[index] ?? 0])),
    article: ranking[0]?.found.article.id,
  };
}

let library: Library;

beforeAll(async () => {
  library = await libraryOf(STORIES);
});

const ANSWERED = [
  "Who cut the ribbon of the harbour bridge?",
  "How long did the construction of the bridge take?",
  "How many chicks did the eagle owls raise?",
  "who photographed the owls near the old mill",
  "Who gave away the last loaves to children?",
];

const FOREIGN = [
  "Who composed the symphony for trombone?",
  "How long does a kidney transplant take?",
  "How many senators voted for the amendment?",
  "who discovered penicillin",
  "Which vaccine protects against measles?",
];

describe("confidence", () => {
  test.each(ANSWERED)("is enough to answer %j, whose words stand in the articles", async (question) => {
    expect((await judged(library, question)).confidence).toBeGreaterThan(weights.threshold);
  });

  test.each(FOREIGN)("is too little to answer %j, of which no article speaks", async (question) => {
    expect((await judged(library, question)).confidence).toBeLessThan(weights.threshold);
  });

  test("in any question of which no article speaks is less than in any that one sentence answers", async () => {
    const [answered, foreign] = await Promise.all(
      [ANSWERED, FOREIGN].map((questions) => Promise.all(questions.map((question) => judged(library, question)))),
    );
    const least = Math.min(...(answered ?? []).map(({ confidence }) => confidence));
    const most = Math.max(...(foreign ?? []).map(({ confidence }) => confidence));
    expect(least).toBeGreaterThan(most + 0.1);
  });

  test.each([
    ["How long did the construction of the bridge take?", "How long did the trial of the bridge take?"],
    ["How many chicks did the eagle owls raise?", "How many senators did the eagle owls raise?"],
    ["How many chicks did the eagle owls raise?", "How many eggs did the eagle owls steal?"],
    ["Who gave away the last loaves to children?", "Who gave away the last trombone to children?"],
  ])("in %j is more than in %j", async (told, untold) => {
    expect((await judged(library, told)).confidence).toBeGreaterThan((await judged(library, untold)).confidence);
  });

  test("is 0 where there is nothing to answer from", async () => {
    const { confidence, features } = await judged(await libraryOf([]), "Who cut the ribbon?");
    expect(confidence).toBe(0);
    expect(new Set(features.values())).toEqual(new Set([0]));
  });
});

test("a further word that nobody knows leaves more of the question unknown and unspoken of, never less", async () => {
  /** Too far from any word to be a slip of one. */
  const nonsense = fc.string({ unit: fc.constantFrom(..."qxzjvkw"), minLength: 8, maxLength: 14 });
  const base = new Map(await Promise.all(ANSWERED.map(async (text) => [text, await judged(library, text)] as const)));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ANSWERED), nonsense, async (text, word) => {
      const before = base.get(text);
      const after = await judged(library, `${text.replace("?", "")} ${word}?`);
      const moved = (name: string) => (after.features.get(name) ?? 0) - (before?.features.get(name) ?? 0);
      expect(moved("unknownWords")).toBeGreaterThan(0);
      expect(after.article).toBe(before?.article);
      for (const name of ["nowhereMost", "nowhereShare", "nowhereWords", "nowherePlainly"]) {
        expect(moved(name), name).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 40 },
  );
});

describe("the shipped trees of confidence", () => {
  const file = JSON.parse(readFileSync("data/ranking/confidence.json", "utf8")) as TreesFile;
  /** For each feature values on both sides of every border that a tree draws. */
  const values = CONFIDENCE_FEATURES.map((_, feature) => {
    const borders = file.trees.flatMap(({ split, at }) => at.filter((__, node) => split[node] === feature));
    return [...new Set([0, 1, ...borders.flatMap((border) => [border, border + 1e-6])])];
  });
  const vector = fc.tuple(...values.map((known) => fc.constantFrom(...known)));

  test("are never surer where something that speaks against an answer grows, nor less sure where anything else does", () => {
    const move = fc
      .nat(CONFIDENCE_FEATURES.length - 1)
      .chain((feature) =>
        fc.record({ feature: fc.constant(feature), to: fc.constantFrom(...(values[feature] ?? [])) }),
      );
    fc.assert(
      fc.property(vector, move, (row, { feature, to }) => {
        const isGrowth = to >= (row[feature] ?? 0);
        const isFor = !SPEAKS_AGAINST.has(CONFIDENCE_FEATURES[feature] ?? "");
        const change = scoreTrees(weights.confidence, row.with(feature, to)) - scoreTrees(weights.confidence, row);
        if (isGrowth === isFor) expect(change).toBeGreaterThanOrEqual(-1e-9);
        else expect(change).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 3000 },
    );
  });

  test("give a probability between little and much: all that speaks for an answer, and all that speaks against it", () => {
    const extreme = (isGood: boolean) =>
      values.map((known, feature) => {
        const isAgainst = SPEAKS_AGAINST.has(CONFIDENCE_FEATURES[feature] ?? "");
        return isAgainst === isGood ? Math.min(...known) : Math.max(...known);
      });
    expect(probability(scoreTrees(weights.confidence, extreme(true)))).toBeGreaterThan(0.9);
    expect(probability(scoreTrees(weights.confidence, extreme(false)))).toBeLessThan(0.1);
  });

  test("names among what speaks against an answer only features that there are", () => {
    expect([...SPEAKS_AGAINST].filter((name) => !CONFIDENCE_FEATURES.includes(name))).toEqual([]);
  });
});
