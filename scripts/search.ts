import { performance } from "node:perf_hooks";
import { InvalidArgumentError } from "commander";
import { UsageError } from "#errors.ts";
import { searchJson } from "#terminal/json.ts";
import { showEvidence } from "#terminal/search.ts";
import type { Turn } from "#types.ts";
import { runBatch } from "./support/batch.ts";
import { createCommand, runCommand, shelfName } from "./support/command.ts";

const command = createCommand("search", "Lists the passages that come nearest to a question, without an answer.", [
  '"life sentence"',
  '--json --limit 3 "Who freed Alice Johnson?"',
  "--batch questions.jsonl > passages.jsonl",
])
  .argument("[QUESTION...]", "the question")
  .option("--shelf <NAME>", "the shelf to search", shelfName, "main")
  .option("--limit <N>", "how many passages at most", wholeNumber, 10)
  .option("--json", "print the passages as one line of JSON")
  .option("--batch <FILE>", "search for JSON lines {id, question, history?} from a file (- for standard input)");

await runCommand(command, async ({ app, signal, print, printJson, look }) => {
  const { shelf, limit, json, batch } = command.opts<{
    shelf: string;
    limit: number;
    json?: boolean;
    batch?: string;
  }>();
  const question = command.args.join(" ").trim();
  if ((batch === undefined) === (question === "")) {
    throw new UsageError('Expected one question or --batch FILE, such as: npm run search -- "life sentence"');
  }
  const shelves = [shelf];
  const search = await app.readyToSearch(shelves, signal);
  const timed = async (request: { question: string; history?: readonly Turn[] }) => {
    const began = performance.now();
    const evidence = await search({ ...request, shelves, limit }, signal);
    return { evidence, milliseconds: Math.round((performance.now() - began) * 10) / 10 };
  };
  if (batch !== undefined) {
    return runBatch(app, batch, printJson, async (item) => {
      const { evidence, milliseconds } = await timed(item);
      return searchJson(item.question, evidence, milliseconds);
    });
  }
  const { evidence, milliseconds } = await timed({ question });
  if (json) {
    printJson(searchJson(question, evidence, milliseconds));
  } else {
    print(showEvidence(evidence, look));
  }
  return 0;
});

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1000) {
    throw new InvalidArgumentError("Expected a whole number from 1 to 1000.");
  }
  return number;
}
