import { openApp } from "#app.ts";
import { type Config, readConfig } from "#config.ts";
import { ConfigurationError } from "#errors.ts";
import { showCheck } from "#terminal/checks.ts";
import { type Check, checkAll } from "./support/checks.ts";
import { createCommand, runWithoutConfig } from "./support/command.ts";

const command = createCommand(
  "doctor",
  "Checks configuration, library, index, embedder, model, spend and Discord, one line each.",
  ["", "--online", "--json"],
)
  .option("--json", "print one line of JSON for each check")
  .option("--online", "also call Discord, the server of the embedder and the model");

await runWithoutConfig(command, async ({ environment, place, print, printJson, look, stdin, stderr }) => {
  const { json, online } = command.opts<{ json?: boolean; online?: boolean }>();
  let failed = false;
  const report = (check: Check): void => {
    failed ||= check.status === "fail";
    if (json) {
      printJson(check);
    } else {
      print(showCheck(check, look));
    }
  };
  const config = configured(() => readConfig(environment, place), report);
  if (config !== null) {
    const app = openApp(config, { stdin, stderr });
    try {
      const hasKey = Boolean(environment.OPENAI_API_KEY?.trim());
      await checkAll(app, { online: online === true, hasKey, report });
    } finally {
      await app.close();
    }
  }
  return failed ? 1 : 0;
});

function configured(read: () => Config, report: (check: Check) => void): Config | null {
  try {
    const config = read();
    for (const message of config.warnings) {
      report({ check: "configuration", status: "warn", message });
    }
    report({
      check: "configuration",
      status: "ok",
      message: `library in ${config.home}, embedder ${config.embedder.kind}`,
    });
    return config;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    for (const message of error.problems) {
      report({ check: "configuration", status: "fail", message });
    }
    return null;
  }
}
