import { describe, expect, test } from "vitest";
import type { startLocalDiscord } from "#local-discord/local-discord.ts";
import { answered } from "./fixtures.ts";
import { deferred, openScene, until } from "./harness.ts";
import { startTinyDiscord } from "./tiny-discord.ts";

describe("while Discord is in trouble", () => {
  test.each([
    ["429", (faults: Faults) => faults.rateLimit({ match: /POST .*messages/u, retryAfterSeconds: 0.2, times: 2 })],
    [
      "429 that does not say for how long",
      (faults: Faults) =>
        faults.rateLimit({ match: /POST .*messages/u, retryAfterSeconds: 0.1, withoutHeader: true, times: 3 }),
    ],
    ["a run of 503", (faults: Faults) => faults.serverError({ match: /POST .*messages/u, status: 503, times: 5 })],
    ["broken connections", (faults: Faults) => faults.destroyRequest({ match: /POST .*messages/u, times: 2 })],
    ["typing that fails", (faults: Faults) => faults.serverError({ match: /typing/u, status: 500, times: 4 })],
  ])("%s: the answer to a mention arrives once", async (_, inject) => {
    const { discord, ada, channel } = await openScene();
    inject(discord.faults);
    await ada.mentions(discord.bot, channel, "who was freed?");
    const answer = await channel.nextMessage();
    expect(answer.content).toContain("Ms. Johnson");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(channel.messages().filter(({ author }) => author.id === discord.bot.id)).toHaveLength(1);
  });

  test.each([
    ["the acknowledgement", /callback/u],
    ["the answer", /@original/u],
  ])("5xx and broken connections for %s of a command: the answer arrives", async (_, match) => {
    const { discord, ada, channel } = await openScene();
    discord.faults.destroyRequest({ match });
    discord.faults.serverError({ match, status: 502 });
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    expect((await asked.answered()).content).toContain("Ms. Johnson");
  });

  test.each(["reconnect", "destroyGateway"] as const)(
    "%s during an answer: it arrives, and so does what was said meanwhile",
    async (fault) => {
      const { discord, ada, channel, scripted } = await openScene();
      const ready = deferred<typeof answered>();
      scripted.answer = ({ question }) => (question === "first?" ? ready.promise : { ...answered, question });
      await ada.mentions(discord.bot, channel, "first?");
      await until(() => scripted.requests.length === 1, "the first question");

      discord.faults[fault]();
      await ada.mentions(discord.bot, channel, "second?");
      ready.resolve(answered);
      await channel.nextMessage();
      await channel.nextMessage();

      expect(scripted.requests.map(({ question }) => question)).toEqual(["first?", "second?"]);
      await until(() => discord.gateway.resumes === 1, "a resumed session");
    },
  );

  test("a session that can not be resumed begins anew", async () => {
    const { discord, ada, channel, scripted } = await openScene();
    await ada.mentions(discord.bot, channel, "first?");
    await channel.nextMessage();
    discord.faults.invalidateSession(false);
    await until(() => discord.gateway.identifies >= 2, "a new session");
    await discord.connected();
    await ada.mentions(discord.bot, channel, "second?");
    await channel.nextMessage();
    expect(scripted.requests.map(({ question }) => question)).toEqual(["first?", "second?"]);
  });

  test("an event that comes twice is answered once", async () => {
    const author = { id: "100000000000000005", username: "ada", discriminator: "0", avatar: null };
    const message = (id: string, content: string) => ({
      ...{ id, channel_id: "100000000000000006", type: 0, author, content, mentions: [], attachments: [], embeds: [] },
      ...{ channel_type: 1, timestamp: "2026-01-01T00:00:00Z", edited_timestamp: null, components: [] },
    });
    const first = message("100000000000000007", "first?");
    const { api } = await startTinyDiscord((send) => {
      const user = { id: "100000000000000001", username: "footnote", discriminator: "0", avatar: null, bot: true };
      const application = { id: "100000000000000002", flags: 0 };
      send("READY", { v: 10, user, guilds: [], session_id: "s", resume_gateway_url: "ws://127.0.0.1:9", application });
      for (const one of [first, first, message("100000000000000008", "second?")]) {
        send("MESSAGE_CREATE", one);
      }
    });
    const { scripted } = await openScene({ rest: { api, identifyAtOnce: true } });
    await until(() => scripted.requests.length >= 2, "two questions");
    expect(scripted.requests.map(({ question }) => question)).toEqual(["first?", "second?"]);
  });
});

type Faults = Awaited<ReturnType<typeof startLocalDiscord>>["faults"];

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
