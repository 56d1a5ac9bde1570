import { readFileSync } from "node:fs";
import type { AskDependencies } from "#ask/walk.ts";
import { parseWeights } from "#ask/weights.ts";
import { chunk } from "#ingest/chunk.ts";
import type { Embedder, Lexicon, Library } from "#ports.ts";
import { paragraphs } from "#text/paragraphs.ts";
import { stem } from "#text/stems.ts";
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import type { Article } from "#types.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";

/** Words that mean the same to the fake lexicon. */
const SYNONYMS: readonly (readonly string[])[] = [
  ["kids", "children"],
  ["freed", "released"],
];
const DIMENSIONS = 64;

function place(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash % DIMENSIONS;
}

/** Every content word is equally rare; a word's vector is its stem's own direction, shared with its synonyms. */
export const lexicon: Lexicon = {
  idf: (word) => (isStopWord(word) ? 0 : 4),
  vector(word) {
    const group = SYNONYMS.findIndex((synonyms) => synonyms.includes(word));
    const vector = new Float32Array(DIMENSIONS);
    vector[group >= 0 ? group : 2 + (place(stem(word)) % (DIMENSIONS - 2))] = 1;
    return vector;
  },
};

export const embedder: Embedder = {
  id: "fake",
  dimensions: DIMENSIONS,
  kind: "static",
  async embed(texts, _purpose, signal) {
    signal?.throwIfAborted();
    return texts.map((text) => {
      const vector = new Float32Array(DIMENSIONS);
      for (const word of words(text)) vector[place(stem(word.text))] = 1;
      const length = Math.hypot(...vector);
      if (length === 0) vector[0] = 1;
      return length === 0 ? vector : vector.map((value) => value / length);
    });
  },
};

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly publishedAt?: string;
}

/** A library in memory that holds the articles on the shelf `main`. */
export async function libraryOf(told: readonly Told[]): Promise<Library> {
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

export function articleOf({ id, title, text, publishedAt }: Told): Article {
  const metadata = { title, url: null, outlet: null, author: null, publishedAt: publishedAt ?? null };
  const version = { shelf: "main", version: 1, fetchedAt: "2024-01-01T00:00:00Z", contentHash: id };
  return { id, ...version, ...metadata, text, paragraphs: paragraphs(text) };
}

export const weights = parseWeights(JSON.parse(readFileSync("data/ranking/weights.json", "utf8")));

/** Time goes on by a millisecond whenever it is looked at. */
export function dependencies(library: Library): AskDependencies {
  let time = 0;
  const now = () => {
    time += 1;
    return new Date(time);
  };
  return { library, embedder, lexicon, clock: { now }, weights };
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
