import type { Interaction } from "discord.js";
import { expect, test } from "vitest";
import { patient, rest } from "./discord.ts";
import { quiet, stage } from "./stage.ts";

test("an answer that is promised and never given is noted", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.deferReply();
  });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  await expect(asked.answered({ timeoutMs: 20 })).rejects.toThrow("nothing came within 20 ms");
  discord.advance(15 * 60_000 + 1);
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["left thinking"]);
});

test("a follow-up while the bot is thinking becomes the answer", async () => {
  const { channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp({ ...quiet, content: "the answer", flags: 64 });
  });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  expect(await asked.answered()).toMatchObject({ content: "the answer", flags: 0 });
  expect(asked.followUps()).toEqual([]);
});

test("an answer can be fetched, deleted, and is gone then", async () => {
  const { channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { resource } = await interaction.reply({ ...quiet, content: "soon gone", withResponse: true });
    expect(resource?.message?.content).toBe("soon gone");
    expect((await interaction.fetchReply()).content).toBe("soon gone");
    await interaction.deleteReply();
    await expect(interaction.editReply("x")).rejects.toMatchObject({ code: 10008, status: 404 });
    await interaction.followUp({ ...quiet, content: "gone" });
  });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  expect((await asked.followUp(1)).content).toBe("gone");
  expect(asked.response()).toBeNull();
});

test("nobody acknowledging in time fails, and acknowledging then is refused with 10062", async () => {
  const kept: Interaction[] = [];
  const { discord, channel, ada } = await stage((interaction) => kept.push(interaction), { deadlineMs: 100 });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  expect(asked.failed).toBe(true);
  const [interaction] = kept;
  if (!interaction?.isChatInputCommand()) throw new Error("the command did not arrive");
  await expect(interaction.deferReply()).rejects.toMatchObject({ code: 10062, status: 404 });
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["missing acknowledgement", "refused with 10062"]);
});

test("a second acknowledgement is refused with 40060", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    const again = await rest(discord, "POST", `/interactions/${interaction.id}/${interaction.token}/callback`, {
      type: 5,
    });
    await interaction.editReply({ ...quiet, content: JSON.stringify(again.body) });
  });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  expect(JSON.parse((await asked.answered()).content)).toEqual({
    message: "Interaction has already been acknowledged.",
    code: 40060,
  });
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["second acknowledgement", "refused with 40060"]);
});

test("after 15 minutes the interaction's token is refused, and the client keeps its own", async () => {
  const kept: Interaction[] = [];
  const { discord, channel, ada, client } = await stage(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.deferReply();
    kept.push(interaction);
  });
  await ada.slash(channel, "ask", { question: "x" });
  await expect.poll(() => kept, patient).toHaveLength(1);
  discord.advance(15 * 60_000 + 1);
  const [interaction] = kept;
  if (!interaction?.isChatInputCommand()) throw new Error("the command did not arrive");
  await expect(interaction.editReply("late")).rejects.toMatchObject({ code: 50027, status: 401 });
  const place = client.channels.cache.get(channel.id);
  if (place?.isSendable()) await place.send({ ...quiet, content: "late, as a message" });
  expect((await channel.nextMessage()).content).toBe("late, as a message");
});

test("unknown interactions, tokens not acknowledged yet and callbacks that do not fit are refused", async () => {
  const { discord, channel, ada } = await stage(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const webhook = `/webhooks/${interaction.applicationId}/${interaction.token}`;
    const callback = `/interactions/${interaction.id}/${interaction.token}/callback`;
    const answers = [
      await rest(discord, "POST", webhook, { content: "x" }),
      await rest(discord, "PATCH", `${webhook}/messages/%40original`, { content: "x" }),
      await rest(discord, "POST", callback, { type: 7, data: { content: "x" } }),
      await rest(discord, "POST", `/interactions/${interaction.id}/nothing/callback`, { type: 5 }),
    ];
    const codes = answers.map(({ body }) => (body as { code: number }).code);
    await interaction.reply({ ...quiet, content: codes.join() });
  });
  const asked = await ada.slash(channel, "ask", { question: "x" });
  expect(asked.response()?.content).toBe("10015,10015,50035,10062");
});
