import { expect, onTestFinished, test } from "vitest";
import { startLocalDiscord } from "#local-discord/local-discord.ts";
import { startWebServer, type WebServer } from "../support/web-server.ts";
import { collect, command, ended, jsonLines, launch, temporaryFolder, until } from "./commands.ts";

function pageOf(title: string, words: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:site_name" content="Farwick Post"></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1><p>${words}</p><p>The council of Farwick met on Tuesday, and nobody spoke against it.</p></article></body></html>`;
}

async function startSite(): Promise<WebServer> {
  const site = await startWebServer();
  onTestFinished(() => site.close());
  const item = `<item><title>The lighthouse</title><link>${site.origin}/lighthouse</link></item>`;
  site.serve("/feed", {
    headers: { "content-type": "application/rss+xml" },
    body: `<rss version="2.0"><channel><title>Farwick Post</title>${item}</channel></rss>`,
  });
  site.serve("/lighthouse", pageOf("The lighthouse", "The lighthouse of Farwick was built in 1863 by Ada Noonan."));
  site.serve("/ferry", pageOf("The ferry", "The ferry to Lund is steered by Captain Olaf Brenner since 1998."));
  return site;
}

test("npm start watches its feeds, takes what a moderator links, and an answer is marked when its words are gone", {
  timeout: 60_000,
}, async () => {
  const [site, discord, home] = [await startSite(), await startLocalDiscord(), temporaryFolder()];
  onTestFinished(() => discord.stop());
  const library = { FOOTNOTE_HOME: home, FOOTNOTE_NO_SEED: "1", FETCH_ALLOW_HOSTS: site.host };
  const token = { DISCORD_TOKEN: discord.token, DISCORD_API: discord.api };
  const bot = launch("npm", ["run", "--silent", "start"], {
    env: { ...library, ...token, WATCH: `${site.origin}/feed`, WATCH_MINUTES: "60" },
  });
  const [said, outcome] = [collect(bot.stderr), ended(bot)];
  await until(said, /\/feed: 1 added \(batch /u);

  const guild = discord.createGuild("Readers");
  const channel = guild.createChannel("general");
  const moderator = guild.addMember("Grace", { permissions: ["manageGuild"] });
  const added = await moderator.slash(channel, "add", { link: `${site.origin}/ferry` });
  expect((await added.answered()).content).toContain("1 added.");

  const member = guild.addMember("Ada");
  const built = await member.slash(channel, "ask", { question: "Who built the lighthouse of Farwick?" });
  expect((await built.answered()).content).toContain("was built in 1863 by Ada Noonan");
  const steered = await member.slash(channel, "ask", { question: "Who steers the ferry to Lund?" });
  expect((await steered.answered()).content).toContain("Olaf Brenner");

  site.serve("/lighthouse", pageOf("The lighthouse", "The lighthouse of Farwick was built in 1873 by Ida Nolan."));
  const ingested = await command("ingest", ["--json", `${site.origin}/lighthouse`], { env: library });
  expect(jsonLines(ingested.stdout)[0]).toMatchObject({
    status: "updated",
    notices: [{ kind: "answers", message: "1 earlier answer cites words that no longer stand in it" }],
  });
  bot.kill("SIGTERM");
  expect(await outcome).toMatchObject({ status: 0, stdout: "" });
});
