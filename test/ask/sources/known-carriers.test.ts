import { describe, expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { preferNamedOriginals } from "#ask/sources/reprints.ts";
import type { Library } from "#ports.ts";
import type { Answered } from "#types.ts";
import { articleOf, dependencies, libraryOf, type Told } from "../stage.ts";
import { CORRECTED, EDITED, OTHER, REPORT, REPRINT } from "./reports.ts";
import { evidenceOf } from "./told-by.ts";

const QUESTION = "How many people were injured in the fire at the cannery in Port Alder?";

async function answerFrom(library: Library): Promise<Answered> {
  const answer = await createAsk(dependencies(library))({ question: QUESTION, shelves: ["main"] });
  if (answer.kind === "abstained") throw new Error(answer.reason);
  return answer;
}

/** Notes what ingestion would have found out, beside what is stored. */
async function link(library: Library, told: Told, more: { near?: readonly string[]; originalId?: string }) {
  const shelf = await library.shelf("main");
  const { near = [], originalId } = more;
  const passages = await library.within(["main"]).passagesOf("main", told.id);
  await shelf.save({
    article: articleOf(told),
    passages: passages.map(({ passage }) => passage),
    vectors: passages.map(() => Float32Array.of(1, ...Array.from({ length: DIMENSIONS - 1 }, () => 0))),
    embedderId: dependencies(library).embedder.id,
    batch: await shelf.beginBatch("test"),
    receipt: { source: told.id, status: "updated" },
    near: near.map((articleId) => ({ articleId, similarity: 0.8 })),
    ...(originalId !== undefined && { originalId }),
  });
}

/** The library, whose searches find nothing but these articles. */
function finding(library: Library, ids: readonly string[]): Library {
  const scope = library.within(["main"]);
  const known = <T extends { readonly passageId: string }>(hits: readonly T[]) =>
    hits.filter(({ passageId }) => ids.some((id) => passageId.startsWith(`main/${id}@`)));
  const within = () => ({
    ...scope,
    lexical: async (stems: readonly string[], limit: number) => known(await scope.lexical(stems, limit)),
    titled: async (phrases: readonly (readonly string[])[], limit: number) => known(await scope.titled(phrases, limit)),
    nearest: async (vector: Float32Array, embedderId: string, limit: number) =>
      known(await scope.nearest(vector, embedderId, limit)),
  });
  return { ...library, within };
}

const { embedder } = dependencies(await libraryOf([]));
const DIMENSIONS = embedder.dimensions;

describe("an answer", () => {
  test("names who carries its source as ingestion found it, earliest first, each outlet and title once", async () => {
    const library = await libraryOf([REPORT]);
    const shelf = await library.shelf("main");
    const batch = await shelf.beginBatch("test");
    const facts = { title: REPORT.title, url: "https://x.example/", author: null };
    const receipt = { source: "x", status: "duplicate", duplicateOf: "wire" } as const;
    await shelf.carry(
      "wire",
      { ...facts, id: "Late Post", outlet: "Late Post", publishedAt: "2021-05-09" },
      batch,
      receipt,
    );
    await shelf.carry(
      "wire",
      { ...facts, id: "Early Post", outlet: "Early Post", publishedAt: "2021-05-05" },
      batch,
      receipt,
    );
    await shelf.carry(
      "wire",
      { ...facts, url: null, id: "The Late Post", outlet: "The Late Post", publishedAt: null },
      batch,
      receipt,
    );
    await shelf.carry(
      "wire",
      { ...facts, url: null, id: "Reuters", outlet: "Reuters", publishedAt: null },
      batch,
      receipt,
    );
    const { sources } = await answerFrom(library);
    expect(sources).toMatchObject([{ articleId: "wire" }]);
    expect(sources[0]?.alsoCarriedBy?.map(({ outlet, version }) => [outlet, version])).toEqual([
      ["Early Post", 0],
      ["Late Post", 0],
    ]);
  });

  test("names a near-duplicate that it did not find, where it says what is cited", async () => {
    const elsewhere = { ...EDITED, title: "Notes", text: `Notes from the coast.\n\n${EDITED.text}` };
    const library = await libraryOf([REPORT, OTHER, elsewhere, CORRECTED]);
    await link(library, REPORT, { near: ["edited", "corrected"] });
    const { sources } = await answerFrom(finding(library, ["wire", "other"]));
    const wire = sources.find(({ articleId }) => articleId === "wire");
    expect(wire?.alsoCarriedBy?.map(({ id }) => id)).toEqual(["edited"]);
  });

  test("puts the original first where it is known", async () => {
    const library = await libraryOf([REPORT, REPRINT, EDITED]);
    await link(library, REPORT, { near: ["edited", "reprint"], originalId: "edited" });
    const { sources } = await answerFrom(library);
    expect(sources[0]?.articleId).toBe("edited");
    expect(sources[0]?.alsoCarriedBy?.map(({ id }) => id)).toEqual(["wire", "reprint"]);
  });
});

describe("of several articles with the same report", () => {
  test("the one that another names as its original stands, however late it is", async () => {
    const library = await libraryOf([REPORT, EDITED, OTHER]);
    await link(library, REPORT, { originalId: "edited" });
    const evidence = evidenceOf([REPORT, EDITED, OTHER]);
    const left = await preferNamedOriginals(evidence, library.within(["main"]));
    expect(left.map(({ article }) => article.id)).toEqual(["edited", "other"]);
  });

  test("the library is not asked where nothing is a copy of anything", async () => {
    const evidence = evidenceOf([REPORT, OTHER]);
    const carriers = () => Promise.reject(new Error("asked"));
    expect(await preferNamedOriginals(evidence, { carriers })).toBe(evidence);
  });
});
