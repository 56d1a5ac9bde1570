import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startLocalDiscord } from "#local-discord/local-discord.ts";
import { fillLibrary, writeArticles } from "./articles.ts";
import { collect, command, ended, launch, start, temporaryFolder, until } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test("npm start without a token answers piped lines in turn: an answer, its passage, a follow-up, then the end", async () => {
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  await fillLibrary(home, cwd, ["lighthouse.md", "ferry.txt"]);
  const input = "Who built the lighthouse of Farwick?\n/passage 1\nand when was it built?\n/nonsense\n";
  const { status, stdout, stderr } = await command("start", [], { input, env: { FOOTNOTE_HOME: home } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const statement = "The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.";
  const shown = `Ada Noonan. ${statement}`.replace(/ Noonan\.$/u, "\n    Noonan.");
  expect(stdout).toContain(`Who built the lighthouse of Farwick?\n\n 1. ${shown} [1]\n\nSources\n[1] `);
  expect(stdout).toContain(`https://post.example/lighthouse\n\n  »${statement}«\n\nand when was it built?\n\n`);
  expect(stdout).toMatch(
    /and when was it built\?\n\nUnderstood as: and when was it built\?[\s\S]*Farwick[\s\S]*?\n\n 1\. In 1863\. The lighthouse of Farwick was built/u,
  );
  expect(stdout).toMatch(/\n\nThere is no command \/nonsense; \/help lists them\.\n\n$/u);
});

test("npm start without a token and without input says what it is missing", async () => {
  const env = { FOOTNOTE_HOME: temporaryFolder(), FOOTNOTE_NO_SEED: "1" };
  const { status, stdout, stderr } = await command("start", [], { env });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  expect(stderr).toMatch(/^Standard input was empty, so nothing was asked\. Set DISCORD_TOKEN /u);
});

test("a running chat knows at its next question what another process ingested", async () => {
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  await fillLibrary(home, cwd, ["ferry.txt"]);
  const env = { FOOTNOTE_HOME: home };
  const chat = start("chat", [], { env });
  const said = collect(chat.stdout);
  const exit = new Promise((resolve) => chat.once("exit", resolve));
  chat.stdin.write("Who built the lighthouse of Farwick?\n");
  await until(said, /Searched: 1 article\./u);

  writeFileSync(join(cwd, "news.txt"), "News\n\nThe lighthouse of Farwick was built by Ada Noonan.\n");
  expect(await command("ingest", ["news.txt"], { cwd, env })).toMatchObject({ status: 0 });
  chat.stdin.write("Who built the lighthouse of Farwick?\n");
  await until(said, /1\. Ada Noonan\. The lighthouse of Farwick was built by Ada Noonan\. \[1\]/u);
  chat.stdin.end();
  expect(await exit).toBe(0);
});

test("npm start with a token runs the bot, which answers, and SIGTERM to npm ends it with status 0", async () => {
  const discord = await startLocalDiscord();
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  await fillLibrary(home, cwd, ["lighthouse.md"]);
  try {
    const env = { FOOTNOTE_HOME: home, DISCORD_TOKEN: discord.token, DISCORD_API: discord.api };
    const bot = launch("npm", ["run", "--silent", "start"], { env });
    const said = collect(bot.stderr);
    const outcome = ended(bot);
    await until(said, /The bot is online/u);
    const guild = discord.createGuild("Readers");
    const channel = guild.createChannel("general");
    const user = guild.addMember("Ada");
    const answer = await user.slash(channel, "ask", { question: "Who built the lighthouse of Farwick?" });
    expect(JSON.stringify(await answer.answered())).toContain("built in 1863 by the engineer Ada Noonan");
    bot.kill("SIGTERM");
    expect(await outcome).toMatchObject({ status: 0, stdout: "" });
    expect(said()).not.toContain(discord.token);
  } finally {
    await discord.stop();
  }
});

test("a token that Discord refuses is one clear line and status 2", async () => {
  const discord = await startLocalDiscord();
  try {
    const env = { FOOTNOTE_HOME: temporaryFolder(), DISCORD_TOKEN: "wrong.token.here", DISCORD_API: discord.api };
    const { status, stderr } = await command("start", [], { env });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /The configuration has a problem:\n {2}- DISCORD_TOKEN: Discord does not accept this token; /u,
    );
    expect(stderr).not.toContain("wrong.token.here");
  } finally {
    await discord.stop();
  }
});

test("register-commands tells Discord the commands at once, and asks for a token where there is none", async () => {
  const discord = await startLocalDiscord();
  try {
    const env = { FOOTNOTE_HOME: temporaryFolder(), DISCORD_API: discord.api };
    const [told, missing] = await Promise.all([
      command("register-commands", [], { env: { ...env, DISCORD_TOKEN: discord.token } }),
      command("register-commands", [], { env }),
    ]);
    const stdout = `Discord knows the commands of application ${discord.applicationId} now.\n`;
    expect(told).toEqual({ status: 0, stdout, stderr: "" });
    expect(discord.commands.global.map(({ name }) => name)).toContain("ask");
    expect(missing).toMatchObject({ status: 2, stdout: "" });
    expect(missing?.stderr).toMatch(/^Expected DISCORD_TOKEN to be set, found nothing; /u);
  } finally {
    await discord.stop();
  }
});
