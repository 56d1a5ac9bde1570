import { GatewayIntentBits, type Message } from "discord.js";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { LocalDiscord } from "#local-discord/local-discord.ts";
import { everyIntent, makeClient, once, startClient } from "./client.ts";
import { patient, startDiscord } from "./discord.ts";

function hears(client: { on(event: "messageCreate", listener: (message: Message) => void): unknown }): string[] {
  const heard: string[] = [];
  client.on("messageCreate", (message) => {
    if (!message.author.bot) heard.push(message.content);
  });
  return heard;
}

test("a client logs in, sees its server and channel, hears a message, answers it and answers a slash command", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const started = performance.now();
  const client = await startClient(discord);
  // A client that misses a server waits 15 s for it; alone on a machine this takes a tenth of a second.
  expect(performance.now() - started).toBeLessThan(3000);
  expect(client.guilds.cache.get(guild.id)?.channels.cache.get(channel.id)?.name).toBe("general");

  client.on("messageCreate", async (message) => {
    if (!message.author.bot)
      await message.reply({ content: `heard ${message.content}`, allowedMentions: { parse: [] } });
  });
  client.on("interactionCreate", async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply({
      content: interaction.options.getString("question", true),
      allowedMentions: { parse: [] },
    });
  });
  await client.application.commands.set([
    { name: "ask", description: "Ask", options: [{ type: 3, name: "question", description: "What?", required: true }] },
  ]);

  await ada.says(channel, "hello");
  expect((await channel.nextMessage()).content).toBe("heard hello");
  const asked = await ada.slash(channel, "ask", { question: "why?" });
  expect(asked.deferred).toBe(true);
  expect((await asked.answered()).content).toBe("why?");
  expect(discord.violations).toEqual([]);
});

test("a wrong token is refused before the gateway is reached", async () => {
  const discord = await startDiscord();
  await expect(makeClient(discord).login("no.such.token")).rejects.toThrow("An invalid token was provided");
  expect(discord.requests.map(({ path, status }) => [path, status])).toEqual([["/gateway/bot", 401]]);
});

test("an intent that is not switched on for the application makes the login fail", async () => {
  const discord = await startDiscord({ allowedIntents: 0 });
  await expect(makeClient(discord).login(discord.token)).rejects.toThrow("Used disallowed intents");
});

test("a token that the gateway refuses makes the login fail", async () => {
  const discord = await startDiscord();
  discord.faults.refuseIdentify(4004);
  await expect(makeClient(discord).login(discord.token)).rejects.toThrow("Authentication failed");
});

test("after op 7 the client resumes and hears what it missed once, in order", async () => {
  const discord = await startDiscord();
  const bob = discord.createUser("Bob");
  const client = await startClient(discord);
  const heard = hears(client);
  discord.faults.reconnect();
  for (const word of ["one", "two", "three"]) await bob.directs(word);
  await once(client, "shardResume");
  await bob.directs("four");
  await expect.poll(() => heard, patient).toEqual(["one", "two", "three", "four"]);
  expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
});

test.each([
  ["a destroyed socket", (discord: LocalDiscord) => discord.faults.destroyGateway()],
  ["close code 4000", (discord: LocalDiscord) => discord.faults.closeGateway(4000)],
  ["close code 4009", (discord: LocalDiscord) => discord.faults.closeGateway(4009)],
  ["op 9 with true", (discord: LocalDiscord) => discord.faults.invalidateSession(true)],
])("after %s the client resumes", async (_, hurt) => {
  const discord = await startDiscord();
  const bob = discord.createUser("Bob");
  const client = await startClient(discord);
  const heard = hears(client);
  const resumed = once(client, "shardResume");
  hurt(discord);
  await bob.directs("meanwhile");
  await resumed;
  await expect.poll(() => heard, patient).toEqual(["meanwhile"]);
  expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 });
});

test.each([
  ["op 9 with false", (discord: LocalDiscord) => discord.faults.invalidateSession(false)],
  ["close code 1000", (discord: LocalDiscord) => discord.faults.closeGateway(1000)],
  ["close code 4003", (discord: LocalDiscord) => discord.faults.closeGateway(4003)],
  ["close code 4007", (discord: LocalDiscord) => discord.faults.closeGateway(4007)],
])("after %s the client identifies anew", async (_, hurt) => {
  const discord = await startDiscord();
  const client = await startClient(discord);
  hurt(discord);
  await once(client, "shardReady");
  expect(discord.gateway).toMatchObject({ identifies: 2, resumes: 0 });
});

test("a token revoked in mid-session disconnects the client for good", async () => {
  const discord = await startDiscord();
  const client = await startClient(discord);
  const gone = once(client, "shardDisconnect");
  discord.faults.closeGateway(4004, "Authentication failed.");
  await gone;
  expect(discord.gateway.identifies).toBe(1);
});

test("heartbeats are answered; unanswered ones make the client reconnect and resume", async () => {
  const discord = await startDiscord({ heartbeatMs: 250 });
  const client = await startClient(discord);
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 0 });
  discord.faults.ignoreHeartbeats();
  const resumed = once(client, "shardResume");
  await once(client, "shardReconnecting");
  discord.faults.ignoreHeartbeats(false);
  await resumed;
  expect(discord.gateway.resumes).toBe(1);
});

test("without the content intent only direct messages, mentions and replies to ordinary messages can be read", async () => {
  const discord = await startDiscord({ allowedIntents: 0 });
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const client = await startClient(discord, {
    intents: everyIntent.filter((intent) => intent !== GatewayIntentBits.MessageContent),
  });
  client.on("interactionCreate", async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "slash", allowedMentions: { parse: [] } });
  });
  await client.application.commands.set([{ name: "ask", description: "Ask" }]);
  const plain = client.channels.cache.get(channel.id);
  if (plain?.isSendable()) await plain.send({ content: "ordinary", allowedMentions: { parse: [] } });
  const ordinary = await channel.nextMessage();
  const slashed = await (await ada.slash(channel, "ask")).answered();

  const heard = hears(client);
  await ada.says(channel, "plain");
  await ada.mentions(discord.bot, channel, "mention");
  await ada.repliesTo(ordinary, "reply to ordinary");
  await ada.repliesTo(slashed, "reply to slash");
  await ada.repliesTo(slashed, `reply to slash with <@${discord.bot.id}>`);
  await ada.directs("direct");
  const me = `<@${discord.bot.id}>`;
  const expected = ["", `${me} mention`, "reply to ordinary", "", `reply to slash with ${me}`, "direct"];
  await expect.poll(() => heard, patient).toEqual(expected);
  const history = await (plain?.isTextBased() ? plain.messages.fetch({ limit: 10, cache: false }) : null);
  expect(history?.map(({ content }) => content).reverse()).toEqual(["ordinary", "slash", ...expected.slice(0, -1)]);
});

test("events without their intent do not come", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const client = await startClient(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages] });
  const heard = hears(client);
  await ada.says(channel, "not heard");
  ada.types(channel);
  await ada.directs("heard");
  await expect.poll(() => heard, patient).toEqual(["heard"]);
});

test("members can be fetched over the gateway", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  guild.addMember("Ada");
  const client = await startClient(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
  const members = await client.guilds.cache.get(guild.id)?.members.fetch();
  expect(members?.map(({ user }) => user.username).sort()).toEqual(["ada", "footnote", "owner"]);
});

test("servers, channels and permissions that change reach the client", async () => {
  const discord = await startDiscord();
  const client = await startClient(discord);
  const guild = discord.createGuild("Late");
  const channel = guild.createChannel("news");
  await expect.poll(() => client.channels.cache.has(channel.id), patient).toBe(true);
  channel.forbid("sendMessages");
  const may = () => client.guilds.cache.get(guild.id)?.members.me?.permissionsIn(channel.id).has("SendMessages");
  await expect.poll(may, patient).toBe(false);
  channel.permit("sendMessages");
  await expect.poll(may, patient).toBe(true);
  guild.forbid("sendMessages");
  await expect
    .poll(() => client.guilds.cache.get(guild.id)?.members.me?.permissions.has("SendMessages"), patient)
    .toBe(false);
  channel.remove();
  await expect.poll(() => client.channels.cache.has(channel.id), patient).toBe(false);
  guild.remove();
  await expect.poll(() => client.guilds.cache.size, patient).toBe(0);
});

test.each([
  ["an unreadable frame", 4002, ["{"]],
  ["a frame before identifying", 4003, ['{"op":3,"d":{}}']],
  ["a second identify", 4005, ["identify", "identify"]],
  ["an unknown opcode", 4001, ["identify", '{"op":99}']],
  ["a wrong token", 4004, ['{"op":2,"d":{"token":"x","intents":1}}']],
  ["intents that do not exist", 4013, ['{"op":2,"d":{"token":"local.discord.token","intents":-1}}']],
])("%s closes the gateway with %i", async (_, code, frames) => {
  const discord = await startDiscord();
  const socket = new WebSocket(discord.api.replace("http", "ws"));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("open", resolve));
  const identify = JSON.stringify({ op: 2, d: { token: discord.token, intents: 1 } });
  for (const frame of frames) socket.send(frame === "identify" ? identify : frame);
  expect(await closed).toBe(code);
});
