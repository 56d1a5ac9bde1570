import type { Outcome } from "#evaluation/outcome.ts";
import { firstRank } from "#evaluation/retrieval.ts";
import { threeDecimals } from "./evaluation-figures.ts";
import { html, type Markup } from "./evaluation-markup.ts";

/** Questions of one sort that are listed; `--details` has them all. */
const LISTED = 200;

/** Each missed question stands under the first of these that fits it. */
const sorts: readonly (readonly [heading: string, fits: (outcome: Outcome) => boolean])[] = [
  ["No evidence among the first ten articles", ({ ranks }) => ranks !== undefined && firstRank(ranks) > 10],
  ["Abstained though there is an answer", ({ answerable, abstained }) => answerable && abstained],
  ["The quotes do not hold the answer", ({ cited }) => cited === false],
  ["Answered though there is no answer", ({ answerable, abstained }) => !answerable && !abstained],
];

/** The questions that went wrong, with what was shown. */
export function showMissed(outcomes: readonly Outcome[]): Markup {
  const groups = sorts.map(([heading], index) => ({
    heading,
    missed: outcomes.filter((outcome) => sorts.findIndex(([, fits]) => fits(outcome)) === index),
  }));
  const count = groups.reduce((sum, { missed }) => sum + missed.length, 0);
  return html`<div class="card block"><h3>Missed questions</h3><p class="note">${count} of ${outcomes.length}, each with what was shown.</p>
${groups.filter(({ missed }) => missed.length > 0).map(showGroup)}</div>
`;
}

function showGroup({ heading, missed }: { readonly heading: string; readonly missed: readonly Outcome[] }): Markup {
  const listed = missed.length > LISTED ? `, the first ${LISTED} listed; --details has all` : "";
  return html`<details><summary>${heading} <span class="much">${missed.length}${listed}</span></summary><ol>
${missed.slice(0, LISTED).map(showQuestion)}</ol></details>
`;
}

function showQuestion(outcome: Outcome): Markup {
  const { question, answers, quotes, abstained } = outcome;
  const wanted = answers.length > 0 ? html`<div class="facts">wanted: ${answers.join(" / ")}</div>` : null;
  return html`<li class="question"><div class="asked">${question}</div><div class="facts">${factsOf(outcome)}</div>${wanted}${quotes.map((quote) => html`<blockquote>${quote}</blockquote>`)}${abstained ? html`<div class="facts">abstained</div>` : null}</li>
`;
}

function factsOf({ id, kind, ranks, confidence, foreign }: Outcome): string {
  const rank = ranks === undefined ? Number.NaN : firstRank(ranks);
  return [
    id,
    ...(kind === undefined ? [] : [kind]),
    ...(foreign === true ? ["from the foreign folder"] : []),
    `confidence ${threeDecimals(confidence)}`,
    ...(ranks === undefined ? [] : [Number.isFinite(rank) ? `evidence at rank ${rank}` : "evidence not found"]),
  ].join(" · ");
}
