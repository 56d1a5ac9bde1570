import { expect, test } from "vitest";
import { startClient } from "./client.ts";
import { startDiscord } from "./discord.ts";

test("a client logs in, sees its server and channel, hears a message, answers it and answers a slash command", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const started = performance.now();
  const client = await startClient(discord);
  expect(performance.now() - started).toBeLessThan(1000);
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
