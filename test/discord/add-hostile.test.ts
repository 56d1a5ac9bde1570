import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDownload } from "#discord/download.ts";
import { renderBatch } from "#discord/receipts.ts";
import { createTally } from "#discord/tally.ts";
import type { LocalDiscord } from "#local-discord/local-discord.ts";
import type { Receipt } from "#types.ts";
import { moderatorOf, text } from "./adding.ts";
import { hostile } from "./arbitrary.ts";
import { activeMarkup } from "./discord-markdown.ts";
import { openScene } from "./harness.ts";

/** As if the owner of the application had offered the command to everybody, and in direct messages. */
async function offerToAll(discord: LocalDiscord, options: readonly object[]): Promise<void> {
  const response = await fetch(`${discord.api}/v10/applications/${discord.applicationId}/commands`, {
    method: "PUT",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify([{ type: 1, name: "add", description: "Add", options }]),
  });
  expect(response.status).toBe(200);
}

describe("/add refuses", () => {
  test("who may not manage the server, whoever offered them the command, and direct messages", async () => {
    const { discord, channel, ada, library } = await openScene();
    const file = text("a.txt", "A\n\nB is C.");
    await expect(ada.slash(channel, "add", { file })).rejects.toThrow("wants permissions 32");
    await expect(ada.slash(ada.directMessages(), "add", { file })).rejects.toThrow("found /ask, /articles, /help");

    await offerToAll(discord, [{ type: 11, name: "file", description: "A file" }]);
    const here = await ada.slash(channel, "add", { file });
    const direct = await ada.slash(ada.directMessages(), "add", { file });

    expect((await here.answered()).content).toBe(
      "Only those who may manage this server (the permission **Manage Server**) can do that.",
    );
    expect((await direct.answered()).content).toBe("Articles are added and taken out in a server, for that server.");
    expect([here.ephemeral, direct.ephemeral]).toEqual([true, true]);
    expect(await library.shelves()).toEqual(["main"]);
  });

  test.each([
    [
      "nothing at all",
      {},
      "Expected a file or a link, found neither. Attach a file, or give the address of an article or a feed.",
    ],
    [
      "a path as a link",
      { link: "/etc/passwd" },
      "Expected an address that begins with http\\:// or https\\://, found “/etc/passwd”.",
    ],
    [
      "standard input as a link",
      { link: "-" },
      "Expected an address that begins with http\\:// or https\\://, found “-”.",
    ],
    [
      "a file address",
      { link: "file:///etc/passwd" },
      "Expected an address that begins with http\\:// or https\\://, found “file\\:///etc/passwd”.",
    ],
    [
      "markup as a link",
      { link: "@everyone **hi**" },
      "Expected an address that begins with http\\:// or https\\://, found “\\@everyone \\*\\*hi\\*\\*”.",
    ],
    [
      "a program",
      { file: text("tool.exe", "MZ") },
      "Expected a file that ends in .txt .md .jsonl .html .pdf .docx, found “tool.exe”. Save the article as one of these.",
    ],
    [
      "two endings",
      { file: text("a.txt.exe", "MZ") },
      "Expected a file that ends in .txt .md .jsonl .html .pdf .docx, found “a.txt.exe”. Save the article as one of these.",
    ],
    ["an empty file", { file: text("a.txt", "") }, "Expected a file with an article, found that “a.txt” is empty."],
  ])("%s", async (_, values, expected) => {
    const { guild, channel, library } = await openScene();
    const refused = await moderatorOf(guild).slash(channel, "add", values);
    expect((await refused.answered()).content).toBe(expected);
    expect([refused.ephemeral, refused.deferred]).toEqual([true, false]);
    expect(await library.shelves()).toEqual(["main"]);
  });

  test("an attachment that is too large before it is downloaded, and one that lies about its size or its place", async () => {
    const { guild, channel, ada, library } = await openScene();
    const grace = moderatorOf(guild);
    const [attachment] = (await ada.says(channel, "", [text("a.txt", "A\n\nB is C.")])).attachments;
    if (attachment === undefined) throw new Error("no attachment");
    const add = async (changes: object) =>
      (await (await grace.slash(channel, "add", { file: { ...attachment, ...changes } })).answered()).content;

    expect(await add({ size: 26 * 1024 * 1024 })).toBe("Expected a file of at most 25 MiB, found 26 MiB. Divide it.");
    expect(await add({ size: 3 })).toBe(
      "Expected 3 bytes in the attachment, as Discord says, found 10. Send the file again.",
    );
    expect(await add({ url: "http://127.0.0.1:9/attachments/1/2/a.txt" })).toBe(
      "Expected an attachment that Discord keeps, found another address. Send the file again.",
    );
    expect(await library.shelves()).toEqual(["main"]);
  });

  test("nothing of a name with paths, mentions and markup, and shows title and name as they are", async () => {
    const { guild, channel, library } = await openScene();
    const grace = moderatorOf(guild);
    const add = async (name: string, words: string) =>
      (await (await grace.slash(channel, "add", { file: text(name, words) })).answered()).content.split("\n");

    const title = "@everyone <@1> **look** [here](https://evil.example) `x` ||y|| # z \u202egnp.exe";
    expect((await add("../../<@1> @here **a**\\..\\b`.txt", `${title}\n\nIt says so.`))[1]).toBe(
      "- \\@everyone \\<\\@1\\> \\*\\*look\\*\\* \\[here\\](https\\://evil.example) \\`x\\` \\|\\|y\\|\\| # z gnp.exe · added · 1 passage",
    );
    expect((await add("a/../b`.txt", "")).join("")).toBe(
      "Expected a file with an article, found that “b\\`.txt” is empty.",
    );
    expect((await add("@everyone.jsonl", "{"))[1]).toMatch(/^- \\@everyone\.jsonl:1 · failed: Expected /u);
    // The same name without its folders is the same file.
    expect((await add("/x/b`.txt", "Other\n\nIt says no."))[1]).toBe("- Other · updated · 1 passage");
    expect((await library.within([`server-${guild.id}`]).coverage()).articles).toBe(1);
  });
});

describe("what is shown of a batch", () => {
  const word = fc.oneof(hostile, fc.string({ maxLength: 400 }));
  const receipt: fc.Arbitrary<Receipt> = fc.record(
    {
      source: word,
      status: fc.constantFrom("added", "updated", "unchanged", "duplicate", "removed", "failed"),
      title: word,
      passages: fc.nat(5000),
      error: word,
      notices: fc.array(fc.record({ kind: fc.constant("instructions" as const), message: word }), { maxLength: 5 }),
    },
    { requiredKeys: ["source", "status"] },
  );

  test("is within the limits and inert, however many receipts there are, and none is uncounted", () => {
    fc.assert(
      fc.property(
        fc.array(receipt, { maxLength: 30 }),
        fc.array(fc.constant("A note of ours."), { maxLength: 2 }),
        (receipts, notes) => {
          const tally = createTally();
          const counts = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
          for (const one of receipts) {
            tally.receipt(one);
            counts[one.status] += 1;
          }
          const summary = { batch: "20261124-150300-abcdef", ...counts, articles: 1_000_000, passages: 5, seconds: 1 };
          const { content } = renderBatch({ summary, ...tally.shown(), notes });
          expect(content.length).toBeLessThanOrEqual(2000);
          const [, ...rest] = content.split("\n");
          const lines = rest.filter((line) => line.startsWith("- "));
          expect(lines.flatMap((line) => activeMarkup(line.slice(2)))).toEqual([]);
          const more = Number(/^-# and ([\d,]+) more$/mu.exec(content)?.[1]?.replaceAll(",", "") ?? 0);
          expect(lines.length + more).toBe(receipts.length);
          expect(lines.length).toBeLessThanOrEqual(10);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("names what has notices", () => {
    const tally = createTally();
    const notices = [
      { kind: "instructions", message: "2 sentences read like instructions to a model" },
      { kind: "paywall", message: "the page shows only its beginning" },
    ] as const;
    tally.receipt({ source: "b", status: "added", title: "B", passages: 1 });
    tally.receipt({ source: "a", status: "added", title: "A", passages: 2, notices });
    const counts = { added: 2, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
    const summary = { batch: "b1", ...counts, articles: 2, passages: 3, seconds: 0 };
    expect(
      renderBatch({ summary, ...tally.shown() }).content,
    ).toBe(`**2 added.** The shelf of this server holds 2 articles now.
- A · added · 2 passages · ⚠ 2 sentences read like instructions to a model · ⚠ the page shows only its beginning
- B · added · 1 passage`);
  });
});

describe("the download of an attachment", () => {
  const serve = async (handle: Parameters<typeof createServer>[1]) => {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const { signal } = new AbortController();

  test("ends at the limit, whatever the server says of the length, and follows no redirect", async () => {
    const origin = await serve((request, response) => {
      if (request.url === "/elsewhere") {
        response.writeHead(302, { location: "/endless" }).end();
        return;
      }
      const part = Buffer.alloc(64 * 1024);
      const more = (): void => void (response.writable && response.write(part, () => setImmediate(more)));
      more();
    });
    const download = createDownload(`${origin}/api`);
    await expect(download(`${origin}/endless`, 1024 * 1024, signal)).rejects.toThrow(
      "Expected at most 1 MiB in an attachment, found more. Divide it.",
    );
    await expect(download(`${origin}/elsewhere`, 1024 * 1024, signal)).rejects.toThrow("found no connection");
  });

  test("of what is gone says so", async () => {
    const origin = await serve((_, response) => void response.writeHead(404).end("gone"));
    await expect(createDownload(origin)(`${origin}/a`, 9, signal)).rejects.toThrow(
      "Expected to get the attachment from Discord, found its status 404. Send the file again.",
    );
  });

  test("ends when its time is over or the bot stops", async () => {
    const origin = await serve((_, response) => void response.writeHead(200).write("a"));
    await expect(createDownload(origin, 100)(`${origin}/a`, 9, signal)).rejects.toThrow("found no end to it");
    const stopping = new AbortController();
    const download = createDownload(origin)(`${origin}/a`, 9, stopping.signal);
    const reason = new Error("stopping");
    stopping.abort(reason);
    await expect(download).rejects.toBe(reason);
  });

  test.each([
    "http://cdn.discordapp.com/a.txt",
    "https://cdn.discordapp.com.evil.example/a.txt",
    "https://evil.example/cdn.discordapp.com",
    "https://user:pass@cdn.discordapp.com/a.txt",
    "https://cdn.discordapp.com:8443/a.txt",
    "https://127.0.0.1/a.txt",
    "file:///etc/passwd",
    "data:text/plain,a",
    "a.txt",
  ])("does not go to %s", async (address) => {
    await expect(createDownload(null)(address, 9, signal)).rejects.toThrow("found another address");
    await expect(createDownload("http://127.0.0.1:9/api")(address, 9, signal)).rejects.toThrow("found another address");
  });
});
