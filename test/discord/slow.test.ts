import { describe, expect, test } from "vitest";
import { answered } from "./fixtures.ts";
import { deferred, openScene, until } from "./harness.ts";

describe("an answer that takes long", () => {
  test("past the life of its interaction says so in time and goes to the channel", async () => {
    const { ada, channel, scripted } = await openScene({ timing: { interactionLife: 60 } });
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    expect((await asked.answered()).content).toBe(
      "This takes longer than Discord lets me wait here. The answer will come as a new message.",
    );
    ready.resolve(answered);
    expect((await channel.nextMessage()).content).toContain("Ms. Johnson");
  });

  test("for an interaction that Discord forgot early goes to the channel as well", async () => {
    const refusals = ["refused with 50027", "left thinking"];
    const { discord, ada, channel, scripted } = await openScene({ refusals });
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;
    await ada.slash(channel, "ask", { question: "who was freed?" });
    discord.advance(16 * 60_000);
    ready.resolve(answered);
    expect((await channel.nextMessage()).content).toContain("Ms. Johnson");
  });

  test("beyond all bounds is given up", async () => {
    const { ada, channel, scripted, discord, log } = await openScene({ timing: { longestAnswer: 100 } });
    scripted.answer = () => new Promise(() => {});
    await ada.mentions(discord.bot, channel, "who was freed?");
    expect((await channel.nextMessage()).content).toMatch(
      /^Something went wrong on my side, so there is no answer\. Please try again in a moment\. \([0-9a-f]{6}\)$/u,
    );
    expect(log.join()).toContain("Expected an answer within 0.1 s, found none");
  });
});

describe("a channel where the bot may not write", () => {
  test("gets one line in the log that says what to allow where, and asks nothing", async () => {
    const { discord, guild, ada, channel, scripted, log } = await openScene({ refusals: ["refused with 50013"] });
    scripted.answer = (_, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    channel.forbid("sendMessages");
    await ada.mentions(discord.bot, channel, "who was freed?");
    const place = `discord:${guild.id}:${channel.id}`;
    await until(() => log.some((line) => line.includes("may not write")), "a line in the log");
    expect(log.filter((line) => line.includes(place))).toEqual([
      `I may not write in ${place}: give my role "Send Messages" there ("Send Messages in Threads" in a thread).`,
    ]);
  });

  test("still gets answers to commands", async () => {
    const { ada, channel } = await openScene();
    channel.forbid("sendMessages");
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    expect((await asked.answered()).content).toContain("Ms. Johnson");
  });

  test("whose history it may not read gets an answer that is no reply", async () => {
    const { discord, ada, channel } = await openScene({ refusals: ["refused with 160002"] });
    channel.forbid("readMessageHistory");
    await ada.mentions(discord.bot, channel, "who was freed?");
    const answer = await channel.nextMessage();
    expect(answer.content).toContain("Ms. Johnson");
    expect(answer.message_reference).toBeUndefined();
  });
});
