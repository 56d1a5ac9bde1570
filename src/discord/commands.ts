import { createHash } from "node:crypto";
import type { Settings } from "#ports.ts";
import type { Request } from "./request.ts";

/** A question by command fits the longest a message can hold. */
const longestCommandQuestion = 2000;

/** The commands as Discord knows them: for servers that added the bot, and for direct messages to it. */
const commands = [
  {
    name: "ask",
    description: "Ask a question about the articles; every sentence of the answer shows its source",
    options: [
      { type: 3, name: "question", description: "Your question", required: true, max_length: longestCommandQuestion },
    ],
  },
  { name: "articles", description: "List the articles I know" },
  { name: "help", description: "How to ask, with examples" },
].map((command) => ({ type: 1, ...command, contexts: [0, 1], integration_types: [0] }));

/**
 * Tells Discord the commands, unless it was told the same ones before: Discord limits how often. Resolves to whether
 * it was told. `force` tells it anyway, as when someone removed them.
 */
export async function putCommands(
  request: Request,
  applicationId: string,
  settings: Settings,
  force = false,
): Promise<boolean> {
  const hash = createHash("sha256")
    .update(JSON.stringify([applicationId, commands]))
    .digest("hex");
  if (!force && (await settings.get(settingKey)) === hash) {
    return false;
  }
  await request({ method: "PUT", route: `/applications/${applicationId}/commands`, body: commands });
  await settings.set(settingKey, hash);
  return true;
}

const settingKey = "discord.commands";
