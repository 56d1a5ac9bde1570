import { InputError, UsageError } from "#errors.ts";
import { replayJson } from "#terminal/json.ts";
import { showReplay } from "#terminal/replay.ts";
import { createCommand, runCommand } from "./support/command.ts";
import { lookUpOffered } from "./support/offered.ts";

const command = createCommand(
  "replay",
  "Shows how an answer came about, and goes through it again without the model or a network.",
  ["Xy12AbCd34Ef", "--json Xy12AbCd34Ef"],
)
  .argument("[ANSWER_ID]", "the id of the answer, as npm run ask and the bot's log give it")
  .option("--json", "print it as one line of JSON");

await runCommand(command, async ({ app, print, printJson, look }) => {
  const { json } = command.opts<{ json?: boolean }>();
  const [id, ...more] = command.args;
  if (id === undefined || more.length > 0) {
    throw new UsageError("Expected one ANSWER_ID, such as: npm run replay -- Xy12AbCd34Ef");
  }
  const record = await app.state().answers.find(id);
  if (record === null) {
    throw new InputError(
      `Expected the id of an answer that is kept in ${app.config.home}, found none under "${id}"; npm run ask shows the id under the answer of a model, --json and the bot's log give it for every answer. FOOTNOTE_HOME names the library.`,
    );
  }
  const replay = {
    record,
    offered: await lookUpOffered(app.library, record.answer.trace?.offered ?? []),
    again: await app.replay(record),
  };
  if (json) {
    printJson(replayJson(replay));
  } else {
    print(showReplay(replay, look));
  }
  return 0;
});
