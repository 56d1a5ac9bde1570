import { writeFileSync } from "node:fs";
import { compareRuns } from "#evaluation/comparison.ts";
import { reportOf } from "#evaluation/report.ts";
import { runCommand, type Session } from "./support/command.ts";
import type { EvaluatedFolder } from "./support/evaluation-figures.ts";
import { writeDetails } from "./support/evaluation-files.ts";
import { showPage } from "./support/evaluation-page.ts";
import { createEvaluateCommand, type PlannedRun, planEvaluation } from "./support/evaluation-plan.ts";
import { runEvaluation } from "./support/evaluation-run.ts";
import { showComparison, showEvaluation } from "./support/evaluation-table.ts";

const command = createEvaluateCommand();

await runCommand(command, async (session) => {
  const plan = planEvaluation(command, session.app.config);
  const evaluated: EvaluatedFolder[] = [];
  for (const run of plan.runs) {
    const one = await evaluate(run, session);
    evaluated.push(one);
    // After each folder, so that what was measured is kept when a later one fails.
    if (plan.details !== null) writeDetails(plan.details, one.outcomes);
    if (plan.report !== null) writeFileSync(plan.report, showPage(evaluated));
    show(one, plan.json, session);
  }
  return 0;
});

async function evaluate({ name, asked, earlier, ...run }: PlannedRun, session: Session): Promise<EvaluatedFolder> {
  const outcomes = await runEvaluation(run, session);
  const comparison = earlier && { file: earlier.file, ...compareRuns(earlier.outcomes, outcomes) };
  return { folder: name, asked, report: reportOf(outcomes), outcomes, comparison };
}

function show(evaluated: EvaluatedFolder, json: boolean, { print, printJson, look }: Session): void {
  const { folder, asked, report, comparison } = evaluated;
  if (json) {
    printJson({ folder, ...report, asked, ...(comparison && { against: comparison }) });
    return;
  }
  print(showEvaluation(evaluated, look));
  if (comparison !== null) print(`\n${showComparison(comparison, look)}`);
}
