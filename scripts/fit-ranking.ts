/**
 * Fits the constants in `data/ranking/weights.json` on evaluation sets.
 *
 *   node --import tsx scripts/fit-ranking.ts [--out FILE] FOLDER...
 *
 * Every folder holds `articles.jsonl` and `questions.jsonl`, as for `npm run evaluate`. Two thirds of the articles (by a
 * hash of their title) are fitted on, the rest is kept back. Each set is asked three times: with the whole set in the
 * library, with the articles of one title, and with four neighbouring articles, as short as a news story. The same input
 * gives the same constants.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONFIDENCE_FEATURES, confidenceFeatures } from "#ask/rank/confidence.ts";
import { createAnalyser } from "#ask/rank/memory.ts";
import { PASSAGE_FEATURES } from "#ask/rank/passages.ts";
import { rankSentences, SENTENCE_FEATURES } from "#ask/rank/sentences.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { type Findings, retrieve } from "#ask/retrieve.ts";
import { correctSpelling } from "#ask/spelling.ts";
import { understand } from "#ask/understand.ts";
import { parseWeights, type RankWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { containsWords } from "#evaluation/citations.ts";
import { createLibrary } from "#store/library.ts";
import { type Case, fillLibrary, loadCases, without } from "./fitting/cases.ts";
import { bestThreshold, fitLogistic, fitRanking, type Group, type Labelled } from "./fitting/fit.ts";

const out = process.argv.includes("--out")
  ? (process.argv[process.argv.indexOf("--out") + 1] ?? "")
  : "data/ranking/weights.json";
const folders = process.argv
  .slice(2)
  .filter((argument, index, all) => argument !== "--out" && all[index - 1] !== "--out");
const home = mkdtempSync(join(tmpdir(), "footnote-fit-"));
const clock = { now: () => new Date() };
const tables = loadTables("data/encoder");
const embedder = createEncoder(tables);
const vocabulary = createVocabulary(createLexicon(tables));
const analyse = createAnalyser(vocabulary);
const library = createLibrary({ home, clock, warn: (message) => process.stderr.write(`${message}\n`) });

async function find(item: Case, weights: RankWeights): Promise<Findings> {
  const scope = without(library.within([item.shelf]), item.removed);
  const question = await correctSpelling(understand(item.question, item.history, vocabulary), scope, vocabulary);
  return retrieve(question, scope, { embedder, vocabulary, analyse, weights });
}

async function fitPassages(cases: readonly Case[], start: RankWeights): Promise<RankWeights> {
  const groups: Group[] = [];
  for (const item of cases.filter(({ answerable, whole }) => answerable && whole)) {
    const { evidence } = await find(item, start);
    const labels = evidence.map(({ article }) => item.articleIds.includes(article.id));
    groups.push({ features: evidence.map(({ features }) => features), labels });
  }
  const passage = fitRanking(PASSAGE_FEATURES, groups);
  return { ...start, passage: { ...start.passage, ...passage } };
}

async function fitSentences(cases: readonly Case[], start: RankWeights): Promise<RankWeights> {
  const groups: Group[] = [];
  for (const item of cases.filter(({ answerable }) => answerable)) {
    const ranking = rankSentences(await find(item, start), start);
    const labels = ranking.map(
      ({ found, sentence }) =>
        item.articleIds.includes(found.article.id) &&
        item.answers.some((answer) => containsWords(sentence.text, answer)),
    );
    groups.push({ features: ranking.map(({ features }) => features), labels });
  }
  return { ...start, sentence: fitRanking(SENTENCE_FEATURES, groups) };
}

async function confidenceExamples(cases: readonly Case[], weights: RankWeights): Promise<readonly Labelled[]> {
  const examples: Labelled[] = [];
  for (const item of cases) {
    const findings = await find(item, weights);
    const features = confidenceFeatures(findings, rankSentences(findings, weights));
    examples.push({ features, label: item.answerable, weight: item.weight });
  }
  return examples;
}

const cases = loadCases(folders);
process.stderr.write(`${cases.cases.length} cases\n`);
await fillLibrary(library, embedder, cases.shelves);
const fit = cases.cases.filter((item) => !item.heldBack);
let weights = parseWeights(JSON.parse(readFileSync("data/ranking/weights.json", "utf8")));
weights = await fitPassages(fit, weights);
weights = await fitSentences(fit, weights);
const examples = await confidenceExamples(fit, weights);
weights = { ...weights, confidence: fitLogistic(CONFIDENCE_FEATURES, examples) };
weights = { ...weights, threshold: bestThreshold(CONFIDENCE_FEATURES, weights.confidence, examples) };
writeFileSync(out, `${JSON.stringify(weights, null, 2)}\n`);
await library.close();
rmSync(home, { recursive: true });
