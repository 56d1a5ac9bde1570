import { describe, expect, test } from "vitest";
import { answered, life } from "./fixtures.ts";
import { deferred, openScene, saveVersion, until } from "./harness.ts";

const answerText = `${life} **[1]**

Kardashian took the case to the president personally, in May. A week later Trump commuted the life sentence, and Johnson was released. **[1]**

She would do it again. **[2]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# **[2]** What she said on the radio
-# In the articles' own words · as of 15 June 2018`;

describe("a slash command", () => {
  test("is acknowledged at once and then answered, with a button for each passage and one to follow up", async () => {
    const { ada, channel, guild, scripted, state, log } = await openScene();

    const asked = await ada.slash(channel, "ask", { question: "Who was freed, and why?" });
    expect(asked.deferred).toBe(true);
    const answer = await asked.answered();

    expect(answer.content).toBe(answerText);
    expect(answer.components.flatMap((row) => row.components?.map(({ label }) => label))).toEqual([
      "Passage [1]",
      "Passage [2]",
      "Follow up",
    ]);
    expect(scripted.requests).toEqual([
      {
        question: "Who was freed, and why?",
        history: [],
        shelves: ["main", `server-${guild.id}`],
        payer: { person: ada.id, server: guild.id },
      },
    ]);
    const [record] = [...state.answers.records.values()];
    expect(record).toMatchObject({ place: `discord:${guild.id}:${channel.id}`, asker: ada.id, parent: null });
    await until(() => log.find((line) => /answered from sources: 2, in \d+ ms/u.test(line)), "a line in the log");
  });
});

describe("Follow up", () => {
  test("opens a dialogue whose question goes on with the conversation", async () => {
    const { ada, channel, scripted } = await openScene();

    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const { modal } = await ada.clicks(answer, "Follow up");
    if (modal === null) {
      throw new Error("no dialogue");
    }
    const second = await ada.submits(modal, { "Your question": "and why?" });
    expect(second.deferred).toBe(true);
    const reply = await second.answered();

    expect(reply.content).toBe(answerText);
    expect(scripted.requests[1]).toMatchObject({
      question: "and why?",
      history: [{ role: "user", text: "who was freed?" }, { role: "assistant" }],
    });
  });
});

describe("Follow up, pressed elsewhere than the answer was given,", () => {
  test("begins a new conversation", async () => {
    const { discord, ada, channel, scripted, state } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    for (const record of state.answers.records.values()) {
      state.answers.records.set(record.id, { ...record, place: `discord:${discord.createGuild("Elsewhere").id}:1` });
    }
    const { modal } = await ada.clicks(answer, "Follow up");
    if (modal === null) {
      throw new Error("no dialogue");
    }
    await (await ada.submits(modal, { "Your question": "and why?" })).answered();
    expect(scripted.requests[1]).toMatchObject({ question: "and why?", history: [] });
  });
});

describe("/articles and /help", () => {
  test("list and explain, to the one who asked only", async () => {
    const { ada, channel } = await openScene({ examples: ["Who freed Alice Johnson?"] });

    const articles = await ada.slash(channel, "articles");
    const help = await ada.slash(channel, "help");

    expect((await articles.answered()).content).toBe(`**I know 2 articles, 15 June 2018.**
- Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
- What she said on the radio`);
    expect((await help.answered()).content).toContain("Questions like these:\n- Who freed Alice Johnson?\n");
    expect([articles.ephemeral, help.ephemeral]).toEqual([true, true]);
  });

  test("turn pages in place", async () => {
    const { ada, channel, library } = await openScene();
    for (let number = 0; number < 9; number += 1) {
      await saveVersion(library, `copy-${number}`, 1);
    }

    const list = await ada.slash(channel, "articles");
    const first = await list.answered();
    const more = await ada.clicks(first, "More");
    const page = (handle: typeof list, name: string) =>
      until(() => [handle.response()].find((message) => message?.content.includes(name)) ?? undefined, name);
    const second = await page(more, "9 to 11");
    const back = await page(await ada.clicks(second, "Back"), "1 to 8");

    expect(first.content).toContain("-# 1 to 8 of 11");
    expect(second.content).toContain("-# 9 to 11 of 11");
    expect(second.id).toBe(first.id);
    expect(back.content).toBe(first.content);
  });
});

describe("the bounds", () => {
  test("let one person have two questions under way", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const grace = guild.addMember("grace");
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;

    await ada.mentions(discord.bot, channel, "one?");
    await ada.mentions(discord.bot, channel, "two?");
    await until(() => scripted.requests.length === 2, "two questions");
    await ada.mentions(discord.bot, channel, "three?");
    const refused = await channel.nextMessage();
    await grace.mentions(discord.bot, channel, "four?");
    await until(() => scripted.requests.length === 3, "a third question");
    ready.resolve(answered);
    for (const _ of ["one?", "two?", "four?"]) {
      await channel.nextMessage();
    }
    await ada.mentions(discord.bot, channel, "five?");
    await until(() => scripted.requests.length === 4, "a question after the others");
    await channel.nextMessage();

    expect(refused.content).toBe("I am still working on your other questions. Ask again when one of them is answered.");
    expect(scripted.requests.map(({ question }) => question)).toEqual(["one?", "two?", "four?", "five?"]);
  });
});
