import { Option } from "commander";
import { UsageError } from "#errors.ts";
import { showAnswer } from "#terminal/answer.ts";
import { answerJson } from "#terminal/json.ts";
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
  if (answerer === "model") {
    throw new UsageError(
      "--answerer model needs a model that answers, and this version has none yet; leave the option out or use --answerer extractive.",
    );
  }
  const question = command.args.join(" ").trim();
  if ((batch === undefined) === (question === "")) {
    throw new UsageError('Expected one question or --batch FILE, such as: npm run ask -- "Who freed Alice Johnson?"');
  }
  const shelves = [shelf];
  const ask = await app.readyToAsk(shelves, signal);
  if (batch !== undefined) {
    return runBatch(app, batch, printJson, async (item) => answerJson(await ask({ ...item, shelves }, signal)));
  }
  const answer = await ask({ question, shelves }, signal);
  if (json) {
    printJson(answerJson(answer));
  } else {
    print(showAnswer(answer, look));
  }
  return 0;
});
