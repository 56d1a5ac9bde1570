import { describe, expect, test } from "vitest";
import { FootnoteError, InputError, ModelError, StorageError } from "#errors.ts";
import { answered } from "./fixtures.ts";
import { deferred, openScene, until } from "./harness.ts";

describe("an answer that fails", () => {
  test.each([
    [
      new InputError("The question is too long: 5000 characters, at most 2000."),
      /^The question is too long: 5000 characters, at most 2000\.$/u,
    ],
    [
      new ModelError("401 from https://api.example with sk-secret", { retryable: false }),
      /^The language model could not answer\. \([0-9a-f]{6}\)$/u,
    ],
    [
      new ModelError("timeout", { retryable: true }),
      /^The language model could not answer\. Please try again in a moment\. \([0-9a-f]{6}\)$/u,
    ],
    [
      new StorageError("/home/ada/library/main.sqlite is damaged"),
      /^I can not read my articles at the moment\. \([0-9a-f]{6}\)$/u,
    ],
    [
      new TypeError("undefined is not a function"),
      /^Something went wrong on my side, so there is no answer\. \([0-9a-f]{6}\)$/u,
    ],
  ])("with %s is told in a short line, and the log has the rest", async (error, line) => {
    const { ada, channel, discord, scripted, log } = await openScene();
    scripted.answer = () => Promise.reject(new FootnoteError("outer", { cause: error }) && error);
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    const told = (await asked.answered()).content;
    expect(told).toMatch(line);
    const number = /\(([0-9a-f]{6})\)/u.exec(told)?.[1] ?? "";
    expect(log.find((entry) => entry.includes(error.message) && entry.includes(number))).toBeDefined();

    await ada.mentions(discord.bot, channel, "who was freed?");
    expect((await channel.nextMessage()).content).toMatch(line);
  });

  test("never shows the token in the log", async () => {
    const { ada, channel, discord, scripted, log } = await openScene();
    scripted.answer = () => Promise.reject(new Error("leak", { cause: new Error(`Bot ${discord.token}`) }));
    await ada.mentions(discord.bot, channel, "who was freed?");
    await channel.nextMessage();
    expect(log.some((line) => line.includes("Error: leak <- Error: Bot [secret]"))).toBe(true);
  });

  test("because a passage can not be looked up is told as well", async () => {
    const { ada, channel, state } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    state.answers.find = () => Promise.reject(new StorageError("disk"));
    const told = await (await ada.clicks(answer, "Passage [1]")).answered();
    expect(told.content).toMatch(/^I can not read my articles at the moment\. \([0-9a-f]{6}\)$/u);
  });
});

describe("stopping", () => {
  test("finishes running answers and tells whoever asks meanwhile", async () => {
    const { bot, discord, ada, channel, scripted } = await openScene();
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await ada.mentions(discord.bot, channel, "and why?");
    await until(() => scripted.requests.length === 2, "two questions");

    const stopped = bot.stop();
    await ada.mentions(discord.bot, channel, "one more?");
    expect((await channel.nextMessage()).content).toBe("I am restarting. Please ask again in a minute.");
    const late = await ada.slash(channel, "ask", { question: "one more?" });
    expect((await late.answered()).content).toBe("I am restarting. Please ask again in a minute.");
    expect(late.ephemeral).toBe(true);
    ready.resolve(answered);
    await stopped;

    expect((await asked.answered()).content).toContain("Ms. Johnson");
    expect((await channel.nextMessage()).content).toContain("Ms. Johnson");
    expect(await bot.closed).toBeNull();
  });

  test("does not wait for ever, and tells those whose answers it gave up", async () => {
    const { bot, ada, channel, scripted } = await openScene({ timing: { stopWithin: 100 } });
    scripted.answer = () => new Promise(() => {});
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await bot.stop();
    expect((await asked.answered()).content).toBe("I am restarting. Please ask again in a minute.");
  });

  test("while it starts ends it", async () => {
    const { bot, discord } = await openScene({ unstarted: true });
    const started = bot.start();
    await bot.stop();
    await started;
    await expect(discord.connected({ timeoutMs: 50 })).rejects.toThrow("Expected the bot to connect");
    expect(discord.commands.overwrites).toBe(0);
  });

  test("before it was started does nothing", async () => {
    const { bot } = await openScene({ unstarted: true });
    await bot.stop();
    expect(await bot.closed).toBeNull();
  });
});
