import { describe, expect, test } from "vitest";
import { abstained, answered } from "./fixtures.ts";
import { openScene, until } from "./harness.ts";

describe("a reply to an answer", () => {
  test("goes on with its conversation, to any of its messages, also after a restart", async () => {
    const { discord, ada, channel, scripted, bot, startAnother } = await openScene();
    const words = "a long statement about many things. ".repeat(100).trim();
    scripted.answer = ({ question }) => ({
      ...answered,
      question,
      statements: answered.statements.map((statement) => ({ ...statement, text: words })),
    });

    await ada.mentions(discord.bot, channel, "who was freed?");
    const first = await channel.nextMessage();
    await until(() => channel.lastMessage()?.components.length === 1, "the last message of the answer");
    await bot.stop();
    await startAnother();
    await ada.repliesTo(first, "and when was that?");
    await until(() => scripted.requests[1], "a second question");

    expect(scripted.requests[1]).toMatchObject({
      question: "and when was that?",
      history: [
        { role: "user", text: "who was freed?" },
        { role: "assistant", text: `${words} ${words} ${words}` },
      ],
    });
  });

  test("by someone else in the channel goes on as well, and so does a reply to that answer", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const grace = guild.addMember("grace");

    await ada.mentions(discord.bot, channel, "who was freed?");
    await grace.repliesTo(await channel.nextMessage(), "why?");
    await ada.repliesTo(await channel.nextMessage(), "when?");
    await channel.nextMessage();

    expect(scripted.requests[2]?.history?.filter(({ role }) => role === "user")).toEqual([
      { role: "user", text: "who was freed?" },
      { role: "user", text: "why?" },
    ]);
  });

  test("to a command, which Discord hides, is told how to ask on", async () => {
    const { ada, channel, scripted } = await openScene();

    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    await ada.repliesTo(answer, "why?");
    const told = await channel.nextMessage();

    expect(told.content).toBe(
      "Discord does not show me this reply. Press **Follow up** under my answer, or mention me in your message.",
    );
    expect(scripted.requests).toHaveLength(1);
  });
});

describe("an answer that the articles do not hold", () => {
  test("says so, names the nearest articles, and has no buttons for sources", async () => {
    const { discord, ada, channel, scripted } = await openScene();
    scripted.answer = ({ question }) => ({ ...abstained, question, understoodAs: question });

    await ada.mentions(discord.bot, channel, "who won the match?");
    const answer = await channel.nextMessage();

    expect(
      answer.content,
    ).toBe(`“match” does not occur in any of the 12 articles here, and nothing else in them answers the question.

Nearest to your question:
- Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>

-# Searched 12 articles, 1 May 2018 to 15 June 2018`);
    expect(answer.components).toEqual([]);
  });
});
