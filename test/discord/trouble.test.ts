import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocketServer } from "ws";
import { registerCommands } from "#discord/register.ts";
import { ConfigurationError, FootnoteError, InputError, ModelError, StorageError } from "#errors.ts";
import { startLocalDiscord } from "#local-discord/local-discord.ts";
import { answered } from "./fixtures.ts";
import { createState, deferred, openScene, until } from "./harness.ts";

const wrongToken = `The configuration has a problem:
  - DISCORD_TOKEN: Discord does not accept this token; get a new one at https://discord.com/developers/applications (your application, Bot, Reset Token) and set DISCORD_TOKEN in .env.`;

describe("a bot that can not start", () => {
  test("for a wrong token says where to get one", async () => {
    const { bot } = await openScene({ unstarted: true, token: "wrong.wrong.wrong", refusals: ["refused with 401"] });
    await expect(bot.start()).rejects.toThrow(new ConfigurationError([wrongToken.split("  - ")[1] ?? ""]));
  });

  test.each([
    [4004, wrongToken],
    [4014, "Privileged Gateway Intents"],
    [4013, "Privileged Gateway Intents"],
  ])("because the gateway closes with %i says what to do", async (code, message) => {
    const { api } = await startTinyDiscord((_, close) => close(code));
    const { bot } = await openScene({ unstarted: true, rest: { api, identifyAtOnce: true } });
    await expect(bot.start()).rejects.toThrow(message);
  });

  test("without a network says what it expected to reach", async () => {
    const { bot } = await openScene({ unstarted: true, rest: { api: "http://127.0.0.1:9/api" } });
    const error = await bot.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FootnoteError);
    expect(error).toMatchObject({
      message:
        "Expected to reach Discord at http://127.0.0.1:9/api, found: connect ECONNREFUSED 127.0.0.1:9; check the network (and the proxy or firewall), then start again.",
      retryable: true,
    });
  });

  test("where Discord never answers gives up after a while", async () => {
    const { bot, discord } = await openScene({ unstarted: true, timing: { startWithin: 200 } });
    discord.faults.silence({ match: /gateway/u });
    await expect(bot.start()).rejects.toThrow("Expected Discord to be ready within 0.2 s, found no answer");
  });

  test("asks for no privileged intent", async () => {
    const { ada, channel, discord } = await openScene({ discordOptions: { allowedIntents: 0 } });
    await ada.mentions(discord.bot, channel, "who was freed?");
    expect((await channel.nextMessage()).content).toContain("Ms. Johnson");
  });
});

describe("the commands", () => {
  test("are registered once, and again only for another application or by force", async () => {
    const { discord, startAnother, state } = await openScene();
    await startAnother();
    await startAnother();
    expect(discord.commands.overwrites).toBe(1);
    expect(discord.commands.global.map(({ name }) => name)).toEqual(["ask", "articles", "help"]);

    const options = { token: discord.token, settings: state.settings, rest: { api: discord.api } };
    expect(await registerCommands(options)).toBe(discord.applicationId);
    expect(discord.commands.overwrites).toBe(2);
    await startAnother({ settings: createState().settings });
    expect(discord.commands.overwrites).toBe(3);
  });

  test("that can not be registered do not keep the bot from answering", async () => {
    const { discord, bot, ada, channel, log } = await openScene({ unstarted: true });
    discord.faults.rateLimit({ match: /PUT/u, retryAfterSeconds: 0.1 });
    discord.faults.serverError({ match: /PUT/u, status: 400 });
    await bot.start();
    await ada.mentions(discord.bot, channel, "who was freed?");
    await channel.nextMessage();
    expect(log[0]).toMatch(/^The commands could not be registered; try again with npm run register-commands\./u);
  });
});

describe("a session that ends for good", () => {
  test.each([
    [4004, "get a new one at https://discord.com/developers/applications"],
    [4014, "Privileged Gateway Intents"],
    [4011, "Discord closed the connection for good (code 4011)"],
  ])("with code %i tells whoever runs the bot", async (code, message) => {
    const { bot, discord } = await openScene();
    discord.faults.closeGateway(code);
    expect((await bot.closed)?.message).toContain(message);
  });

  test("with one refused call, after which the client has no token any more, does as well", async () => {
    const { bot, discord, ada, channel } = await openScene();
    discord.faults.serverError({ match: /POST \/channels/u, status: 401, times: 9 });
    await ada.mentions(discord.bot, channel, "who was freed?");
    expect((await bot.closed)?.message).toBe(wrongToken);
  });

  test("gives up what is under way", async () => {
    const { bot, discord, ada, channel, scripted } = await openScene();
    const given = deferred<unknown>();
    scripted.answer = (_, signal) =>
      new Promise(() => signal?.addEventListener("abort", () => given.resolve(signal.reason)));
    await ada.mentions(discord.bot, channel, "who was freed?");
    await until(() => scripted.requests.length === 1, "a question");
    discord.faults.closeGateway(4004);
    expect(await given.promise).toBe(await bot.closed);
  });

  test("by stop ends with nothing to tell", async () => {
    const { bot, log } = await openScene();
    await bot.stop();
    expect(await bot.closed).toBeNull();
    expect(log).toEqual(["Discord knows the commands /ask, /articles and /help now."]);
  });
});

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

test("commands that are registered with a wrong token say where to get one", async () => {
  const discord = await startLocalDiscord();
  try {
    const { settings } = createState();
    await expect(registerCommands({ token: "wrong", settings, rest: { api: discord.api } })).rejects.toThrow(
      wrongToken,
    );
  } finally {
    await discord.stop();
  }
});

/** A gateway that does what the test says when the bot identifies, beside an interface that agrees to everything. */
async function startTinyDiscord(
  identified: (send: (type: string, data: unknown) => void, close: (code: number) => void) => void,
): Promise<{ api: string }> {
  const limit = { total: 1000, remaining: 1000, reset_after: 1000, max_concurrency: 1 };
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    const url = `ws://127.0.0.1:${port()}`;
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit, id: "100000000000000009" }));
  });
  const port = (): number => (server.address() as AddressInfo).port;
  const gateway = new WebSocketServer({ server });
  gateway.on("connection", (socket) => {
    let sequence = 0;
    const send = (packet: object) => socket.send(JSON.stringify({ s: null, t: null, ...packet }));
    send({ op: 10, d: { heartbeat_interval: 41_250 } });
    socket.on("message", (data) => {
      if (JSON.parse(String(data)).op === 2) {
        identified(
          (t, d) => {
            sequence += 1;
            send({ op: 0, t, d, s: sequence });
          },
          (code) => socket.close(code),
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    gateway.close();
    server.closeAllConnections();
    server.close();
  });
  return { api: `http://127.0.0.1:${port()}/api` };
}
