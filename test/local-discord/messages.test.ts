import { expect, test } from "vitest";
import { once } from "./client.ts";
import { patient, rest } from "./discord.ts";
import { openPlace, quiet } from "./stage.ts";

test("the bot's own messages, edits and deletions come back as events", async () => {
  const { discord, channel, client, place } = await openPlace();
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
  await expect.poll(() => events, patient).toEqual(["create first", "update second", `delete ${sent.id}`]);
  await expect(sent.edit("third")).rejects.toMatchObject({ code: 10008 });
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["refused with 10008"]);
});

test("with allowed mentions emptied nobody is pinged, without them everybody is and the rule is noted", async () => {
  const { discord, guild, channel, ada, place } = await openPlace();
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
  const { discord, channel, ada, place } = await openPlace();
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
  const { channel, ada, place, discord } = await openPlace();
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
  const { channel, place } = await openPlace();
  const body = { ...quiet, content: "once", nonce: "7", enforceNonce: true };
  const first = await place.send(body);
  expect((await place.send(body)).id).toBe(first.id);
  await place.send({ ...body, nonce: "8" });
  expect(channel.messages()).toHaveLength(2);
});

test("direct messages reach the client and are answered there", async () => {
  const { discord, client } = await openPlace();
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
  const { discord, channel, ada, place, client } = await openPlace();
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
  const { channel, ada, place, client } = await openPlace();
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
  const { channel, ada, client, place } = await openPlace();
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
  const { discord, channel, ada, client, place } = await openPlace();
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
