import type { Client, GuildTextBasedChannel } from "discord.js";
import { expect, test } from "vitest";
import { once, startClient } from "./client.ts";
import { rest, startDiscord } from "./discord.ts";

const quiet = { allowedMentions: { parse: [] } };

async function stage() {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const client = await startClient(discord);
  return { discord, guild, channel, ada, client, place: textChannel(client, channel.id) };
}

function textChannel(client: Client, id: string): GuildTextBasedChannel {
  const place = client.channels.cache.get(id);
  if (!place?.isTextBased() || place.isDMBased()) throw new Error("the channel is missing");
  return place;
}

test("the bot's own messages, edits and deletions come back as events", async () => {
  const { discord, channel, client, place } = await stage();
  const events: string[] = [];
  client.on("messageCreate", ({ content }) => events.push(`create ${content}`));
  client.on("messageUpdate", (_, { content }) => events.push(`update ${content}`));
  client.on("messageDelete", ({ id }) => events.push(`delete ${id}`));
  const sent = await place.send({ ...quiet, content: "  first  " });
  expect(channel.lastMessage()?.content).toBe("first");
  await sent.edit({ ...quiet, content: "second" });
  expect(channel.lastMessage()).toMatchObject({ content: "second", edited_timestamp: expect.any(String) });
  await sent.delete();
  expect(channel.messages()).toEqual([]);
  await expect.poll(() => events).toEqual(["create first", "update second", `delete ${sent.id}`]);
  await expect(sent.edit("third")).rejects.toMatchObject({ code: 10008 });
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["refused with 10008"]);
});

test("with allowed mentions emptied nobody is pinged, without them everybody is and the rule is noted", async () => {
  const { discord, guild, channel, ada, place } = await stage();
  const text = `<@${ada.id}> <@&${guild.id}> @everyone`;
  guild.permit("mentionEveryone");
  await place.send({ ...quiet, content: text });
  expect(await channel.nextMessage()).toMatchObject({ mentions: [], mention_roles: [], mention_everyone: false });
  expect(discord.violations).toEqual([]);
  await place.send(text);
  const loud = await channel.nextMessage();
  expect(loud).toMatchObject({ mention_roles: [guild.id], mention_everyone: true });
  expect(loud.mentions.map(({ username }) => username)).toEqual(["ada"]);
  expect(discord.violations).toHaveLength(1);
  expect(discord.violations[0]).toMatchObject({
    rule: "allowed_mentions",
    detail: expect.stringContaining("found null"),
  });
});

test("a reply names what it replies to, pings only if told to, and fails where that is gone", async () => {
  const { discord, channel, ada, place } = await stage();
  const asked = await ada.says(channel, "Who?");
  const message = await place.messages.fetch(asked.id);
  await message.reply({ ...quiet, content: "Alice" });
  expect(await channel.nextMessage()).toMatchObject({
    type: 19,
    mentions: [],
    message_reference: { message_id: asked.id, channel_id: channel.id },
  });
  await message.reply({ content: "loud", allowedMentions: { parse: [], repliedUser: true } });
  expect((await channel.nextMessage()).mentions.map(({ id }) => id)).toEqual([ada.id]);
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["allowed_mentions"]);
  await ada.deletes(asked);
  await expect(message.reply({ ...quiet, content: "too late" })).rejects.toMatchObject({
    code: 50035,
    rawError: { errors: { message_reference: { _errors: [{ code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE" }] } } },
  });
  await message.reply({ ...quiet, content: "all the same", failIfNotExists: false });
  expect((await channel.nextMessage()).message_reference).toBeUndefined();
});

test("a reply to the bot arrives with the message replied to, null once that is deleted", async () => {
  const { channel, ada, place, discord } = await stage();
  await place.send({ ...quiet, content: "ordinary" });
  const ordinary = await channel.nextMessage();
  const reply = await ada.repliesTo(ordinary, "why?");
  expect(reply.mentions.map(({ id }) => id)).toEqual([discord.bot.id]);
  expect((await ada.repliesTo(ordinary, "hm", { ping: false })).mentions).toEqual([]);
  const path = `/channels/${channel.id}/messages/${reply.id}`;
  expect((await rest(discord, "GET", path)).body).toMatchObject({ referenced_message: { content: "ordinary" } });
  await place.messages.delete(ordinary.id);
  expect((await rest(discord, "GET", path)).body).toMatchObject({ referenced_message: null });
});

test("a nonce that is enforced sends once", async () => {
  const { channel, place } = await stage();
  const body = { ...quiet, content: "once", nonce: "7", enforceNonce: true };
  const first = await place.send(body);
  expect((await place.send(body)).id).toBe(first.id);
  await place.send({ ...body, nonce: "8" });
  expect(channel.messages()).toHaveLength(2);
});

test("direct messages reach the client and are answered there", async () => {
  const { discord, client } = await stage();
  const bob = discord.createUser("Bob");
  client.on("messageCreate", async (message) => {
    if (!message.author.bot) await message.reply({ ...quiet, content: `direct: ${message.channel.isDMBased()}` });
  });
  await bob.directs("hello");
  expect((await bob.directMessages().nextMessage()).content).toBe("direct: true");
  const user = await client.users.fetch(bob.id);
  await user.send({ ...quiet, content: "again" });
  expect((await bob.directMessages().nextMessage()).content).toBe("again");
  expect(discord.violations).toEqual([]);
});

test("typing shows until the next message or ten seconds have passed", async () => {
  const { discord, channel, ada, place, client } = await stage();
  await place.sendTyping();
  expect(channel.botIsTyping()).toBe(true);
  expect(channel.typing.map(({ userId }) => userId)).toEqual([discord.bot.id]);
  discord.advance(10_001);
  expect(channel.botIsTyping()).toBe(false);
  await place.sendTyping();
  expect(channel.botIsTyping()).toBe(true);
  discord.advance(5);
  await place.send({ ...quiet, content: "done" });
  expect(channel.botIsTyping()).toBe(false);
  const typing = once(client, "typingStart");
  ada.types(channel);
  expect(await typing).toMatchObject({ user: { id: ada.id } });
});

test("files go up and come down as they are", async () => {
  const { channel, ada, place, client } = await stage();
  const bytes = new Uint8Array([0, 255, 13, 10, 45, 45]);
  const files = [{ attachment: Buffer.from(bytes), name: "ä b.bin", description: "bytes" }];
  const sent = await place.send({ ...quiet, files });
  const [attachment] = (await channel.nextMessage()).attachments;
  expect(attachment).toMatchObject({ size: 6, description: "bytes" });
  const download = await fetch(attachment?.url ?? "");
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  await sent.edit({ ...quiet, content: "kept" });
  expect(channel.lastMessage()?.attachments).toHaveLength(1);
  await sent.edit({ ...quiet, attachments: [] });
  expect(channel.lastMessage()?.attachments).toEqual([]);
  const heard = once(client, "messageCreate");
  await ada.says(channel, "mine", [{ name: "a.txt", bytes, contentType: "text/plain" }]);
  expect(await heard).toMatchObject({ attachments: { size: 1 } });
});

test("reactions come and go, an emoji that is none is refused", async () => {
  const { channel, ada, client, place } = await stage();
  const said = await ada.says(channel, "hm");
  const added = once(client, "messageReactionAdd");
  await ada.reacts(said, "👍");
  expect(await added).toMatchObject({ emoji: { name: "👍" } });
  const message = await place.messages.fetch(said.id);
  const mine = await message.react("👀");
  expect(channel.lastMessage()?.reactions?.map(({ emoji, count, me }) => [emoji.name, count, me])).toEqual([
    ["👍", 1, false],
    ["👀", 1, true],
  ]);
  await mine.users.remove();
  expect(channel.lastMessage()?.reactions).toHaveLength(1);
  await expect(message.react("no")).rejects.toMatchObject({ code: 10014 });
});

test("the bot talks in threads it opened and in threads of others", async () => {
  const { discord, channel, ada, client, place } = await stage();
  const said = await ada.says(channel, "a long story");
  const message = await place.messages.fetch(said.id);
  const thread = await message.startThread({ name: "Story" });
  await thread.send({ ...quiet, content: "inside" });
  expect(channel.lastMessage()).toMatchObject({ flags: 32, thread: { name: "Story" } });
  const again = await rest(discord, "POST", `/channels/${channel.id}/messages/${said.id}/threads`, { name: "Again" });
  expect(again).toMatchObject({ status: 400, body: { code: 160004 } });
  await thread.setArchived(true);
  const other = await ada.startsThread(await ada.says(channel, "mine"), "Ada's");
  client.on("messageCreate", async (heard) => {
    if (!heard.author.bot) await heard.reply({ ...quiet, content: `heard in ${heard.channel.isThread()}` });
  });
  await ada.says(other, "hello");
  expect((await other.nextMessage()).content).toBe("heard in true");
});

test("nothing that happens in a channel hidden from the bot reaches it", async () => {
  const { guild, channel, ada, client } = await stage();
  const hidden = guild.createChannel("hidden");
  hidden.forbid("viewChannel");
  const heard: string[] = [];
  client.on("messageCreate", ({ content }) => heard.push(content));
  client.on("typingStart", () => heard.push("typing"));
  client.on("messageReactionAdd", () => heard.push("reaction"));
  client.on("messageDelete", () => heard.push("deletion"));
  const secret = await ada.says(hidden, "secret");
  ada.types(hidden);
  await ada.reacts(secret, "👀");
  await ada.deletes(secret);
  await ada.says(channel, "public");
  await expect.poll(() => heard).toEqual(["public"]);
});

test("people can send neither nothing nor more than Discord takes", async () => {
  const { channel, ada } = await stage();
  await expect(ada.says(channel, " ")).rejects.toThrow("found neither");
  await expect(ada.directs("x".repeat(4001))).rejects.toThrow("found 4001");
});

test("the bot looks up itself, servers, members and channels, and nothing it cannot see", async () => {
  const { discord, guild, channel, ada, client } = await stage();
  await client.application.fetch();
  expect(client.application.owner).toMatchObject({ username: "owner" });
  const server = await client.guilds.fetch({ guild: guild.id, force: true });
  expect(server.name).toBe("Newsroom");
  expect((await server.members.fetch({ user: ada.id, force: true })).displayName).toBe("Ada");
  expect((await client.channels.fetch(channel.id, { force: true }))?.id).toBe(channel.id);
  const bob = discord.createUser("Bob");
  await expect(server.members.fetch(bob.id)).rejects.toMatchObject({ code: 10007 });
  const own = await rest(discord, "POST", "/users/@me/channels", { recipient_id: discord.bot.id });
  expect(own).toMatchObject({ status: 403, body: { code: 50007 } });
  expect(await rest(discord, "POST", "/gateway/bot")).toMatchObject({ status: 405 });
});

test("people edit and delete their own messages only", async () => {
  const { channel, ada, guild, client } = await stage();
  const eve = guild.addMember("Eve");
  const said = await ada.says(channel, "first");
  const updated = once(client, "messageUpdate");
  await ada.edits(said, "second");
  await updated;
  expect(channel.lastMessage()?.content).toBe("second");
  await expect(eve.edits(said, "mine")).rejects.toThrow("Expected a message of eve");
  await ada.deletes(said);
  await expect(ada.repliesTo(said, "x")).rejects.toThrow("it was deleted");
});

test("messages are listed newest first, in pages", async () => {
  const { channel, ada, place } = await stage();
  const ids: string[] = [];
  for (const word of ["one", "two", "three", "four"]) ids.push((await ada.says(channel, word)).id);
  const listed = async (options: object) =>
    [...(await place.messages.fetch(options)).values()].map((one) => one.content);
  expect(await listed({ limit: 2 })).toEqual(["four", "three"]);
  expect(await listed({ before: ids[2] })).toEqual(["two", "one"]);
  expect(await listed({ after: ids[0], limit: 2 })).toEqual(["three", "two"]);
});

test.each([
  ["sendMessages", "POST", "messages", { content: "x", allowed_mentions: { parse: [] } }, 50013],
  ["embedLinks", "POST", "messages", { embeds: [{ title: "x" }] }, 50013],
  ["sendMessages", "POST", "typing", undefined, 50013],
  ["createPublicThreads", "POST", "threads", { name: "x" }, 50013],
  ["viewChannel", "GET", "messages", undefined, 50001],
] as const)("without the permission %s, %s %s is refused", async (permission, method, end, body, code) => {
  const { discord, channel } = await stage();
  channel.forbid(permission);
  const answer = await rest(discord, method, `/channels/${channel.id}/${end}`, body);
  expect(answer).toMatchObject({ status: 403, body: { code } });
});

test("permissions for files, reactions, history and others' messages are asked for", async () => {
  const { discord, channel, ada, place } = await stage();
  const said = await ada.says(channel, "x");
  const message = await place.messages.fetch(said.id);
  await expect(rest(discord, "DELETE", `/channels/${channel.id}/messages/${said.id}`)).resolves.toMatchObject({
    body: { code: 50013 },
  });
  await expect(rest(discord, "PATCH", `/channels/${channel.id}/messages/${said.id}`, {})).resolves.toMatchObject({
    body: { code: 50005 },
  });
  channel.forbid("attachFiles", "addReactions", "readMessageHistory");
  const file = { attachment: Buffer.from("x"), name: "x.txt" };
  await expect(place.send({ ...quiet, files: [file] })).rejects.toMatchObject({ code: 50013 });
  await expect(message.react("👀")).rejects.toMatchObject({ code: 50013 });
  await expect(message.reply({ ...quiet, content: "x" })).rejects.toMatchObject({ code: 160002 });
});

test.each([
  ["/channels/1", 404, 10003],
  ["/nowhere", 404, 0],
  ["/users/1", 404, 10013],
  ["/guilds/1", 404, 10004],
])("GET %s is refused with %i and code %i", async (path, status, code) => {
  const discord = await startDiscord();
  expect(await rest(discord, "GET", path)).toMatchObject({ status, body: { code } });
});
