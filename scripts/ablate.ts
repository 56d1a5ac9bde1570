/**
 * What each part of the ask walk brings: every set is asked with all parts, then without one at a time.
 *
 *   node --import tsx scripts/ablate.ts [--every N] [--part held-out|fit] [--without PART]... [--slips] FOLDER...
 *
 * Every folder holds `articles.jsonl` and `questions.jsonl`, as for `npm run evaluate`; the part `held-out` is asked
 * unless another is named. Nothing is refitted. `--slips` misspells a word of every question. Prints a table in Markdown
 * for each set; the parts are those of `support/ablation.ts`. The same input gives the same bytes.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseSupportModel } from "#ask/verify/model.ts";
import { readWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { UsageError } from "#errors.ts";
import { isPart } from "#evaluation/parts.ts";
import { chooseQuestions } from "#evaluation/selection.ts";
import { answersStandVerbatim } from "#evaluation/verbatim.ts";
import { createLibrary } from "#store/library.ts";
import { ABLATIONS } from "./support/ablation.ts";
import { ablate, arrange, readArticles } from "./support/ablation-run.ts";
import { showAblations } from "./support/ablation-table.ts";
import { readQuestions } from "./support/evaluation-files.ts";
import { withSlip } from "./support/slip.ts";

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: "string", default: "1" },
    part: { type: "string", default: "held-out" },
    without: { type: "string", multiple: true },
    slips: { type: "boolean", default: false },
  },
});
const { part, without } = options;
if (!isPart(part)) throw new UsageError(`--part: expected fit or held-out, found ${part}`);
const every = Number(options.every);
if (!Number.isInteger(every) || every < 1)
  throw new UsageError(`--every: expected a whole number from 1, found ${options.every}`);
const unknown = without?.find((name) => ABLATIONS.every((ablation) => ablation.part !== name));
if (unknown !== undefined) {
  throw new UsageError(`--without: expected ${ABLATIONS.map((one) => one.part).join(", ")}, found ${unknown}`);
}
const ablations = ABLATIONS.filter((ablation) => without === undefined || without.includes(ablation.part));

const clock = { now: () => new Date() };
const tables = loadTables("data/encoder");
const fixed = {
  embedder: createEncoder(tables),
  lexicon: createLexicon(tables),
  thesaurus: loadThesaurus("data/thesaurus"),
  weights: readWeights((file) => JSON.parse(readFileSync(join("data/ranking", file), "utf8"))),
  support: parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8"))),
  clock,
};

for (const folder of folders) {
  const articles = readArticles(folder);
  const questions = readQuestions(folder);
  const asked = chooseQuestions(questions, null, { part, every, lower: false });
  const chosen = options.slips ? asked.map((item) => ({ ...item, question: withSlip(item.question) })) : asked;
  for (const set of arrange(folder, articles, { chosen, verbatim: answersStandVerbatim(questions, articles) })) {
    const home = mkdtempSync(join(tmpdir(), "footnote-ablate-"));
    const library = createLibrary({ home, clock, warn: (message) => process.stderr.write(`${message}\n`) });
    const runs = await ablate(set, { ...fixed, library }, ablations, (name) =>
      process.stderr.write(`${set.name}: without ${name ?? "nothing"}\n`),
    );
    process.stdout.write(
      `${set.name}: ${set.chosen.length} questions${options.slips ? ", each with a slip" : ""}\n\n${showAblations(runs, fixed.weights.threshold)}\n\n`,
    );
    await library.close();
    rmSync(home, { recursive: true });
  }
}
