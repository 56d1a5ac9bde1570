import { expect, test } from "vitest";
import { once } from "./client.ts";
import { patient, rest, startDiscord } from "./discord.ts";
import { openPlace, quiet } from "./stage.ts";

test("nothing that happens in a channel hidden from the bot reaches it", async () => {
  const { guild, channel, ada, client } = await openPlace();
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
  await expect.poll(() => heard, patient).toEqual(["public"]);
});

test("people can send neither nothing nor more than Discord takes", async () => {
  const { channel, ada } = await openPlace();
  await expect(ada.says(channel, " ")).rejects.toThrow("found neither");
  await expect(ada.directs("x".repeat(4001))).rejects.toThrow("found 4001");
});

test("the bot looks up itself, servers, members and channels, and nothing it cannot see", async () => {
  const { discord, guild, channel, ada, client } = await openPlace();
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
  const { channel, ada, guild, client } = await openPlace();
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
  const { channel, ada, place } = await openPlace();
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
  const { discord, channel } = await openPlace();
  channel.forbid(permission);
  const answer = await rest(discord, method, `/channels/${channel.id}/${end}`, body);
  expect(answer).toMatchObject({ status: 403, body: { code } });
});

test("permissions for files, reactions, history and others' messages are asked for", async () => {
  const { discord, channel, ada, place } = await openPlace();
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
