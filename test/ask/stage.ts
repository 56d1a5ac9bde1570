import { readFileSync } from "node:fs";
import { parseSupportModel } from "#ask/verify/model.ts";
import type { AskDependencies } from "#ask/walk.ts";
import { readWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { chunk } from "#ingest/chunk.ts";
import type { Embedder, Library } from "#ports.ts";
import { paragraphs } from "#text/paragraphs.ts";
import type { Article } from "#types.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";

const tables = loadTables("data/encoder");

/** The shipped word tables: the walk is tested with the knowledge it has in use. */
export const lexicon = createLexicon(tables);
export const thesaurus = loadThesaurus("data/thesaurus");
const encoder = createEncoder(tables);

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly publishedAt?: string;
  readonly outlet?: string;
}

/** A library in memory that holds the articles on the shelf `main`. */
export async function libraryOf(told: readonly Told[], embedder: Embedder = encoder): Promise<Library> {
  const library = createMemoryLibrary();
  const shelf = await library.shelf("main");
  const batch = await shelf.beginBatch("test");
  for (const line of told) {
    const article = articleOf(line);
    const passages = chunk(article);
    const vectors = await embedder.embed(
      passages.map((passage) => `${article.title}\n${passage.text}`),
      "passage",
    );
    const receipt = { source: line.id, status: "added" } as const;
    await shelf.save({ article, passages, vectors, embedderId: embedder.id, batch, receipt });
  }
  return library;
}

export function articleOf({ id, title, text, publishedAt, outlet }: Told): Article {
  const metadata = { title, url: null, outlet: outlet ?? null, author: null, publishedAt: publishedAt ?? null };
  const version = { shelf: "main", version: 1, fetchedAt: "2024-01-01T00:00:00Z", contentHash: id };
  return { id, ...version, ...metadata, text, paragraphs: paragraphs(text) };
}

export const weights = readWeights((file) => JSON.parse(readFileSync(`data/ranking/${file}`, "utf8")));

const support = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));

/** Time goes on by a millisecond whenever it is looked at. */
export function dependencies(library: Library, embedder: Embedder = encoder): AskDependencies {
  let time = 0;
  const now = () => {
    time += 1;
    return new Date(time);
  };
  return { library, embedder, lexicon, thesaurus, clock: { now }, weights, support };
}

export const STORIES: readonly Told[] = [
  {
    id: "bridge",
    title: "Harbour bridge opens after four years",
    publishedAt: "2021-05-04",
    text: "The harbour bridge in Port Alder opened to traffic on Tuesday. Mayor Ruth Keller cut the ribbon at noon.\n\nConstruction took four years and cost 90 million euros. It was delayed because a storm damaged two pillars in 2019. She thanked the workers. No toll will be charged.",
  },
  {
    id: "owl",
    title: "Rare owl returns to the valley",
    publishedAt: "2022-11-20",
    text: "A pair of eagle owls has been seen in the Tamber valley for the first time since 1987. The biologist Jonas Bright photographed them near the old mill.\n\nThe owls raised three chicks. Farmers were asked to keep dogs on a leash until August.",
  },
  {
    id: "bakery",
    title: "Bakery gives away its last loaves",
    text: "Mr. Anton Weiss closed his bakery on Saturday. He gave away the last loaves to children from the school next door.",
  },
];
