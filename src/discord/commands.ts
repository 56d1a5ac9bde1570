import { createHash } from "node:crypto";
import type { Settings } from "#ports.ts";
import type { Request } from "./request.ts";

/** A question by command fits the longest a message can hold. */
const longestCommandQuestion = 2000;

/** In servers only, and offered to those who may manage the server; their administrators can offer it to others. */
const moderated = { contexts: [0], default_member_permissions: String(1 << 5) };

/** The commands as Discord knows them: for servers that added the bot, and most for direct messages to it. */
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
  {
    name: "add",
    description: "Add articles for this server: a file, or the address of an article or a feed",
    options: [
      { type: 11, name: "file", description: "A .txt, .md, .jsonl, .html, .pdf or .docx file of up to 25 MiB" },
      { type: 3, name: "link", description: "https://… of an article or a feed", max_length: 2000 },
    ],
    ...moderated,
  },
  {
    name: "remove",
    description: "Take an article of this server's own shelf out",
    options: [{ type: 3, name: "article", description: "Its title, or its id", required: true, autocomplete: true }],
    ...moderated,
  },
].map((command) => ({ type: 1, contexts: [0, 1], integration_types: [0], ...command }));

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
