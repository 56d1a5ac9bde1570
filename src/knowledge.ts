import { readFileSync } from "node:fs";
import { parseSupportModel } from "#ask/verify/model.ts";
import { type RankWeights, readWeights } from "#ask/weights.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { once } from "#once.ts";

/**
 * What ships with Footnote, read from `data/` when it is first asked for. `denseWeight` takes the place of what dense
 * evidence weighs by itself, for either kind of embedder; `null`: as fitted.
 */
export function openKnowledge(data: (...path: string[]) => string, denseWeight: number | null) {
  const json = (...path: string[]): unknown => JSON.parse(readFileSync(data(...path), "utf8"));
  const tables = once(() => loadTables(data("encoder")));
  return {
    encoder: once(() => createEncoder(tables())),
    lexicon: once(() => createLexicon(tables())),
    thesaurus: once(() => loadThesaurus(data("thesaurus"))),
    weights: once(() =>
      withDenseWeight(
        readWeights((file) => json("ranking", file)),
        denseWeight,
      ),
    ),
    support: once(() => parseSupportModel(json("support", "weights.json"))),
  };
}

function withDenseWeight(weights: RankWeights, dense: number | null): RankWeights {
  return dense === null ? weights : { ...weights, neuralDense: dense, passage: { ...weights.passage, dense } };
}
