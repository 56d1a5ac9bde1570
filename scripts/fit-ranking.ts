/**
 * Fits the constants in `data/ranking/weights.json` on evaluation sets.
 *
 *   node --import tsx scripts/fit-ranking.ts [--out FILE] [--library FOLDER] [--every N] FOLDER...
 *
 * Every folder holds `articles.jsonl` and `questions.jsonl`, as for `npm run evaluate`. Two thirds of the articles (by a
 * hash of their title) are fitted on, the rest is kept back. Each set is asked three times: with the whole set in the
 * library, with the articles of one title, and with four neighbouring articles, as short as a news story. The same input
 * gives the same constants. `--library` keeps the filled library for the next run, `--every N` uses one of N questions.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CONFIDENCE_FEATURES, type ConfidenceFeature, confidenceFeatures } from "#ask/rank/confidence.ts";
import { createAnalyser } from "#ask/rank/memory.ts";
import { PASSAGE_FEATURES } from "#ask/rank/passages.ts";
import { SENTENCE_FEATURES } from "#ask/rank/sentence-features.ts";
import { rankSentences } from "#ask/rank/sentences.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { type Findings, retrieve } from "#ask/retrieve.ts";
import { correctSpelling } from "#ask/spelling.ts";
import { understand } from "#ask/understand.ts";
import { parseWeights, type RankWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { containsWords } from "#evaluation/citations.ts";
import { createLibrary } from "#store/library.ts";
import { type Case, fillLibrary, loadCases, without } from "./fitting/cases.ts";
import { bestThreshold, fitLogistic, fitRanking, type Group, type Labelled } from "./fitting/fit.ts";
import { createParaphraser } from "./fitting/paraphrase.ts";

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: "data/ranking/weights.json" },
    library: { type: "string" },
    every: { type: "string", default: "1" },
  },
});
const home = options.library ?? mkdtempSync(join(tmpdir(), "footnote-fit-"));
const clock = { now: () => new Date() };
const tables = loadTables("data/encoder");
const embedder = createEncoder(tables);
const paraphrase = createParaphraser(tables);
const vocabulary = createVocabulary(createLexicon(tables), loadThesaurus("data/thesaurus"));
const analyse = createAnalyser(vocabulary);
const library = createLibrary({ home, clock, warn: (message) => process.stderr.write(`${message}\n`) });

/** What the sets cannot teach: they hold no questions among their sentences and no conversations. */
const BY_HAND = { isQuestion: -1.5, told: -4, nearTold: 1.5 };
/**
 * An age or a sum of money that is asked for and stands nowhere near decides; the sets hold too few such questions. They
 * hold no conversations: in one, the articles have already shown that they speak of the subject.
 */
const CONFIDENCE_BY_HAND = { nowhereFitsStrictly: -4, carried: 0.7 };

/** Which way each feature may speak; a weight that would turn the other way is 0. The bias is free. */
const CONFIDENCE_SIGNS: Readonly<Record<ConfidenceFeature, -1 | 0 | 1>> = {
  bias: 0,
  passageSoft: 1,
  passageExact: 1,
  sentenceSoft: 1,
  sentenceRare: 1,
  telling: 1,
  context: 1,
  meaning: 1,
  greatestMissing: -1,
  unknownWords: -1,
  missingNames: -1,
  bigrams: 1,
  fits: 1,
  misfits: -1,
  nowhereFits: -1,
  nowhereFitsStrictly: -1,
  newName: 1,
  noNewName: -1,
  margin: 1,
  words: 0,
  carried: 0,
};

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
  return { ...start, sentence: { ...fitRanking(SENTENCE_FEATURES, groups), ...BY_HAND } };
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

/** Members mostly ask what the articles hold: three of four questions are taken to be answerable. */
function rebalanced(examples: readonly Labelled[]): readonly Labelled[] {
  const mass = (answerable: boolean) =>
    examples.reduce((sum, { label, weight }) => sum + (label === answerable ? weight : 0), 0);
  const factor = mass(true) / (3 * mass(false));
  return examples.map((example) => (example.label ? example : { ...example, weight: example.weight * factor }));
}

const cases = loadCases(folders);
process.stderr.write(`${cases.cases.length} cases\n`);
if (!(await library.everHeldArticles())) await fillLibrary(library, embedder, cases.shelves);
const fit = cases.cases.filter((item, index) => !item.heldBack && index % Number(options.every) === 0);
let weights = parseWeights(JSON.parse(readFileSync("data/ranking/weights.json", "utf8")));
weights = await fitPassages(fit, weights);
const asked = fit.map((item, index) => (index % 3 === 0 ? item : { ...item, question: paraphrase(item.question) }));
weights = await fitSentences(asked, weights);
const examples = await confidenceExamples(asked, weights);
weights = {
  ...weights,
  confidence: { ...fitLogistic(CONFIDENCE_FEATURES, examples, CONFIDENCE_SIGNS), ...CONFIDENCE_BY_HAND },
};
weights = { ...weights, threshold: bestThreshold(CONFIDENCE_FEATURES, weights.confidence, examples) };
writeFileSync(options.out, `${JSON.stringify(weights, null, 2)}\n`);
await library.close();
if (options.library === undefined) rmSync(home, { recursive: true });
