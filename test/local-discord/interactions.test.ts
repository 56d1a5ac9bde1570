import type { InteractionReplyOptions } from "discord.js";
import { expect, test } from "vitest";
import { rest } from "./discord.ts";
import { quiet, stage } from "./stage.ts";

const withButtons: InteractionReplyOptions = {
  ...quiet,
  content: "An answer",
  components: [
    {
      type: 1,
      components: [
        { type: 2, style: 1, label: "Follow up", custom_id: "ask-on" },
        { type: 2, style: 2, label: "Old", custom_id: "old", disabled: true },
        { type: 2, style: 5, label: "Read", url: "https://example.org/" },
      ],
    },
    { type: 1, components: [{ type: 3, custom_id: "source", options: [{ label: "One", value: "1" }] }] },
  ],
};

test("a slash command is deferred, answered and followed up", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await interaction.editReply({ ...quiet, content: interaction.options.getString("question", true) });
    await interaction.followUp({ ...quiet, content: "more" });
  });
  const asked = await ada.slash(channel, "ask", { question: "Who?" });
  expect(asked).toMatchObject({ deferred: true, thinking: true, failed: false, ephemeral: false });
  expect(asked.response()).toBeNull();
  expect(channel.lastMessage()).toBeUndefined();
  expect(await asked.answered()).toMatchObject({ content: "Who?", type: 20, flags: 0 });
  expect((await asked.followUp(1)).content).toBe("more");
  expect(channel.messages().map(({ content }) => content)).toEqual(["Who?", "more"]);
  expect(discord.violations).toEqual([]);
});

test("an ephemeral answer is seen by the person who asked and nobody else", async () => {
  const { channel, guild, ada, client } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: 64 });
    await interaction.editReply({ ...withButtons, flags: [] });
  });
  const heard: string[] = [];
  client.on("messageCreate", (message) => heard.push(message.id));
  const eve = guild.addMember("Eve");
  const asked = await ada.slash(channel, "ask", { question: "Who?" });
  const answer = await asked.answered();
  expect(asked.ephemeral).toBe(true);
  expect(channel.messagesVisibleTo(ada)).toEqual([answer]);
  expect(channel.messagesVisibleTo(eve)).toEqual([]);
  expect(channel.messages()).toEqual([]);
  expect(heard).toEqual([]);
  await expect(eve.clicks(answer, "Follow up")).rejects.toThrow("only for another person");
});

test("a button opens a form, the form is answered, a menu changes its message", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(withButtons);
    else if (interaction.isButton()) {
      await interaction.showModal({
        custom_id: "form",
        title: "Ask on",
        components: [
          { type: 18, label: "Question", component: { type: 4, custom_id: "q", style: 1, max_length: 20 } },
          { type: 1, components: [{ type: 4, custom_id: "note", style: 1, label: "Note", required: false }] },
        ],
      });
    } else if (interaction.isModalSubmit()) {
      await interaction.reply({ ...quiet, content: `asked ${interaction.fields.getTextInputValue("q")}`, flags: 64 });
    } else if (interaction.isStringSelectMenu()) {
      await interaction.update({ ...quiet, content: `chose ${interaction.values.join()}`, components: [] });
    }
  });
  const answer = await (await ada.slash(channel, "ask", { question: "Who?" })).answered();
  const clicked = await ada.clicks(answer, "Follow up");
  expect(clicked.modal?.title).toBe("Ask on");
  const submitted = await ada.submits(clicked.modal, { Question: "Why?" });
  expect(submitted.response()).toMatchObject({ content: "asked Why?", flags: 64 });
  const selected = await ada.selects(answer, "source", ["1"]);
  expect(selected.response()).toMatchObject({ id: answer.id, content: "chose 1", components: [] });
  expect(channel.lastMessage()).toMatchObject({ id: answer.id, content: "chose 1" });
  expect(discord.violations).toEqual([]);
});

test("what a person could not do in Discord throws", async () => {
  const { channel, ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(withButtons);
    else if (interaction.isButton()) {
      const input = { type: 4 as const, custom_id: "q", style: 1 as const, max_length: 5 };
      await interaction.showModal({
        custom_id: "form",
        title: "Ask on",
        components: [{ type: 18, label: "Question", component: input }],
      });
    }
  });
  await expect(ada.slash(channel, "help")).rejects.toThrow("registered /help for this place, found /ask, /library");
  await expect(ada.slash(channel, "ask")).rejects.toThrow('the option "question", which is required');
  await expect(ada.slash(channel, "ask", { question: "x", more: 1 })).rejects.toThrow('found "more"');
  await expect(ada.slash(channel, "library add", { days: 31 })).rejects.toThrow("1 to 30");
  await expect(ada.slash(channel, "library drop")).rejects.toThrow('a subcommand "drop", found add');
  const answer = await (await ada.slash(channel, "ask", { question: "x" })).answered();
  await expect(ada.clicks(answer, "Close")).rejects.toThrow("found Follow up, Old, Read");
  await expect(ada.clicks(answer, "Old")).rejects.toThrow("disabled");
  await expect(ada.clicks(answer, "Read")).rejects.toThrow("is a link");
  await expect(ada.selects(answer, "source", ["2"])).rejects.toThrow('found "2"');
  await expect(ada.selects(answer, "source", [])).rejects.toThrow("found 0");
  const { modal } = await ada.clicks(answer, "ask-on");
  await expect(ada.submits(modal, {})).rejects.toThrow("required");
  await expect(ada.submits(modal, { Question: "too long" })).rejects.toThrow("found 8");
  await expect(ada.submits(modal, { Question: "x", Other: "y" })).rejects.toThrow('a field "Other"');
  await expect(ada.submits(null, {})).rejects.toThrow("a form that the bot showed");
});

test("an option completes itself", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed} is?`, value: typed }]);
  });
  expect(await ada.autocompletes(channel, "ask", { question: "who" })).toEqual([{ name: "who is?", value: "who" }]);
  expect(discord.violations).toEqual([]);
});

test("subcommands, numbers, people and files arrive, and commands in menus", async () => {
  const { channel, ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const { options } = interaction;
      const file = options.getAttachment("file", true);
      const text = await (await fetch(file.url)).text();
      const who = options.getUser("who", true).username;
      const told = `${options.getSubcommand()} ${file.name} ${text} ${options.getInteger("days")} ${who}`;
      await interaction.reply({ ...quiet, content: told });
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply({ ...quiet, content: interaction.targetMessage.content });
    } else if (interaction.isUserContextMenuCommand()) {
      await interaction.reply({ ...quiet, content: interaction.targetUser.username });
    }
  });
  const said = await ada.says(channel, "look", [{ name: "a.txt", bytes: new TextEncoder().encode("words") }]);
  const [file] = said.attachments;
  if (file === undefined) throw new Error("the upload is missing");
  const added = await ada.slash(channel, "library add", { file, days: 3, who: ada });
  expect((await added.answered()).content).toBe("add a.txt words 3 ada");
  expect((await ada.choosesOn(said, "Ask about this")).response()?.content).toBe("look");
  expect((await ada.choosesOnUser(channel, ada, "Greet")).response()?.content).toBe("ada");
});

test("a file that comes with a command is seen by nobody else, and there to be fetched", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const file = interaction.options.getAttachment("file", true);
    const words = await (await fetch(file.url)).text();
    await interaction.reply({ ...quiet, content: `${file.name} ${file.size} ${file.ephemeral} ${words}` });
  });
  const file = { name: "a b.txt", bytes: new TextEncoder().encode("words"), contentType: "text/plain" };
  const added = await ada.slash(channel, "library add", { file });
  expect((await added.answered()).content).toBe("a b.txt 5 true words");
  expect(channel.messages().flatMap(({ attachments }) => attachments)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test("global commands work in direct messages", async () => {
  const { ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({ ...quiet, content: `in ${interaction.guildId} ${interaction.context}` });
    }
  });
  const asked = await ada.slash(ada.directMessages(), "ask", { question: "x" });
  expect(asked.response()?.content).toBe("in null 1");
});

test("a command that asks for permissions is offered only to those who have them", async () => {
  const { discord, channel, guild, ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ ...quiet, content: "done" });
  });
  const manager = guild.addMember("Mona", { permissions: ["manageGuild"] });
  const admin = { name: "admin", description: "x", default_member_permissions: "32" };
  await rest(discord, "PUT", `/applications/${discord.applicationId}/guilds/${guild.id}/commands`, [admin]);
  await expect(ada.slash(channel, "admin")).rejects.toThrow("/admin wants permissions 32");
  expect((await manager.slash(channel, "admin")).response()?.content).toBe("done");
});
