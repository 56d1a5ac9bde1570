/**
 * Trains the model in `data/ranking/answer-words.json`: which words of a sentence are of the answer to a question.
 *
 *   node --import tsx scripts/fit-answer-words.ts [--out FILE] [--library FOLDER] [--most N] FOLDER...
 *
 * Every folder holds `articles.jsonl` and `questions.jsonl`, as for `npm run evaluate`. Only the part to fit on is used
 * (`partOf`), of each set at most `--most` questions, those with the smallest hashes. Questions are asked of the whole
 * set and of the article alone where it is long. The same input gives the same bytes.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAnalyser } from "#ask/rank/memory.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { retrieve } from "#ask/retrieve.ts";
import { correctSpelling } from "#ask/spelling.ts";
import { understand } from "#ask/understand.ts";
import { parseWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { partOf } from "#evaluation/parts.ts";
import { parseQuestions } from "#evaluation/questions.ts";
import { createLibrary } from "#store/library.ts";
import { askedWords } from "./fitting/asked-words.ts";
import { fillLibrary } from "./fitting/cases.ts";
import { packAnswerWords } from "./fitting/pack-answer-words.ts";
import { trainNetwork } from "./fitting/word-network.ts";

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: "data/ranking/answer-words.json" },
    library: { type: "string" },
    most: { type: "string", default: "1000" },
  },
});

/** Characters; such an article has about as many sentences as six passages of a large library. */
const LONG = 1500;

interface Line {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const home = options.library ?? mkdtempSync(join(tmpdir(), "footnote-words-"));
const tables = loadTables("data/encoder");
const embedder = createEncoder(tables);
const vocabulary = createVocabulary(createLexicon(tables), loadThesaurus("data/thesaurus"));
const weights = parseWeights(JSON.parse(readFileSync("data/ranking/weights.json", "utf8")));
const tools = { embedder, vocabulary, analyse: createAnalyser(vocabulary), weights };
const library = createLibrary({
  home,
  clock: { now: () => new Date() },
  warn: (message) => process.stderr.write(`${message}\n`),
});

const examples = [];
for (const [index, folder] of folders.entries()) {
  const articles = readFileSync(join(folder, "articles.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Line);
  const long = articles.filter(({ text }) => text.length > LONG);
  const alone = new Map(long.map((article, place) => [article.id, `set${index}-${place}`]));
  const known = new Set(await library.shelves());
  const shelves = [
    { name: `set${index}`, articles },
    ...long.map((article) => ({ name: alone.get(article.id) ?? "", articles: [article] })),
  ];
  await fillLibrary(
    library,
    embedder,
    shelves.filter(({ name }) => !known.has(name)),
  );
  const asked = parseQuestions(readFileSync(join(folder, "questions.jsonl"), "utf8"))
    .filter((item) => partOf(item) === "fit" && (item.answerable || alone.has(item.nearArticleIds[0] ?? "")))
    .toSorted((a, b) => hash(a.id) - hash(b.id))
    .slice(0, Number(options.most));
  for (const item of asked) {
    const own = alone.get(item.articleIds[0] ?? item.nearArticleIds[0] ?? "");
    for (const shelf of own === undefined ? [`set${index}`] : item.answerable ? [`set${index}`, own] : [own]) {
      const scope = library.within([shelf]);
      const question = await correctSpelling(understand(item.question, item.history, vocabulary), scope, vocabulary);
      const example = askedWords(await retrieve(question, scope, tools), item);
      if (example !== null) examples.push(example);
    }
  }
  process.stderr.write(`${folder}: ${examples.length} examples so far\n`);
}
const model = trainNetwork(examples, {
  dimensions: tables.header.dimensions,
  hidden: 24,
  epochs: 9,
  rate: 0.004,
  decay: 0.05,
  dropout: 0.2,
  seed: 1,
});
writeFileSync(options.out, `${JSON.stringify(packAnswerWords(model))}\n`);
await library.close();
if (options.library === undefined) rmSync(home, { recursive: true });

function hash(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0);
}
