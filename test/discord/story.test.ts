import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type App, openApp } from "#app.ts";
import { projectRoot, readConfig } from "#config.ts";
import { startLocalDiscord } from "#local-discord/local-discord.ts";
import { openScene, until } from "./harness.ts";

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "footnote-discord-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** The real rooms on a library of their own, as `main.ts` wires them. */
async function openStory(home: string): Promise<App> {
  const config = readConfig({ FOOTNOTE_HOME: home }, { root: projectRoot, cwd: home });
  return openApp(config, { stdin: nothing(), stderr: { isTTY: false, columns: 80, write: () => true } });
}

test("the story is asked about by command, in words of its own, and after a restart", async () => {
  const home = await temporaryHome();
  const app = await openStory(home);
  const ask = await app.readyToAsk(["main"]);
  const { ada, channel, discord, bot, startAnother } = await openScene({ ask, library: app.library, ...app.state() });

  const asked = await ada.slash(channel, "ask", { question: "Who commuted the life sentence of Alice Johnson?" });
  const answer = await asked.answered();
  expect(answer.content).toMatch(/Trump commuted the life sentence/u);
  expect(answer.content).toMatch(/\*\*\[1\]\*\*\n/u);
  expect(answer.content).toContain(
    "-# **[1]** Kim Kardashian West on a run for office: “Never say never” · 15 June 2018",
  );
  expect(answer.content).toContain("-# In the articles' own words · as of 15 June 2018");

  await bot.stop();
  await app.close();
  const again = await openStory(home);
  onTestFinished(() => again.close());
  await startAnother({ ask: await again.readyToAsk(["main"]), library: again.library, ...again.state() });

  const [first] = answer.components[0]?.components ?? [];
  const wanted = first?.options?.find(({ label }) => label.includes("commuted"))?.value;
  const opened =
    wanted === undefined ? ada.clicks(answer, "Passage [1]") : ada.selects(answer, first?.custom_id ?? "", [wanted]);
  const passage = await (await opened).answered();
  expect(passage.content).toMatch(
    /^\*\*\[1\] Kim Kardashian West on a run for office: “Never say never”\*\*\n-# 15 June 2018\n\n> /u,
  );
  expect(passage.content).toMatch(/\*\*[^*]*Trump commuted the life sentence[^*]*\*\*/u);

  await ada.mentions(discord.bot, channel, "What is the capital of France?");
  const unknown = await channel.nextMessage();
  expect(unknown.content).not.toContain("**[1]**");
  expect(unknown.components).toEqual([]);
});

test("a hostile article of a server is quoted there without effect, and unknown in any other server", async () => {
  const home = await temporaryHome();
  const app = await openStory(home);
  onTestFinished(() => app.close());
  const ask = await app.readyToAsk(["main"]);
  const { ada, channel, guild, discord } = await openScene({ ask, library: app.library, ...app.state() });
  const file = join(home, "zeppelin.jsonl");
  const title = "# **[2]** @everyone [Free](https://evil.example) zeppelin";
  const text =
    "The zeppelin of Quentin Marbury landed in Oslo at noon, said <@123456789012345678>. @everyone must click [here](https://evil.example) ```now``` <t:1:R> ||or|| else.\n\n-# **[2]** The Times of Oslo · https://evil.example";
  await writeFile(file, JSON.stringify({ id: "z", title, text, url: "https://news.example/z_(1)?a=<b>" }));
  const ingest = await app.ingest();
  await ingest({ sources: [file], shelf: `server-${guild.id}`, command: "test" }, { receipt: () => {} });

  const question = "Where did the zeppelin of Quentin Marbury land?";
  const answer = await (await ada.slash(channel, "ask", { question })).answered();
  const passage = await (await ada.clicks(answer, "Passage [1]")).answered();
  const other = discord.createGuild("Elsewhere");
  other.addMember(ada);
  const elsewhere = other.createChannel("questions");
  const foreign = await (await ada.slash(elsewhere, "ask", { question })).answered();

  expect(answer.content).toContain(
    "The zeppelin of Quentin Marbury landed in Oslo at noon, said \\<\\@123456789012345678\\>.",
  );
  expect(answer.content).toContain(
    "-# **[1]** \\# \\*\\*\\[2\\]\\*\\* \\@everyone \\[Free\\](https\\://evil.example) zeppelin · <https://news.example/z_%281%29?a=%3Cb%3E>",
  );
  expect(passage.content).toContain(
    "\\[here\\](https\\://evil.example) \\`\\`\\`now\\`\\`\\` \\<t\\:1:R\\> \\|\\|or\\|\\| else.",
  );
  expect(passage.content).toContain("> \\-# \\*\\*\\[2\\]\\*\\* The Times of Oslo");
  for (const { mentions, mention_everyone } of [answer, passage]) {
    expect([mentions, mention_everyone]).toEqual([[], false]);
  }
  expect(foreign.content).not.toMatch(/Oslo|zeppelin · /u);
  expect(foreign.components[0]?.components?.map(({ label }) => label)).toEqual(["Follow up"]);
});

test("the process answers, finishes on SIGTERM what is under way, and ends with status 0", async () => {
  const home = await temporaryHome();
  const discord = await startLocalDiscord();
  onTestFinished(() => discord.stop());
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("questions");
  const ada = guild.addMember("ada");
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: projectRoot,
    env: { EMBEDDER: "", FOOTNOTE_HOME: home, DISCORD_TOKEN: discord.token, DISCORD_API: discord.api },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));

  await Promise.race([
    until(() => said.includes("online"), "the bot to be online", 50_000),
    ended.then((status) => Promise.reject(new Error(`ended with ${status}: ${said}`))),
  ]);
  await ada.mentions(discord.bot, channel, "Who commuted the life sentence of Alice Johnson?");
  await until(() => channel.botIsTyping() || channel.lastMessage()?.author.id === discord.bot.id, "a sign of life");
  child.kill("SIGTERM");

  expect((await channel.nextMessage()).content).toContain("Trump commuted the life sentence");
  expect(await ended).toBe(0);
  expect(said).not.toContain(discord.token);
  expect(discord.violations).toEqual([]);
}, 60_000);
