import { describe, expect, test } from "vitest";
import type { Delivery } from "#discord/delivery.ts";
import { readDeletion } from "#discord/incoming.ts";
import { createReplies } from "#discord/interaction-replies.ts";
import { type Message, textMessage } from "#discord/message.ts";
import { createMessageReplies } from "#discord/message-replies.ts";
import { DiscordError } from "#discord/request.ts";
import type { AskRequest } from "#ports.ts";
import type { Answered } from "#types.ts";
import { abstained, answered, life } from "./fixtures.ts";
import { deferred, openScene, until } from "./harness.ts";

/** The answer of a model, of whose statements the first so many have passed. */
function soFar(count: number, answer: Answered = whole): Answered {
  const statements = answer.statements.slice(0, count);
  const cited = new Set(statements.flatMap(({ citations }) => citations.map(({ source }) => source)));
  return { ...answer, statements, sources: answer.sources.filter(({ number }) => cited.has(number)) };
}

const whole: Answered = { ...answered, answeredBy: "model" };

const firstSource =
  "-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>";

const firstPreview = `${life} **[1]**\n\n${firstSource}\n-# still writing…`;

/** An answer that the test tells on: `tell(2)` says that two statements have passed, `ready` brings the end. */
async function openWriting(options: Parameters<typeof openScene>[0] = {}) {
  const scene = await openScene({ timing: { previewInterval: 120 }, ...options });
  const ready = deferred<Awaited<ReturnType<typeof scene.scripted.answer>>>();
  const asked = deferred<{ request: AskRequest; signal: AbortSignal | undefined }>();
  scene.scripted.answer = (request, signal) => {
    asked.resolve({ request, signal });
    return ready.promise;
  };
  const tell = async (count: number, answer?: Answered): Promise<void> => {
    const { request } = await asked.promise;
    request.onProgress?.(soFar(count, answer));
  };
  /** What the bot put into the message of the answer, with the time of each. */
  const edits = () =>
    scene.discord.requests
      .filter(({ method, path }) => method === "PATCH" && path.includes("/messages/"))
      .map(({ body, time }) => ({ content: (body as { content: string }).content, time }));
  return { ...scene, ready, asked, tell, edits };
}

describe("an answer that a model writes", () => {
  test("to a command shows its first statement at once, without buttons, and is replaced by the whole", async () => {
    const { ada, channel, tell, ready, edits } = await openWriting();
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await tell(1);
    const preview = await asked.answered();
    expect(preview.content).toBe(firstPreview);
    expect(preview.components).toEqual([]);

    ready.resolve(whole);
    await until(() => asked.response()?.components.length === 1, "the whole answer");
    expect(asked.response()?.id).toBe(preview.id);
    expect(asked.response()?.content).toMatch(
      / \*\*\[2\]\*\*\n\n[\s\S]*\n-# Written by a language model from these sources/u,
    );
    expect(asked.followUps()).toEqual([]);
    expect(edits()).toHaveLength(2);
  });

  test("to a mention is a reply that grows, and what was shown stands in the whole", async () => {
    const { discord, ada, channel, tell, ready, edits } = await openWriting();
    const question = await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1);
    const preview = await channel.nextMessage();
    expect(preview.content).toBe(firstPreview);
    expect(preview.message_reference?.message_id).toBe(question.id);
    await tell(2);
    await until(() => channel.lastMessage()?.content.includes("in May"), "the second statement");
    await tell(3);
    await until(() => channel.lastMessage()?.content.includes("do it again"), "the third statement");
    ready.resolve(whole);
    await until(() => channel.lastMessage()?.components.length === 1, "the whole answer");

    const [whole_] = channel.messages().filter(({ author }) => author.id === discord.bot.id);
    expect(channel.messages()).toHaveLength(2);
    expect(whole_?.id).toBe(preview.id);
    const shown = edits().flatMap(({ content }) => content.split("\n").filter((line) => !line.startsWith("-#")));
    expect(shown.filter((line) => !whole_?.content.includes(line))).toEqual([]);
    expect(edits()).toHaveLength(3);
  });

  test("shows what comes faster together, with the pause between two edits", async () => {
    const { ada, channel, tell, ready, edits } = await openWriting({ timing: { previewInterval: 300 } });
    const many = Array.from({ length: 12 }, (_, index) => ({ text: `Point ${index}.`, citations: [] }));
    const answer = { ...whole, statements: many };
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    for (let count = 1; count <= 12; count += 1) {
      await tell(count, answer);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await until(() => asked.response()?.content.includes("Point 11."), "the last statement");
    const previews = edits();
    ready.resolve(answer);
    await until(() => asked.response()?.components.length === 1, "the whole answer");

    expect(previews.length).toBeLessThan(6);
    const pauses = previews.slice(1).map(({ time }, index) => time - (previews[index]?.time ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(240);
  });

  test("leaves the last edit that Discord takes to the whole, however fast it is written", async () => {
    // Discord's five in 5 s, and our pause, a fifth as long.
    const { discord, ada, channel, tell, ready } = await openWriting({
      discordOptions: { routeLimit: { requests: 5, windowMs: 1000 } },
      timing: { previewInterval: 250 },
    });
    const citations = whole.statements[0]?.citations ?? [];
    const many = Array.from({ length: 60 }, (_, index) => ({ text: `Point ${index}.`, citations }));
    const answer = { ...whole, statements: many };
    await ada.mentions(discord.bot, channel, "who was freed?");
    for (let count = 1; count <= 60; count += 1) {
      await tell(count, answer);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    const since = Date.now();
    ready.resolve(answer);
    await until(() => channel.lastMessage()?.components.length === 1, "the whole answer");
    expect(Date.now() - since).toBeLessThan(400);
    expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test("that outgrows a message stands still until it is whole, and is split then", async () => {
    const { discord, ada, channel, tell, ready } = await openWriting();
    const words = "a long statement about many things. ".repeat(60).trim();
    const long = {
      ...whole,
      statements: whole.statements.map((one, at) => (at === 0 ? one : { ...one, text: words })),
    };
    await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1, long);
    const first = await channel.nextMessage();
    await tell(2, long);
    await tell(3, long);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(channel.lastMessage()?.content).toBe(firstPreview);

    ready.resolve(long);
    await until(() => channel.lastMessage()?.components.length === 1, "the last message of the answer");
    const answers = channel.messages().filter(({ author }) => author.id === discord.bot.id);
    expect(answers.length).toBeGreaterThan(2);
    expect(answers[0]?.id).toBe(first.id);
    expect(answers[0]?.content).not.toContain("still writing");
  });

  test("that ends in not knowing is replaced", async () => {
    const { discord, ada, channel, tell, ready } = await openWriting();
    await ada.mentions(discord.bot, channel, "who won?");
    await tell(1);
    await channel.nextMessage();
    ready.resolve(abstained);
    await until(() => channel.lastMessage()?.content.startsWith("“match” does not occur"), "the abstention");
    expect(channel.messages()).toHaveLength(2);
    expect(channel.lastMessage()?.content).not.toContain("Ms. Johnson");
  });

  test("that fails is replaced by the line that says so", async () => {
    const { ada, channel, tell, ready } = await openWriting();
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await tell(1);
    await asked.answered();
    ready.reject(new Error("broken"));
    await until(() => asked.response()?.content.startsWith("Something went wrong"), "an apology");
    expect(asked.followUps()).toEqual([]);
  });

  test("and goes on writing after its end changes nothing any more", async () => {
    const { ada, channel, tell, ready, edits } = await openWriting();
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await tell(1);
    await tell(2);
    ready.resolve(whole);
    await until(() => asked.response()?.components.length === 1, "the whole answer");
    await tell(1);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(edits()).toHaveLength(2);
    expect(asked.response()?.components).toHaveLength(1);
  });

  test("past the life of its interaction comes as a new message, and none is left unfinished", async () => {
    const { ada, channel, tell, ready } = await openWriting({ timing: { interactionLife: 150, previewInterval: 20 } });
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    await tell(1);
    await until(() => asked.response()?.content.startsWith("This takes longer"), "a word on that");
    await tell(2);
    ready.resolve(whole);
    expect((await channel.nextMessage()).content).toContain("Ms. Johnson");
    expect(asked.response()?.content).toMatch(/^This takes longer/u);
  });
});

describe("trouble with what is shown before the whole", () => {
  test.each([
    ["a broken connection", "destroyRequest" as const],
    ["500", "serverError" as const],
  ])("%s: the whole answer to a command comes all the same", async (_, fault) => {
    const { discord, ada, channel, tell, ready } = await openWriting();
    const asked = await ada.slash(channel, "ask", { question: "who was freed?" });
    // As often as the client library tries by itself.
    discord.faults[fault]({ match: /PATCH .*@original/u, times: fault === "serverError" ? 4 : 1 });
    await tell(1);
    await tell(2);
    ready.resolve(whole);
    await until(() => asked.response()?.components.length === 1, "the whole answer");
  });

  test("an edit that fails: the whole answer stands in the message that was begun", async () => {
    const { discord, ada, channel, tell, ready } = await openWriting();
    await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1);
    const begun = await channel.nextMessage();
    discord.faults.destroyRequest({ match: /PATCH/u });
    await tell(2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    ready.resolve(whole);
    await until(() => channel.lastMessage()?.components.length === 1, "the whole answer");
    expect(channel.lastMessage()?.id).toBe(begun.id);
    expect(channel.messages()).toHaveLength(2);
  });

  test("a connection that breaks when the first message was taken: it appears once", async () => {
    const { discord, ada, channel, tell, ready } = await openWriting();
    discord.faults.destroyRequest({ match: /POST .*messages/u });
    await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1);
    ready.resolve(whole);
    await until(() => channel.lastMessage()?.components.length === 1, "the whole answer");
    expect(channel.messages()).toHaveLength(2);
  });
});

describe("an unfinished answer that somebody deletes", () => {
  const gone = new DiscordError("Unknown Message", { status: 404, code: 10008 });
  const message = textMessage("The whole answer.");
  const record = (calls: string[]): Delivery => {
    const call = (name: string, id: string) => async () => {
      calls.push(name);
      return id;
    };
    const refuse = (name: string) => async (_: unknown, __: Message, isPassing?: boolean) => {
      calls.push(name);
      return isPassing === true ? "7" : Promise.reject(gone);
    };
    const nothing = async (): Promise<void> => {};
    return {
      ...{ reply: call("reply", "7"), send: call("send", "9"), followUp: call("followUp", "8") },
      ...{ edit: refuse("edit"), change: refuse("change") },
      ...{
        remove: nothing,
        typing: nothing,
        defer: nothing,
        deferUpdate: nothing,
        reword: nothing,
        suggest: nothing,
        openModal: nothing,
        whisper: nothing,
      },
    };
  };

  test("leaves a mention its whole answer, as a new reply", async () => {
    const calls: string[] = [];
    const author = { id: "1", isBot: false };
    const asked = { id: "5", channelId: "6", guildId: null, author, content: "?", mentions: [], repliedTo: null };
    const replies = createMessageReplies(record(calls), asked);
    await replies.preview(message);
    expect(await replies.show(message)).toBe("discord:6:7");
    expect(calls).toEqual(["reply", "change", "reply"]);
  });

  test("leaves a command its whole answer, as a further message", async () => {
    const calls: string[] = [];
    const interaction = { id: "5", token: "t", channelId: "6", guildId: null, userId: "1" };
    const command = {
      ...interaction,
      kind: "command",
      name: "ask",
      options: new Map(),
      files: new Map(),
      permissions: 0n,
      mentions: [],
    } as const;
    const replies = createReplies({ delivery: record(calls), log: () => {} }, command, 1000);
    await replies.preview(message);
    expect(await replies.show(message)).toBe("discord:6:8");
    replies.end();
    expect(calls).toEqual(["edit", "edit", "followUp"]);
  });
});

test("deletions are read one by one and in bulk, and anything else names none", () => {
  expect(readDeletion({ id: "7", channel_id: "1" })).toEqual(["7"]);
  expect(readDeletion({ ids: ["7", "8"], channel_id: "1", guild_id: "2" })).toEqual(["7", "8"]);
  expect([{}, null, "7", { id: 7 }].map(readDeletion)).toEqual([[], [], [], []]);
});

describe("a reply to an answer that is still being written", () => {
  test("waits for the whole and goes on with its conversation", async () => {
    const { discord, ada, channel, scripted, tell, ready } = await openWriting();
    await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1);
    const begun = await channel.nextMessage();
    await ada.repliesTo(begun, "and why?");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(scripted.requests).toHaveLength(1);
    scripted.answer = ({ question }) => ({ ...answered, question });
    ready.resolve({ ...whole, question: "who was freed?" });
    await until(() => scripted.requests.length === 2, "the second question");
    await channel.nextMessage();
    expect(scripted.requests[1]?.history?.[0]).toEqual({ role: "user", text: "who was freed?" });
  });
});

describe("a question whose message is deleted", () => {
  test("is given up at once, and nothing is posted", async () => {
    const { discord, guild, ada, channel, asked, state, log } = await openWriting();
    const question = await ada.mentions(discord.bot, channel, "who was freed?");
    const { signal } = await asked.promise;
    const before = Date.now();
    await ada.deletes(question);
    await until(() => signal?.aborted, "the end of the work");
    expect(Date.now() - before).toBeLessThan(100);
    const line = `discord:${guild.id}:${channel.id} is not answered: its question was deleted.`;
    await until(() => log.includes(line), "a line in the log");
    expect(channel.messages()).toEqual([]);
    expect(state.answers.records.size).toBe(0);
  });

  test("takes along what was shown of its answer", async () => {
    const { discord, ada, channel, tell, ready, log } = await openWriting();
    const question = await ada.mentions(discord.bot, channel, "who was freed?");
    await tell(1);
    await channel.nextMessage();
    await ada.deletes(question);
    await until(() => channel.messages().length === 0, "an empty channel");
    ready.resolve(whole);
    await until(() => log.some((line) => line.includes("is not answered")), "a line in the log");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(channel.messages()).toEqual([]);
  });

  test("in direct messages is given up as well; other deletions change nothing", async () => {
    const { ada, scripted, log } = await openWriting();
    const talk = await ada.directs("one moment");
    await until(() => scripted.requests.length === 1, "the first question");
    await ada.deletes(talk);
    await until(() => log.filter((line) => line.includes("is not answered")).length === 1, "a line in the log");
    scripted.answer = () => answered;
    const old = await ada.directs("who was freed?");
    await ada.directMessages().nextMessage();
    await ada.deletes(old);
    await ada.directs("and why?");
    expect((await ada.directMessages().nextMessage()).content).toContain("Ms. Johnson");
  });
});
