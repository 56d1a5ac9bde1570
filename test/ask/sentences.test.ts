import { expect, test } from "vitest";
import { choose } from "#ask/draft/choose.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "#ask/rank/sentence-features.ts";
import { type RankedSentence, rankSentences } from "#ask/rank/sentences.ts";
import { retrieve } from "#ask/retrieve.ts";
import { understand } from "#ask/understand.ts";
import { createTools } from "#ask/walk.ts";
import { dependencies, libraryOf, weights } from "./stage.ts";

const deps = dependencies(
  await libraryOf([
    {
      id: "chess",
      title: "A nurse wins at chess",
      text: "Nora Falk won the regional chess cup on Sunday. Falk is a nurse. Falk lives by the lake with two dogs. Falk learned the game in hospital, where she lay for seven months. Falk beat eleven players.\n\nFalk gave the prize to a school. Emil Brandt showed her the openings. Falk trains for an hour before work.",
    },
  ]),
);

async function ranked(question: string): Promise<readonly RankedSentence[]> {
  const tools = createTools(deps)();
  const asked = understand(question, [], tools.vocabulary);
  return rankSentences(await retrieve(asked, deps.library.within(["main"]), tools), weights);
}

function feature(ranking: readonly RankedSentence[], name: SentenceFeature, begins: string): number {
  const found = ranking.find(({ sentence }) => sentence.text.startsWith(begins));
  return found?.features[SENTENCE_FEATURES.indexOf(name)] ?? Number.NaN;
}

test("a name that stands in nearly every sentence says little about any of them, another name says much", async () => {
  const everywhere = await ranked("what does nora falk train for");
  const once = await ranked("what did emil brandt show");
  expect(feature(everywhere, "subject", "Falk is a nurse")).toBeLessThan(0.3);
  expect(feature(once, "subject", "Emil Brandt")).toBeGreaterThan(0.6);
  expect(feature(once, "subject", "Falk is a nurse")).toBe(0);
});

test("a time that is asked for counts more, the more of the question stands around it", async () => {
  const ranking = await ranked("how long did nora falk lie in hospital");
  const inHospital = feature(ranking, "fitsContext", "Falk learned the game in hospital");
  expect(inHospital).toBeGreaterThan(feature(ranking, "fitsContext", "Falk trains for an hour"));
  expect(feature(ranking, "fitsContext", "Falk is a nurse")).toBe(0);
  expect(ranking[0]?.sentence.text).toBe("Falk learned the game in hospital, where she lay for seven months.");
});

test("a third statement that shares only a name with the question is left out when it is far behind", async () => {
  const ranking = await ranked("who showed falk the openings?");
  const nothing = SENTENCE_FEATURES.map(() => 0);
  const third = (score: number, features: readonly number[]) =>
    choose(
      ranking.slice(0, 3).map((item, place) => {
        const first = { ...item, score: 5 - place / 10 };
        return place === 2 ? { ...item, score, features } : first;
      }),
    );
  const telling = SENTENCE_FEATURES.map((name) => (name === "telling" ? 0.5 : 0));
  expect(third(2.5, nothing)).toHaveLength(2);
  expect(third(3.5, nothing)).toHaveLength(3);
  expect(third(2.5, telling)).toHaveLength(3);
});

test("where no chosen sentence has the number asked for, one of another article does not help out", async () => {
  const ranking = await ranked("how many pupils does falk teach?");
  const features = (names: readonly SentenceFeature[]) =>
    SENTENCE_FEATURES.map((name) => (names.includes(name) ? 1 : 0));
  const missing = ranking.slice(0, 3).map((item, place) => ({
    ...item,
    score: 5 - place / 10,
    features: features(["misfits", "telling", "names"]),
  }));
  const fitting = ranking[3];
  if (!fitting) throw new Error("The story has too few sentences.");
  const article = { ...fitting.found.article, id: "other" };
  const elsewhere = {
    ...fitting,
    score: 4,
    features: features(["fits", "names"]),
    found: { ...fitting.found, article },
  };
  const here = { ...fitting, score: 4, features: features(["fits", "names"]) };
  expect(choose([...missing, elsewhere])).not.toContain(elsewhere);
  expect(choose([...missing, here]).at(-1)).toBe(here);
});
