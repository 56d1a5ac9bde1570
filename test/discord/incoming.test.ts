import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCustomId, encodeCustomId } from "#discord/custom-id.ts";
import { readMessage } from "#discord/incoming.ts";
import { readInteraction } from "#discord/interaction.ts";
import { questionIn } from "#discord/question.ts";

describe("the id of a button", () => {
  const answerId = fc.stringMatching(/^[\w-]{1,32}$/u);

  test("says what it said, within the limit", () => {
    const id = fc.oneof(
      fc.record({ verb: fc.constant("passage" as const), answerId, index: fc.nat(999_999) }),
      fc.record({ verb: fc.constantFrom("choose" as const, "follow" as const, "question" as const), answerId }),
      fc.record({ verb: fc.constant("articles" as const), offset: fc.nat(999_999_999) }),
    );
    fc.assert(
      fc.property(id, (one) => {
        const text = encodeCustomId(one);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(decodeCustomId(text)).toEqual(one);
      }),
    );
  });

  test.each([
    "",
    "fn2:passage:abc:0",
    "fn1:passage:abc",
    "fn1:articles:abc",
    "fn1:delete:abc",
    "fn1:follow:a b",
    "fn1:follow:",
  ])("is not understood where it is %j", (text) => {
    expect(decodeCustomId(text)).toBeNull();
  });
});

describe("what a message asks", () => {
  const names = { botId: "1", channel: (id: string) => (id === "7" ? "news" : null) };
  const ask = (content: string) => questionIn({ content, mentions: [{ id: "5", name: "Grace H." }] }, names);

  test.each([
    ["<@1> who was freed?", "who was freed?"],
    ["hey <@!1>, what did <@5> say?", "hey , what did @Grace H. say?"],
    ["<@6> and <@&8> in <#7> or <#9>", "@someone and @role in #news or #channel"],
    ["see </ask:123> <:wave:9> <a:party:9>", "see /ask :wave: :party:"],
    ["on <t:1529020800:D>?", "on 2018-06-15?"],
    ["<t:999999999999:R>", "<t:999999999999:R>"],
    [" two\n\nlines\u200B ", "two lines"],
    ["<@1>", ""],
  ])("%j is %j", (content, question) => {
    expect(ask(content)).toBe(question);
  });
});

describe("what Discord sends", () => {
  const message = {
    id: "10",
    channel_id: "20",
    guild_id: "30",
    type: 19,
    author: { id: "5", username: "grace", global_name: null },
    content: "why?",
    mentions: [{ id: "1", username: "footnote", global_name: "Footnote", member: { nick: "Foot" } }],
    referenced_message: {
      id: "9",
      author: { id: "1", username: "footnote", bot: true },
      content: "",
      mentions: [],
      interaction_metadata: { id: "8" },
    },
  };

  test("as a message is reduced to what the bot uses", () => {
    expect(readMessage(message)).toEqual({
      id: "10",
      channelId: "20",
      guildId: "30",
      author: { id: "5", isBot: false },
      content: "why?",
      mentions: [{ id: "1", name: "Foot" }],
      repliedTo: { id: "9", authorId: "1", answersCommand: true, content: "", mentions: [] },
    });
  });

  test("as a webhook is a bot, and as a notice is no message", () => {
    expect(readMessage({ ...message, webhook_id: "77" })?.author.isBot).toBe(true);
    expect(readMessage({ ...message, type: 7 })).toBeNull();
    expect(readMessage({ ...message, referenced_message: null })?.repliedTo).toBeNull();
  });

  test("as anything else is nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readMessage(value)).toBeNull();
        expect(readInteraction(value)).toBeNull();
      }),
    );
  });

  const base = { id: "10", token: "t", application_id: "2", channel_id: "20", channel: { id: "21" } };

  test("as an interaction is read with who did it and where", () => {
    const person = { id: "5", username: "grace" };
    const resolved = { users: { "6": { id: "6", username: "ada", global_name: "Ada" } } };
    const options = [{ name: "question", type: 3, value: "who is <@6>?" }];
    expect(
      readInteraction({
        ...base,
        type: 2,
        guild_id: "30",
        member: { user: person },
        data: { name: "ask", options, resolved },
      }),
    ).toEqual({
      id: "10",
      token: "t",
      channelId: "21",
      guildId: "30",
      userId: "5",
      permissions: 0n,
      kind: "command",
      name: "ask",
      options: new Map([["question", "who is <@6>?"]]),
      files: new Map(),
      mentions: [{ id: "6", name: "Ada" }],
    });
    expect(readInteraction({ ...base, type: 3, user: person, data: { custom_id: "x", values: ["1"] } })).toMatchObject({
      guildId: null,
      kind: "component",
      customId: "x",
      values: ["1"],
    });
    for (const holder of [
      { component: { custom_id: "q", value: "why?" } },
      { components: [{ custom_id: "q", value: "why?" }] },
    ]) {
      expect(
        readInteraction({
          ...base,
          type: 5,
          user: person,
          data: { custom_id: "m", components: [{ type: 18, ...holder }] },
        }),
      ).toMatchObject({ kind: "modal", fields: new Map([["q", "why?"]]) });
    }
    expect(readInteraction({ ...base, type: 3, data: { custom_id: "x" } })).toBeNull();
  });
});
