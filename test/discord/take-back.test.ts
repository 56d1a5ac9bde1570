import { describe, expect, test } from "vitest";
import { moderatorOf, page, text } from "./adding.ts";
import { deferred, openScene } from "./harness.ts";

const undone = (count: number, held: number) =>
  `**${count} taken out again.** The shelf of this server holds ${held} articles now.`;

describe("Undo", () => {
  test("takes back what was added, also after a restart, and says when that was done already", async () => {
    const { guild, channel, bot, startAnother, library } = await openScene();
    const grace = moderatorOf(guild);
    const lines = ["A", "B"].map((title) => JSON.stringify({ title, text: `${title} is so.` }));
    const added = await (await grace.slash(channel, "add", { file: text("a.jsonl", lines.join("\n")) })).answered();
    await bot.stop();
    await startAnother();

    const first = await grace.clicks(added, "Undo");
    const taken = await first.answered();
    const second = await (await grace.clicks(added, "Undo")).answered();

    expect(taken.content).toBe(`${undone(2, 0)}\n- B · taken out again\n- A · taken out again`);
    expect(first.ephemeral).toBe(true);
    expect(second.content).toBe("This was taken back already.");
    expect(await library.within([`server-${guild.id}`]).articles({ limit: 9, offset: 0 })).toEqual([]);
  });

  test("brings back the text of before, and leaves alone what changed since", async () => {
    const { guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);
    const send = async (words: string) =>
      await (await grace.slash(channel, "add", { file: text("quay.txt", words) })).answered();
    const first = await send("The quay\n\nIt reopened.");
    const second = await send("The quay\n\nIt closed again.");

    const tooEarly = await (await grace.clicks(first, "Undo")).answered();
    const back = await (await grace.clicks(second, "Undo")).answered();

    expect(tooEarly.content).toMatch(
      /^\*\*1 failed\.\*\* The shelf of this server holds 1 article now\.\n- \w+ · failed: Expected the article “?"?\w+"? at version 1, as batch [\w-]+ left it, but it is at version 2\. It changed since and was left alone\.$/u,
    );
    expect(back.content).toBe(
      "**1 back to the text of before.** The shelf of this server holds 1 article now.\n- The quay · back to the text of before · 1 passage",
    );
    const [article] = await library.within([`server-${guild.id}`]).articles({ limit: 1, offset: 0 });
    const whole = await library.within([`server-${guild.id}`]).article(`server-${guild.id}`, article?.id ?? "");
    expect(whole?.text).toBe("It reopened.");
  });

  test("under a summary that all can see is for those who may manage the server only", async () => {
    const more = deferred<void>();
    const reader = {
      async *read() {
        await more.promise;
        yield page(1);
      },
    };
    const { guild, channel, ada, library } = await openScene({ reader, timing: { interactionLife: 50 } });
    const added = await moderatorOf(guild).slash(channel, "add", { link: "https://news.example/a" });
    await added.answered();
    more.resolve();
    const summary = await channel.nextMessage();

    const click = await ada.clicks(summary, "Undo");

    expect((await click.answered()).content).toBe(
      "Only those who may manage this server (the permission **Manage Server**) can do that.",
    );
    expect(click.ephemeral).toBe(true);
    expect((await library.within([`server-${guild.id}`]).coverage()).articles).toBe(1);
  });

  test("does nothing to another server's articles", async () => {
    const { discord, guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);
    const other = discord.createGuild("Elsewhere");
    const there = other.createChannel("general");
    const mallory = moderatorOf(other, "mallory");
    await (await grace.slash(channel, "add", { file: text("a.txt", "A\n\nB is C.") })).answered();
    const theirs = await (await mallory.slash(there, "add", { file: text("a.txt", "X\n\nY is Z.") })).answered();
    const shelf = await library.shelf(`server-${guild.id}`);
    const forged = await shelf.beginBatch("forged");
    const button = theirs.components[0]?.components?.[0];
    if (button === undefined) throw new Error("no button");
    Object.assign(button, { custom_id: `fn1:undo:${forged}-not-theirs` });

    const { content } = await (await mallory.clicks(theirs, "Undo")).answered();

    expect(content).toBe("I do not know what this added or removed any more, so I can not take it back.");
    expect((await library.within([`server-${guild.id}`]).coverage()).articles).toBe(1);
  });
});

describe("/remove", () => {
  const archive = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      JSON.stringify({
        id: `a${index}`,
        title: index === 0 ? "@everyone look" : `Ferry ${index}`,
        text: `Number ${index}.`,
        outlet: "Gazette",
        publishedAt: `2026-11-${String(index + 1).padStart(2, "0")}`,
      }),
    ).join("\n");

  test("offers the articles of the server's own shelf, newest first, and takes one out until it is taken back", async () => {
    const { guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);
    await (await grace.slash(channel, "add", { file: text("a.jsonl", archive(30)) })).answered();

    const all = await grace.autocompletes(channel, "remove", { article: "" });
    const ferries = await grace.autocompletes(channel, "remove", { article: "rry 2" });
    const byId = await grace.autocompletes(channel, "remove", { article: "a0" });
    expect(all).toHaveLength(25);
    expect(all[0]).toEqual({ name: "Ferry 29 · Gazette", value: "a29" });
    expect(ferries.map(({ value }) => value)).toEqual([
      "a29",
      "a28",
      "a27",
      "a26",
      "a25",
      "a24",
      "a23",
      "a22",
      "a21",
      "a20",
      "a2",
    ]);
    expect(byId).toEqual([{ name: "@everyone look · Gazette", value: "a0" }]);

    const removed = await grace.slash(channel, "remove", { article: "a0" });
    const message = await removed.answered();
    expect(message.content).toBe(
      "**1 removed.** The shelf of this server holds 29 articles now.\n- \\@everyone look · removed",
    );
    expect(removed.ephemeral).toBe(true);
    const shelf = `server-${guild.id}`;
    expect(await library.within([shelf]).article(shelf, "a0")).toBeNull();

    const back = await (await grace.clicks(message, "Undo")).answered();
    expect(back.content).toBe(
      "**1 brought back.** The shelf of this server holds 30 articles now.\n- \\@everyone look · brought back · 1 passage",
    );
    expect((await library.within([shelf]).article(shelf, "a0"))?.title).toBe("@everyone look");
  });

  test("takes the beginning of a title that is the only one, and says when it is not, or stands on another shelf", async () => {
    const { guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);
    await (await grace.slash(channel, "add", { file: text("a.jsonl", archive(3)) })).answered();
    const remove = async (article: string) =>
      (await (await grace.slash(channel, "remove", { article })).answered()).content;

    expect(await remove("ferry")).toBe(
      "Expected one article, found several whose title begins with “ferry”. Choose one from the list.",
    );
    expect(await remove("Kim Kardashian")).toBe(
      "Expected an article of this server's own shelf, found none with the id or title “Kim Kardashian”. Choose one from the list.",
    );
    expect(await remove("never-say-never")).toContain("found none with the id or title “never-say-never”");
    expect(await remove("FERRY 2")).toContain("- Ferry 2 · removed");
    expect((await library.within(["main"]).coverage()).articles).toBe(2);
  });
});
