/**
 * Fits the constants in `data/support/weights.json`.
 *
 *   node --import tsx scripts/fit-support.ts [--out FILE] WICE ARTICLES...
 *
 * WICE is the file of WiCE claims, each ARTICLES a folder with `articles.jsonl`. Only the half of both that may be looked
 * at is read. The weights are fitted on the claims alone, with the sentences that annotators named and with those that we
 * select; the articles only bound the threshold. The same input gives the same constants.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compare } from "#ask/verify/check.ts";
import { SUPPORT_FEATURES, SUPPORT_SIGNS, supportFeatures } from "#ask/verify/features.ts";
import { type SupportModel, scoreSupport } from "#ask/verify/model.ts";
import { brokenRule } from "#ask/verify/support.ts";
import { isVerbatim } from "#ask/verify/verbatim.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { fitLogistic } from "./fitting/fit.ts";
import { articleCases, readWice, type SupportCase, type WiceClaim } from "./fitting/support-cases.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string", default: "data/support/weights.json" } },
});
const [wice = "", ...folders] = positionals;
const lexicon = createLexicon(loadTables("data/encoder"));
const thesaurus = loadThesaurus("data/thesaurus");

/** Pulls the weights towards 0: there are few claims. */
const RIDGE = 1e-2;
/** Of the reworded sentences of articles at most this share may fall below the threshold. */
const MOST_REFUSED = 0.01;

interface Example {
  readonly features: ReturnType<typeof supportFeatures>;
  readonly label: boolean;
  /** The rules refuse it anyway. */
  readonly isRefused: boolean;
}

function examplesOf(claims: readonly WiceClaim[]): readonly Example[] {
  return claims.flatMap(({ statement, label, named, selected, context }) =>
    [named, selected]
      .filter((quotes) => quotes.length > 0)
      .map((quotes) => {
        const comparison = compare(statement, quotes, context, { lexicon, thesaurus });
        const features = supportFeatures(comparison);
        return { features, label: label === "supported", isRefused: brokenRule(comparison) !== null };
      }),
  );
}

/** Scores of reworded sentences that the rules keep. */
function rewordedScores(cases: readonly SupportCase[], weights: SupportModel["weights"]): readonly number[] {
  return cases
    .map(({ statement, quotes, context }) => compare(statement, quotes, context, { lexicon, thesaurus }))
    .filter((comparison) => !isVerbatim(comparison) && brokenRule(comparison) === null)
    .map((comparison) => scoreSupport({ weights, threshold: 0 }, supportFeatures(comparison)));
}

function balancedAccuracy(examples: readonly Example[], model: SupportModel): number {
  const shareKept = (wanted: boolean) => {
    const those = examples.filter(({ label }) => label === wanted);
    const kept = those.filter(
      ({ features, isRefused }) => !isRefused && scoreSupport(model, features) >= model.threshold,
    );
    return kept.length / those.length;
  };
  return (shareKept(true) + 1 - shareKept(false)) / 2;
}

/** The threshold, in hundredths, with the best balanced accuracy of rules and score together; ties: the lowest. */
function bestThreshold(examples: readonly Example[], weights: SupportModel["weights"], reworded: readonly number[]) {
  const sorted = reworded.toSorted((a, b) => a - b);
  const most = sorted[Math.floor(MOST_REFUSED * sorted.length)] ?? 1;
  let best = { threshold: 0, accuracy: 0 };
  for (let hundredths = 0; hundredths / 100 <= most; hundredths += 1) {
    const threshold = hundredths / 100;
    const accuracy = balancedAccuracy(examples, { weights, threshold });
    if (accuracy > best.accuracy) best = { threshold, accuracy };
  }
  return best;
}

const claims = readWice(wice).filter(({ isUntouched }) => !isUntouched);
const examples = examplesOf(claims);
const labelled = examples.map(({ features, label }) => ({
  features: SUPPORT_FEATURES.map((name) => features[name]),
  label,
  weight: 1,
}));
const fitted = fitLogistic(SUPPORT_FEATURES, labelled, SUPPORT_SIGNS, RIDGE);
const rounded = SUPPORT_FEATURES.map((name) => [name, Number(fitted[name].toFixed(4))] as const);
const weights = Object.fromEntries(rounded) as SupportModel["weights"];
const cases = folders.flatMap(articleCases).filter(({ isUntouched }) => !isUntouched);
const { threshold, accuracy } = bestThreshold(examples, weights, rewordedScores(cases, weights));
writeFileSync(options.out, `${JSON.stringify({ weights, threshold }, null, 2)}\n`);
process.stderr.write(`${claims.length} claims, balanced accuracy where fitted ${accuracy.toFixed(3)}\n`);
