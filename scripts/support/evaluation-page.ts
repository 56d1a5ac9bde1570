import type { EvaluationReport } from "#evaluation/report.ts";
import { latencyChart, reliabilityChart, retrievalChart } from "./evaluation-charts.ts";
import { askedHow, type EvaluatedFolder, figuresOf, threeDecimals } from "./evaluation-figures.ts";
import { html, type Markup } from "./evaluation-markup.ts";
import { showMissed } from "./evaluation-missed.ts";
import { style } from "./evaluation-style.ts";
import { comparisonTable, measuresTable } from "./evaluation-tables.ts";

/**
 * All folders as one HTML page that needs nothing else: no script, no font, no picture from anywhere, and a policy in
 * its head that would refuse them. It holds no time, so that equal runs give equal pages, milliseconds aside.
 */
export function showPage(folders: readonly EvaluatedFolder[]): string {
  const title = `Footnote evaluation: ${folders.map(({ folder }) => folder).join(", ")}`;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<h1>Footnote evaluation</h1>
${folders.map(showFolder)}</main>
</body>
</html>
`;
  return page.markup;
}

function showFolder(evaluated: EvaluatedFolder): Markup {
  const { folder, asked, report, outcomes, comparison } = evaluated;
  const lead = [`${report.questions} questions, ${report.answerable} of them answerable`, ...askedHow(asked)];
  return html`<section>
<h2>${folder}</h2>
<p class="lead">${lead.join(" · ")}</p>
<div class="tiles">
${showTiles(report)}</div>
<div class="charts">
${retrievalChart(report)}${reliabilityChart(report)}${latencyChart(report, outcomes)}</div>
${measuresTable(report)}${comparison && comparisonTable(comparison)}${showMissed(outcomes)}</section>
`;
}

/** The figures to look at first. */
function showTiles(report: EvaluationReport): readonly Markup[] {
  const wanted = ["mrr@10", "allEvidence@10", "answerInCitation", "firstStatementAnswers", "f1", "auroc"];
  const figures = figuresOf(report).filter(({ name }) => wanted.includes(name));
  const { median, p95 } = report.milliseconds;
  return [
    ...figures.map(({ label, value, interval }) =>
      tile(label, threeDecimals(value), interval ? interval.map(threeDecimals).join(" to ") : "no interval"),
    ),
    tile("median time", `${median} ms`, `95 % within ${p95} ms`),
  ];
}

function tile(name: string, number: string, range: string): Markup {
  return html`<div class="tile"><div class="name">${name}</div><div class="number">${number}</div><div class="range">${range}</div></div>
`;
}
