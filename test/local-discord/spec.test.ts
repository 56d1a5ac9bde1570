import { expect, test } from "vitest";
import { createSpecChecker, findDiscordSpec } from "../support/discord-spec.ts";
import { startClient } from "./client.ts";
import { patient, startDiscord } from "./discord.ts";

const checker = createSpecChecker(findDiscordSpec());

test.skipIf(checker === null)("a whole session, both directions, keeps to Discord's OpenAPI document", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada", { permissions: ["administrator"] });
  const client = await startClient(discord);
  const quiet = { allowedMentions: { parse: [] } };
  client.on("interactionCreate", async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply();
      await interaction.editReply({
        ...quiet,
        content: "An answer",
        embeds: [{ title: "Source", description: "words", fields: [{ name: "a", value: "b" }] }],
        components: [
          { type: 1, components: [{ type: 2, style: 1, label: "Passage", custom_id: "p" }] },
          {
            type: 1,
            components: [{ type: 3, custom_id: "s", options: [{ label: "One", value: "1" }], placeholder: "Sources" }],
          },
        ],
      });
      await interaction.followUp({ ...quiet, content: "More", flags: 64 });
    } else if (interaction.isButton()) {
      await interaction.showModal({
        custom_id: "m",
        title: "Ask on",
        components: [{ type: 1, components: [{ type: 4, custom_id: "q", style: 2, label: "Question" }] }],
      });
    } else if (interaction.isModalSubmit()) {
      await interaction.reply({ ...quiet, content: interaction.fields.getTextInputValue("q"), withResponse: true });
    } else if (interaction.isStringSelectMenu()) {
      await interaction.update({ ...quiet, content: "Chosen" });
    }
  });
  client.on("messageCreate", async (message) => {
    if (message.author.bot) return;
    await message.react("👀");
    const sent = await message.reply({
      ...quiet,
      content: "Seen",
      files: [{ attachment: Buffer.from("x"), name: "x.txt" }],
    });
    if (message.inGuild()) await sent.startThread({ name: "Talk" });
  });
  await client.application.commands.set([
    { name: "ask", description: "Ask", defaultMemberPermissions: "0", options: [] },
  ]);
  await client.application.fetch();
  channel.permit("sendMessages");

  const answer = await (await ada.slash(channel, "ask")).answered();
  const clicked = await ada.clicks(answer, "Passage");
  await ada.submits(clicked.modal, { Question: "And then?" });
  await ada.selects(answer, "s", ["1"]);
  await ada.says(channel, "hello", [{ name: "a.txt", bytes: new Uint8Array([1]) }]);
  const seen = await channel.nextMessage();
  await ada.repliesTo(seen, "thanks");
  await ada.directs("hi");
  await ada.directMessages().nextMessage();
  // Compiling the schemas blocks this process for a second, so nothing may be under way.
  await expect.poll(() => discord.requests.filter(({ route }) => route?.endsWith("/threads")), patient).toHaveLength(2);

  expect(discord.violations).toEqual([]);
  expect(checker?.check(discord.requests)).toEqual([]);
  expect(checker?.checkEvents(discord.gateway.events())).toEqual([]);
});

test.skipIf(checker === null)("a body with an unknown component or a missing field is found", async () => {
  const request = {
    method: "POST",
    path: "/channels/1/messages",
    route: null,
    files: [],
    status: 200,
    response: { id: "1" },
    time: 0,
  };
  const problems = checker?.check([{ ...request, body: { content: 5 } }]) ?? [];
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain("/content must be string,null");
  expect(problems[1]).toContain("must have required property");
  const files = { "7": { id: "7", filename: "a.txt", size: 5, url: "http://127.0.0.1/a.txt" } };
  const event = { s: 1, t: "INTERACTION_CREATE", d: { data: { resolved: { attachments: files } } } };
  expect(checker?.checkEvents([event])).toEqual([
    expect.stringContaining("INTERACTION_CREATE, attachment: / must have required property 'proxy_url'"),
  ]);
});
