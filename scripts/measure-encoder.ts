/**
 * What the built-in encoder finds by itself, and what it costs.
 *
 *   node --import tsx scripts/measure-encoder.ts [--tables FOLDER] FOLDER...
 *
 * Prints for every folder and part mrr@10 and hit@10 of the answerable questions, over all passages of the folder.
 */
import { parseArgs } from "node:util";
import { createEncoder } from "#encoder/encoder.ts";
import { loadTables } from "#encoder/tables.ts";
import { parts } from "#evaluation/parts.ts";
import { loadRetrievalSet, type RetrievalSet } from "./fitting/encoder-sets.ts";

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { tables: { type: "string", default: "data/encoder" } },
});
const encoder = createEncoder(loadTables(options.tables));

for (const folder of folders) {
  const set = loadRetrievalSet(folder);
  const before = performance.now();
  const passages = await encoder.embed(set.passages, "passage");
  const seconds = (performance.now() - before) / 1000;
  const ranks = await ranksOf(set, passages);
  for (const part of parts)
    process.stdout.write(`${set.name} ${part}: ${summary(ranks.filter((one) => one.part === part))}\n`);
  process.stdout.write(`${set.name}: ${Math.round(set.passages.length / seconds)} passages a second\n`);
}

interface Rank {
  readonly part: string;
  /** Place of the first passage that is right, from 1. */
  readonly rank: number;
}

async function ranksOf(set: RetrievalSet, passages: readonly Float32Array[]): Promise<readonly Rank[]> {
  const asked = set.questions.filter((question) => question.answerable);
  const vectors = await encoder.embed(
    asked.map(({ text }) => text),
    "question",
  );
  return asked.map(({ part, about }, i) => {
    const scores = passages.map((passage) => dot(passage, vectors[i] ?? new Float32Array()));
    const best = Math.max(...about.map((place) => scores[place] ?? -1));
    return { part, rank: 1 + scores.filter((score) => score > best).length };
  });
}

function summary(ranks: readonly Rank[]): string {
  const mean = (value: (rank: number) => number) =>
    (ranks.reduce((sum, { rank }) => sum + value(rank), 0) / ranks.length).toFixed(4);
  const reciprocal = mean((rank) => (rank <= 10 ? 1 / rank : 0));
  return `${ranks.length} questions, mrr@10 ${reciprocal}, hit@1 ${mean((rank) => (rank <= 1 ? 1 : 0))}, hit@10 ${mean((rank) => (rank <= 10 ? 1 : 0))}`;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}
