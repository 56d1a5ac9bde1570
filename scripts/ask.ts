import process from "node:process";
import { Option } from "commander";
import { UsageError } from "#errors.ts";
import { keepAnswer } from "#keep-answer.ts";
import { showAnswer } from "#terminal/answer.ts";
import { answerJson } from "#terminal/json.ts";
import type { Turn } from "#types.ts";
import { runBatch } from "./support/batch.ts";
import { createCommand, runCommand, shelfName } from "./support/command.ts";

const command = createCommand(
  "ask",
  "Answers a question from the articles of the library, every sentence with its quote.",
  [
    '"Who freed Alice Johnson?"',
    '--json "What did Kim say about running for office?"',
    "--batch questions.jsonl > answers.jsonl",
  ],
)
  .argument("[QUESTION...]", "the question")
  .option("--shelf <NAME>", "the shelf to search", shelfName, "main")
  .option("--json", "print the answer as one line of JSON")
  .option("--batch <FILE>", "answer JSON lines {id, question, history?} from a file (- for standard input)")
  .addOption(
    new Option("--answerer <KIND>", "who words the answer (default: model when one is configured)").choices([
      "extractive",
      "model",
    ]),
  );

await runCommand(command, async ({ app, signal, print, printJson, look }) => {
  const { shelf, json, batch, answerer } = command.opts<{
    shelf: string;
    json?: boolean;
    batch?: string;
    answerer?: "extractive" | "model";
  }>();
  if (answerer === "model" && app.config.model === null) {
    throw new UsageError(
      "--answerer model: expected a configured model, found none; set MODEL in .env (such as MODEL=openai:gpt-5-mini, see .env.example), or use --answerer extractive.",
    );
  }
  const question = command.args.join(" ").trim();
  if ((batch === undefined) === (question === "")) {
    throw new UsageError('Expected one question or --batch FILE, such as: npm run ask -- "Who freed Alice Johnson?"');
  }
  const shelves = [shelf];
  const ask = await app.readyToAsk(shelves, signal);
  const answered = async (asked: { question: string; history?: readonly Turn[] }, keepAll: boolean) => {
    const askedAt = app.clock.now();
    const answer = await ask({ ...asked, shelves, ...(answerer !== undefined && { answerer }) }, signal);
    const isKept = keepAll || answer.trace !== undefined;
    const kept = { shelves, parent: null, askedAt };
    return { answer, answerId: isKept ? await keepAnswer(app, answer, kept, process.stderr) : null };
  };
  if (batch !== undefined) {
    return runBatch(app, batch, printJson, async (item) => {
      const { answer, answerId } = await answered(item, false);
      return answerJson(answer, answerId);
    });
  }
  const { answer, answerId } = await answered({ question }, true);
  if (json) {
    printJson(answerJson(answer, answerId));
  } else {
    print(showAnswer(answer, look, answerId));
  }
  return 0;
});
