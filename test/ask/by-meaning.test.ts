import { expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { createSearch } from "#ask/search.ts";
import { ModelError } from "#errors.ts";
import { createMeaningEmbedder } from "../support/meaning-embedder.ts";
import { dependencies, libraryOf, STORIES } from "./stage.ts";

/** What the stories speak of, and how people may ask for it in words that none of them holds. */
const MEANINGS = [/cost 90 million|how expensive|price tag/i, /eagle owls|nocturnal raptor/i, /loaves|pastry/i];

test("with a strong embedder a question is answered that shares no word with its passage", async () => {
  const embedder = createMeaningEmbedder(MEANINGS);
  const deps = dependencies(await libraryOf(STORIES, embedder), embedder);
  const question = "Which nocturnal raptor?";
  const [first] = await createSearch(deps)({ question, shelves: ["main"], limit: 3 });
  expect(first?.passage.articleId).toBe("owl");
  const answer = await createAsk(deps)({ question, shelves: ["main"] });
  expect(answer.kind === "answered" && answer.statements[0]?.text).toBe(
    "A pair of eagle owls has been seen in the Tamber valley for the first time since 1987.",
  );
});

test("where no passage stands out, even a strong embedder leads to no answer", async () => {
  const embedder = createMeaningEmbedder(MEANINGS);
  const deps = dependencies(await libraryOf(STORIES, embedder), embedder);
  const answer = await createAsk(deps)({ question: "Who invented zippers?", shelves: ["main"] });
  expect(answer.kind).toBe("abstained");
});

test("the built-in embedder is not asked a second time", async () => {
  const embedder = { ...createMeaningEmbedder(MEANINGS), kind: "static" } as const;
  const deps = dependencies(await libraryOf(STORIES, embedder), embedder);
  const before = embedder.calls();
  const answer = await createAsk(deps)({ question: "Which nocturnal raptor?", shelves: ["main"] });
  expect(answer.kind).toBe("abstained");
  expect(embedder.calls()).toBe(before + 1);
});

test("a strong embedder outweighs a few shared words, the built-in kind does not", async () => {
  const embedder = createMeaningEmbedder([/nocturnal raptor|eagle owls/i]);
  const question = "Where was a nocturnal raptor seen near the harbour bridge?";
  const first = async (kind: "neural" | "static"): Promise<string | undefined> => {
    const seen = { ...embedder, kind };
    const search = createSearch(dependencies(await libraryOf(STORIES, seen), seen));
    return (await search({ question, shelves: ["main"], limit: 3 }))[0]?.passage.articleId;
  };
  expect(await first("static")).toBe("bridge");
  expect(await first("neural")).toBe("owl");
});

test("an embedder that fails between its two calls leaves the words, and the answer says so", async () => {
  const embedder = createMeaningEmbedder(MEANINGS);
  const library = await libraryOf(STORIES, embedder);
  let questions = 0;
  const failing = {
    ...embedder,
    embed: async (...[texts, purpose, signal]: Parameters<typeof embedder.embed>) => {
      questions += 1;
      if (questions > 1) throw new ModelError("gone");
      return embedder.embed(texts, purpose, signal);
    },
  };
  const answer = await createAsk(dependencies(library, failing))({
    question: "Which nocturnal raptor?",
    shelves: ["main"],
  });
  expect(answer.kind).toBe("abstained");
  expect(answer.instead).toContain("searched by words alone");
});
