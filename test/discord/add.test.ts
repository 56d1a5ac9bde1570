import { describe, expect, test } from "vitest";
import { createShelving } from "#add-articles.ts";
import type { Reader } from "#ports.ts";
import { moderatorOf, noLink, page, pages, text } from "./adding.ts";
import { deferred, openScene, until } from "./harness.ts";

describe("/add", () => {
  test("takes a file into the server's own shelf, says so to the moderator alone, and it is found there", async () => {
    const { guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);

    const added = await grace.slash(channel, "add", {
      file: text(
        "harbour.md",
        "---\noutlet: Harbour News\npublishedAt: 2026-11-20\n---\n# The quay reopens\n\nThe quay reopened on Friday. Forty boats came.",
      ),
    });
    const summary = await added.answered();

    expect(summary.content).toBe(`**1 added.** The shelf of this server holds 1 article now.
- The quay reopens · added · 1 passage`);
    expect([added.deferred, added.ephemeral]).toEqual([true, true]);
    expect(channel.messages()).toEqual([]);
    expect(summary.components).toMatchObject([{ components: [{ type: 2, style: 2, label: "Undo" }] }]);
    const [article] = await library.within([`server-${guild.id}`]).articles({ limit: 9, offset: 0 });
    expect(article).toMatchObject({ title: "The quay reopens", outlet: "Harbour News", publishedAt: "2026-11-20" });
    expect(await library.shelves()).toEqual(["main", `server-${guild.id}`]);
  });

  test("takes the same file name, sent again, as an update, and as nothing new where nothing changed", async () => {
    const { guild, channel } = await openScene();
    const grace = moderatorOf(guild);
    const send = async (words: string) =>
      (await (await grace.slash(channel, "add", { file: text("quay.txt", words) })).answered()).content.split("\n");

    expect(await send("The quay\n\nIt reopened.")).toContain("- The quay · added · 1 passage");
    expect(await send("The quay\n\nIt closed again.")).toContain("- The quay · updated · 1 passage");
    expect(await send("The quay\n\nIt closed again.")).toEqual([
      "**1 unchanged.** The shelf of this server holds 1 article now.",
      "- The quay · unchanged",
    ]);
  });

  test("takes JSON lines one by one: what failed comes first, ten are shown, the rest counted", async () => {
    const { guild, channel } = await openScene();
    const grace = moderatorOf(guild);
    const lines = Array.from({ length: 14 }, (_, index) =>
      index === 7 ? "{not json" : JSON.stringify({ title: `Article ${index}`, text: `It is article ${index}.` }),
    );

    const { content } = await (
      await grace.slash(channel, "add", { file: text("archive.jsonl", lines.join("\n")) })
    ).answered();

    const shown = content.split("\n");
    expect(shown[0]).toBe("**13 added, 1 failed.** The shelf of this server holds 13 articles now.");
    expect(shown[1]).toMatch(/^- archive\.jsonl:8 · failed: Expected /u);
    expect(shown).toHaveLength(12);
    expect(shown.at(-1)).toBe("-# and 4 more");
  });

  test("takes what a link leads to, of a feed the first 50 articles, and says that it took no more", async () => {
    const asked: string[] = [];
    const reader: Reader = {
      async *read(source) {
        asked.push(source);
        yield* pages(60);
      },
    };
    const { guild, channel, library } = await openScene({ reader });
    const grace = moderatorOf(guild);

    const { content } = await (
      await grace.slash(channel, "add", { link: "<https://news.example/feed.xml>" })
    ).answered();

    expect(asked).toEqual(["https://news.example/feed.xml"]);
    expect(content.split("\n")[0]).toBe("**50 added.** The shelf of this server holds 50 articles now.");
    expect(content.split("\n").slice(-2)).toEqual([
      "-# and 40 more",
      "-# Of what the link lists I took the first 50 articles.",
    ]);
    expect((await library.within([`server-${guild.id}`]).coverage()).articles).toBe(50);
  });

  test("takes a file and a link together as one batch, and tells what is the matter with each", async () => {
    const reader: Reader = {
      async *read(source) {
        yield { source, error: "Expected a page at https://news.example/a, found status 404. Check the address." };
      },
    };
    const { guild, channel } = await openScene({ reader });
    const grace = moderatorOf(guild);

    const { content } = await (
      await grace.slash(channel, "add", {
        file: text("quay.txt", "The quay\n\nIt reopened."),
        link: "https://news.example/a",
      })
    ).answered();

    expect(content).toBe(`**1 added, 1 failed.** The shelf of this server holds 1 article now.
- https\\://news.example/a · failed: Expected a page at https\\://news.example/a, found status 404. Check the address.
- The quay · added · 1 passage`);
  });

  test("shows how far it is, at most once in a while, and does not keep questions waiting", async () => {
    const more = deferred<void>();
    const reader: Reader = {
      async *read() {
        yield* pages(12);
        await more.promise;
        yield page(12);
      },
    };
    const { discord, guild, ada, channel } = await openScene({ reader, timing: { progressInterval: 150 } });
    const grace = moderatorOf(guild);

    const added = await grace.slash(channel, "add", { link: "https://news.example/feed.xml" });
    const progress = await added.answered();
    expect(progress.content).toBe("12 articles read so far…");
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    expect(answer.content).toContain("Ms. Johnson was convicted");

    const second = await grace.slash(channel, "add", { link: "https://news.example/other.xml" });
    expect((await second.answered()).content).toBe(
      "I am still at work on the articles of this server. Please wait until that is done.",
    );
    expect(second.ephemeral).toBe(true);
    more.resolve();
    await until(() => added.response()?.content.startsWith("**13 added"), "the end");
    const edits = discord.requests.filter(
      ({ method, path }) => method === "PATCH" && path.endsWith("/messages/@original"),
    );
    expect(edits.filter(({ body }) => JSON.stringify(body).includes("read so far"))).toHaveLength(1);
  });

  test("goes on in another server meanwhile", async () => {
    const more = deferred<void>();
    const reader: Reader = {
      async *read() {
        await more.promise;
        yield page(1);
      },
    };
    const { discord, guild, channel } = await openScene({ reader });
    const other = discord.createGuild("Elsewhere");
    const there = other.createChannel("general");
    const slow = await moderatorOf(guild).slash(channel, "add", { link: "https://news.example/" });

    const { content } = await (
      await moderatorOf(other).slash(there, "add", { file: text("a.txt", "A\n\nB is C.") })
    ).answered();

    expect(content).toContain("- A · added · 1 passage");
    more.resolve();
    await slow.answered();
  });

  test("is stopped by a restart: what was stored stays and is said, and the bot does not wait for the rest", async () => {
    const reader: Reader = {
      async *read(_, signal) {
        yield* pages(5);
        await new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      },
    };
    const { guild, channel, bot, library } = await openScene({ reader });
    const file = Array.from({ length: 120 }, (_, index) =>
      JSON.stringify({ title: `T${index}`, text: `Text ${index}.` }),
    );

    const added = await moderatorOf(guild).slash(channel, "add", {
      file: text("archive.jsonl", file.join("\n")),
      link: "https://news.example/feed.xml",
    });
    const shelf = library.within([`server-${guild.id}`]);
    for (let held = 0; held === 0; held = (await shelf.coverage()).articles) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const began = Date.now();
    await bot.stop();

    const { articles } = await shelf.coverage();
    expect(Date.now() - began).toBeLessThan(3000);
    const lines = added.response()?.content.split("\n") ?? [];
    expect(lines[0]).toBe(`**${articles} added.** The shelf of this server holds ${articles} articles now.`);
    expect(lines.at(-1)).toBe(
      "-# I am restarting and stopped here; what was stored until then stays. Add the rest again.",
    );
  });

  test("whose machinery fails says so with a number, and the log has the rest", async () => {
    const { guild, channel, log } = await openScene({
      shelving: createShelving(() => Promise.reject(new Error("no disk"))),
    });
    const { content } = await (
      await moderatorOf(guild).slash(channel, "add", { file: text("a.txt", "A\n\nB is C.") })
    ).answered();
    const [, number] =
      /^Something went wrong on my side, and I stopped there; what was stored before stays\. \((\w{6})\)$/u.exec(
        content,
      ) ?? [];
    expect(number).toBeDefined();
    expect(log.join("\n")).toContain(`could not change its articles (${number}): Error: no disk`);
  });

  test("of which Discord can not take the end any more tells it in the channel", async () => {
    const more = deferred<void>();
    const reader: Reader = {
      async *read() {
        await more.promise;
        yield page(1);
      },
    };
    const { guild, channel } = await openScene({ reader, timing: { interactionLife: 100 } });
    const added = await moderatorOf(guild).slash(channel, "add", { link: noLink });
    expect((await added.answered()).content).toBe(
      "This takes longer than Discord lets me wait here. The answer will come as a new message.",
    );
    more.resolve();
    expect((await channel.nextMessage()).content).toContain("**1 added.**");
  });
});

describe("/add that is stopped while it downloads", () => {
  test("says so, and nothing was added", async () => {
    const download = (_: string, __: number, signal: AbortSignal) =>
      new Promise<Uint8Array>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const { guild, channel, bot, library } = await openScene({ download });
    const added = await moderatorOf(guild).slash(channel, "add", { file: text("a.txt", "A\n\nB is C.") });
    await bot.stop();
    expect(added.response()?.content).toBe(
      "I am restarting and stopped there; what was stored before stays. Try again in a minute.",
    );
    expect(await library.shelves()).toEqual(["main"]);
  });
});
