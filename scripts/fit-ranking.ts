/**
 * Fits what `data/ranking/` holds on evaluation sets.
 *
 *   node --import tsx scripts/fit-ranking.ts [--out FOLDER] [--library FOLDER] [--every N] FOLDER...
 *
 * Every folder holds `articles.jsonl` and `questions.jsonl`, as for `npm run evaluate`; only questions of the part `fit`
 * are used (`#evaluation/parts.ts`). Each set is asked with the whole set in the library, with the articles of one title,
 * with four neighbouring articles, and (small sets) with one article alone. The same input gives the same bytes.
 * `--library` keeps the filled library for the next run, `--every N` uses one of N cases.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseNetwork } from "#ask/learned/network.ts";
import { CONFIDENCE_FEATURES, confidenceFeatures, SPEAKS_AGAINST } from "#ask/rank/confidence.ts";
import { createAnalyser } from "#ask/rank/memory.ts";
import { PASSAGE_FEATURES } from "#ask/rank/passages.ts";
import { SENTENCE_FEATURES } from "#ask/rank/sentence-features.ts";
import { rankSentences } from "#ask/rank/sentences.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { type Findings, retrieve } from "#ask/retrieve.ts";
import { correctSpelling } from "#ask/spelling.ts";
import { understand } from "#ask/understand.ts";
import { type RankWeights, readWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { containsWords } from "#evaluation/citations.ts";
import { createLibrary } from "#store/library.ts";
import { tableOf } from "./fitting/bins.ts";
import { type Case, fillLibrary, loadCases, without } from "./fitting/cases.ts";
import { bestThreshold, fitRanking, type Group, type Labelled } from "./fitting/fit.ts";
import { type NetworkGroup, trainNetwork } from "./fitting/network.ts";
import { createParaphraser } from "./fitting/paraphrase.ts";
import { trainTrees } from "./fitting/trees.ts";

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: "data/ranking" },
    library: { type: "string" },
    every: { type: "string", default: "1" },
    "keep-passages": { type: "boolean", default: false },
  },
});
const home = options.library ?? mkdtempSync(join(tmpdir(), "footnote-fit-"));
const tables = loadTables("data/encoder");
const embedder = createEncoder(tables);
const paraphrase = createParaphraser(tables);
const vocabulary = createVocabulary(createLexicon(tables), loadThesaurus("data/thesaurus"));
const analyse = createAnalyser(vocabulary);
const library = createLibrary({
  home,
  clock: { now: () => new Date() },
  warn: (message) => process.stderr.write(`${message}\n`),
});

/**
 * Chosen, not fitted: the sets name no outlets and hold no dates; and what the first passages name comes from the fourth
 * place on (see `retrieve.ts`).
 */
const CHOSEN = { outlet: 2, date: 2.5, recency: 20, named: 0, linked: 4, relation: 1, near: 2 };

async function find(item: Case, weights: RankWeights): Promise<Findings> {
  const scope = without(library.within([item.shelf]), item.removed);
  const question = await correctSpelling(understand(item.question, item.history, vocabulary), scope, vocabulary);
  return retrieve(question, scope, { embedder, vocabulary, analyse, weights });
}

async function fitPassages(cases: readonly Case[], start: RankWeights): Promise<RankWeights["passage"]> {
  const groups: Group[] = [];
  const noLinks = { ...start, passage: { ...start.passage, named: 0, linked: 0, relation: 0, near: 0 } };
  for (const item of cases.filter(({ answerable, whole, foreign }) => answerable && whole && !foreign)) {
    const { evidence } = await find(item, noLinks);
    const labels = evidence.map(({ article }) => item.articleIds.includes(article.id));
    groups.push({ features: evidence.map(({ features }) => features), labels });
  }
  return { ...fitRanking(PASSAGE_FEATURES, groups), ...CHOSEN };
}

/** Whether a sentence holds an answer: it stands in an article named as evidence and says one of the answers. */
function answers(item: Case, articleId: string, sentence: string): boolean {
  return item.articleIds.includes(articleId) && item.answers.some((answer) => containsWords(sentence, answer));
}

async function fitSentences(cases: readonly Case[], weights: RankWeights) {
  const groups: NetworkGroup[] = [];
  for (const item of cases.filter(({ answerable }) => answerable)) {
    const ranking = rankSentences(await find(item, weights), weights);
    const labels = ranking.map(({ found, sentence }) => (answers(item, found.article.id, sentence.text) ? 1 : 0));
    const isUseful = labels.some((label) => label === 1) && labels.some((label) => label === 0);
    if (isUseful)
      groups.push({ features: ranking.map(({ features }) => Float32Array.from(features)), labels, weight: 1 });
  }
  process.stderr.write(`${groups.length} rankings of sentences\n`);
  return trainNetwork(groups, {
    names: SENTENCE_FEATURES,
    objective: "rank",
    units: 16,
    starts: 3,
    epochs: 8,
    rate: 0.003,
    ridge: 1e-3,
  });
}

async function confidenceExamples(cases: readonly Case[], weights: RankWeights): Promise<readonly Labelled[]> {
  const examples: Labelled[] = [];
  for (const item of cases) {
    const findings = await find(item, weights);
    const features = confidenceFeatures(findings, rankSentences(findings, weights));
    examples.push({ features, label: item.answerable, weight: item.weight });
  }
  return rebalanced(examples);
}

/** Members mostly ask what the articles hold: two of three questions are taken to be answerable. */
function rebalanced(examples: readonly Labelled[]): readonly Labelled[] {
  const mass = (answerable: boolean) =>
    examples.reduce((sum, { label, weight }) => sum + (label === answerable ? weight : 0), 0);
  const factor = mass(true) / (2 * mass(false));
  return examples.map((example) => (example.label ? example : { ...example, weight: example.weight * factor }));
}

function fitConfidence(examples: readonly Labelled[]) {
  return trainTrees(
    {
      table: tableOf(
        examples.map(({ features }) => features),
        CONFIDENCE_FEATURES.length,
      ),
      labels: examples.map(({ label }) => (label ? 1 : 0)),
      weights: examples.map(({ weight }) => weight),
    },
    {
      names: CONFIDENCE_FEATURES,
      objective: "logistic",
      rounds: 120,
      learningRate: 0.08,
      leaves: 8,
      leastWeight: 25,
      l2: 5,
      featureShare: 0.5,
      rowShare: 0.8,
      monotone: Object.fromEntries(CONFIDENCE_FEATURES.map((name) => [name, SPEAKS_AGAINST.has(name) ? -1 : 1])),
    },
  );
}

function write(file: string, content: unknown, indent?: number): void {
  writeFileSync(join(options.out, file), `${JSON.stringify(content, null, indent)}\n`);
}

const loaded = loadCases(folders);
if (!(await library.everHeldArticles())) await fillLibrary(library, embedder, loaded.shelves);
const fit = loaded.cases.filter((item, index) => !item.heldBack && index % Number(options.every) === 0);
process.stderr.write(`${loaded.cases.length} cases, ${fit.length} to fit on\n`);
let weights = readWeights((file) => JSON.parse(readFileSync(join("data/ranking", file), "utf8")));
if (!options["keep-passages"]) weights = { ...weights, passage: await fitPassages(fit, weights) };
// Members do not ask in the words of an article: two of three questions of the public sets are reworded.
const asked = fit.map((item, index) =>
  item.foreign || item.shelf.includes("-alone-") || item.whole || index % 3 === 0
    ? item
    : { ...item, question: paraphrase(item.question) },
);
const sentences = await fitSentences(asked, weights);
weights = { ...weights, sentence: parseNetwork(JSON.parse(JSON.stringify(sentences)), "sentences", SENTENCE_FEATURES) };
const examples = await confidenceExamples(asked, weights);
const confidence = fitConfidence(examples);
const threshold = bestThreshold(confidence, examples);
const { passage, neuralDense, plainSentence: sentence } = weights;
write("weights.json", { passage, neuralDense, sentence, threshold }, 2);
write("sentences.json", sentences);
write("confidence.json", confidence);
await library.close();
if (options.library === undefined) rmSync(home, { recursive: true });
