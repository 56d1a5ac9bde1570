import type { Change } from "#evaluation/change.ts";
import type { MeasureChange } from "#evaluation/comparison.ts";
import type { Interval } from "#evaluation/intervals.ts";
import { type MeasureName, measureNames } from "#evaluation/measures.ts";
import type { EvaluationReport } from "#evaluation/report.ts";
import { figuresOf, measureLabels, type NamedComparison, signed, threeDecimals } from "./evaluation-figures.ts";
import { html, type Markup } from "./evaluation-markup.ts";

/** Every measure with what it means, its value and its interval. */
export function measuresTable(report: EvaluationReport): Markup {
  const rows = figuresOf(report).map(
    ({
      name,
      label,
      value,
      interval,
    }) => html`<tr><th scope="row">${label}</th><td class="meaning">${meanings[name]}</td>
<td class="figure">${threeDecimals(value)}</td><td class="figure">${interval ? interval.map(threeDecimals).join(" to ") : "–"}</td><td class="span">${interval ? rangeBar(value, interval) : null}</td></tr>
`,
  );
  const calibration = html`<tr><th scope="row">calibration error</th><td class="meaning">mean distance of confidence from the share that is answerable, over ten bins; 0 is best</td>
<td class="figure">${threeDecimals(report.reliability.expectedCalibrationError)}</td><td class="figure">–</td><td class="span"></td></tr>
`;
  return html`<div class="card block"><h3>Measures</h3><p class="note">Intervals at 95 %, by resampling the questions 1,000 times.</p>
<div class="scroll"><table><thead><tr><th scope="col">measure</th><th scope="col" class="meaning">what it says</th><th scope="col" class="figure">figure</th><th scope="col" class="figure">interval</th><th scope="col" class="span">0 to 1</th></tr></thead><tbody>
${rows}${calibration}</tbody></table></div></div>
`;
}

/** What changed from an earlier run. */
export function comparisonTable(comparison: NamedComparison): Markup {
  const rows = measureNames.flatMap((name) => {
    const change = comparison.measures[name];
    return change === undefined ? [] : [changeRow(name, change)];
  });
  return html`<div class="card block"><h3>Against ${comparison.file}</h3>
<p class="note">${comparison.questions} questions of both runs${comparison.leftOut > 0 ? `, ${comparison.leftOut} of the earlier one alone left out` : ""}. A difference is coloured where its interval, by resampling the questions, leaves out 0.</p>
<div class="scroll"><table><thead><tr><th scope="col">measure</th><th scope="col" class="figure">old</th><th scope="col" class="figure">new</th><th scope="col" class="figure">difference</th><th scope="col" class="figure">interval</th></tr></thead><tbody>
${rows}</tbody></table></div>
${changeList("Became better", comparison.better)}${changeList("Became worse", comparison.worse)}</div>
`;
}

function changeRow(name: MeasureName, { old, new: now, difference, interval }: MeasureChange): Markup {
  const [low, high] = interval;
  // Of the Brier score less is better.
  const [fell, rose] = name === "brierScore" ? ["good", "bad"] : ["bad", "good"];
  const shade = low > 0 ? rose : high < 0 ? fell : "";
  return html`<tr><th scope="row">${measureLabels[name]}</th><td class="figure">${threeDecimals(old)}</td><td class="figure">${threeDecimals(now)}</td><td class="figure ${shade ?? ""}">${signed(difference)}</td><td class="figure">${signed(low)} to ${signed(high)}</td></tr>
`;
}

function changeList(heading: string, changes: readonly Change[]): Markup {
  const items = changes.map(
    ({ id, question, changes: what }) =>
      html`<li class="question"><div class="asked">${question}</div><div class="facts">${id} · ${what.join("; ")}</div></li>
`,
  );
  return html`<details><summary>${heading} <span class="much">${changes.length}</span></summary><ol>
${items}</ol></details>
`;
}

function rangeBar(value: number, [low, high]: Interval): Markup {
  return html`<svg viewBox="0 0 150 14" aria-hidden="true"><line class="rail" x1="5" x2="145" y1="7" y2="7"/><line class="reach" x1="${5 + low * 140}" x2="${5 + high * 140}" y1="7" y2="7"/><circle class="dot" cx="${5 + value * 140}" cy="7" r="4"/></svg>`;
}

const meanings: Readonly<Record<MeasureName, string>> = {
  "hit@1": "evidence in the first article",
  "hit@3": "evidence among the first three articles",
  "hit@5": "evidence among the first five articles",
  "hit@10": "evidence among the first ten articles",
  "mrr@10": "one over the rank of the first evidence, 0 beyond the tenth",
  "allEvidence@10": "all articles with evidence among the first ten, where there are several",
  answerInCitation: "the answer stands in one of the first three quotes",
  firstStatementAnswers: "the answer stands in a quote of the first statement",
  precision: "of the questions it abstained from, the share without an answer",
  recall: "of the questions without an answer, the share it abstained from",
  f1: "harmonic mean of the two",
  auroc: "chance that an answerable question has more confidence than one that is not",
  brierScore: "mean squared error of confidence; 0 is best, always saying 0.5 gives 0.25",
};
