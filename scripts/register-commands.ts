import { UsageError } from "#errors.ts";
import { createCommand, runCommand } from "./support/command.ts";

const command = createCommand(
  "register-commands",
  "Tells Discord the bot's commands again, also when it was told before; npm start does it when they changed.",
  [""],
);

await runCommand(command, async ({ app, print }) => {
  const { token, api } = app.config.discord;
  if (token === null) {
    throw new UsageError("Expected DISCORD_TOKEN to be set, found nothing; set it in .env (see .env.example).");
  }
  const { registerCommands } = await import("#discord/register.ts");
  const { settings } = app.state();
  const application = await registerCommands({ token, settings, ...(api !== null && { rest: { api } }) });
  print(`Discord knows the commands of application ${application} now.`);
  return 0;
});
