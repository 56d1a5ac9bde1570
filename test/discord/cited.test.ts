import { describe, expect, test } from "vitest";
import { answered, life } from "./fixtures.ts";
import { openScene, saveVersion } from "./harness.ts";

describe("a passage", () => {
  const shown = `**[1] Kim Kardashian West on a run for office: “Never say never”**
-# Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>

> The one person so far is Alice Johnson. **${life}** She had served 21 years.
> 
> **Kardashian took the case to the president personally, in May.** **A week later Trump commuted the life sentence, and Johnson was released.**`;

  test("is shown to the one who clicked and to nobody else", async () => {
    const { guild, ada, channel } = await openScene();
    const grace = guild.addMember("grace");
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();

    const click = await grace.clicks(answer, "Passage [1]");
    const passage = await click.answered();

    expect(passage.content).toBe(shown);
    expect(click.ephemeral).toBe(true);
    expect(channel.messagesVisibleTo(grace).map(({ id }) => id)).toContain(passage.id);
    expect(channel.messagesVisibleTo(ada).map(({ id }) => id)).not.toContain(passage.id);
  });

  test("is chosen from a menu where there are many", async () => {
    const { ada, channel, scripted } = await openScene();
    const [story] = answered.sources;
    if (story === undefined) {
      throw new Error("no source");
    }
    const many = Array.from({ length: 30 }, (_, index) =>
      story.passages.map((passage) => ({ ...passage, passageId: `p${index}` })),
    ).flat();
    scripted.answer = () => ({ ...answered, sources: [{ ...story, passages: many }] });

    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const chosen = await ada.selects(answer, "Show a cited passage", ["24"]);

    expect(answer.components[0]?.components?.[0]?.options?.slice(1, 2)).toEqual([
      {
        label: "[1] Ms. Johnson was convicted in 1996 of a non-violent drug offence and sentenced to life in…",
        value: "1",
        description: "Kim Kardashian West on a run for office: “Never say never”",
      },
    ]);
    expect((await chosen.answered()).content).toBe(shown);
    expect(chosen.ephemeral).toBe(true);
  });

  test("is still shown after a restart, as it was cited, and says when the article has changed", async () => {
    const { ada, channel, bot, startAnother, library } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();

    await bot.stop();
    await startAnother();
    await saveVersion(library, "never-say-never", 2);
    const passage = await (await ada.clicks(answer, "Passage [1]")).answered();

    expect(passage.content).toBe(
      `${shown}\n\n-# The article has changed since: this was cited from version 1, it is now at version 2.`,
    );
  });

  test("of an article that was removed is not shown", async () => {
    const { ada, channel, library } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const shelf = await library.shelf("main");
    await shelf.remove("never-say-never", await shelf.beginBatch("test"), { source: "test", status: "removed" });

    const removed = await (await ada.clicks(answer, "Passage [1]")).answered();
    const kept = await (await ada.clicks(answer, "Passage [2]")).answered();

    expect(removed.content).toBe("This article has been removed since, so I do not show it any more.");
    expect(kept.content).toContain("**She would do it again.** She said so twice.");
  });

  test("of an answer that is not known any more, or was given in another server, is not shown", async () => {
    const { discord, ada, channel, state } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const elsewhere = discord.createGuild("Elsewhere");
    const [record] = [...state.answers.records.values()];
    if (record === undefined) {
      throw new Error("no record");
    }

    state.answers.records.set(record.id, { ...record, place: `discord:${elsewhere.id}:${channel.id}` });
    const foreign = await (await ada.clicks(answer, "Passage [1]")).answered();
    state.answers.records.clear();
    const unknown = await (await ada.clicks(answer, "Passage [1]")).answered();

    expect(foreign.content).toBe("I do not have this answer any more. Please ask the question again.");
    expect(unknown.content).toBe(foreign.content);
  });

  test("of a shelf that servers do not search any more is not shown", async () => {
    const { ada, channel, bot, startAnother } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    await bot.stop();
    await startAnother({ searchMainInServers: false });

    const passage = await (await ada.clicks(answer, "Passage [1]")).answered();

    expect(passage.content).toBe(
      "The shelf that this article stands on is no longer searched here, so I do not show it.",
    );
  });
});
