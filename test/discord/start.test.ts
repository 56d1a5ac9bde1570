import { describe, expect, test } from "vitest";
import { registerCommands } from "#discord/register.ts";
import { ConfigurationError, FootnoteError } from "#errors.ts";
import { startLocalDiscord } from "#local-discord/local-discord.ts";
import { createState, deferred, openScene, until } from "./harness.ts";
import { startTinyDiscord } from "./tiny-discord.ts";

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
    expect(discord.commands.global.map(({ name }) => name)).toEqual(["ask", "articles", "help", "add", "remove"]);

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
    expect(log).toEqual(["Discord knows the commands /ask, /articles, /help, /add and /remove now."]);
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
