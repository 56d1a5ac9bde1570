import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCustomId, encodeCustomId } from "#discord/custom-id.ts";
import { help } from "#discord/help.ts";
import { readInteraction, readMessage } from "#discord/incoming.ts";
import { questionIn } from "#discord/question.ts";
import { DiscordError } from "#discord/request.ts";
import { retrying } from "#discord/retry.ts";
import { createSeen } from "#discord/seen.ts";
import { createTurnstile } from "#discord/turnstile.ts";
import { whileTyping } from "#discord/typing.ts";
import { hostile } from "./arbitrary.ts";
import { activeMarkup } from "./discord-markdown.ts";
import { deferred } from "./harness.ts";

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
      kind: "command",
      name: "ask",
      options: new Map([["question", "who is <@6>?"]]),
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

describe("the turnstile", () => {
  test("lets in so many at once and the others in their order", async () => {
    const turnstile = createTurnstile({ perPerson: 9, atOnce: 2, waiting: 2 });
    const order: string[] = [];
    const enter = async (name: string) => {
      const leave = await turnstile.enter(name);
      order.push(typeof leave === "string" ? `${name}: ${leave}` : name);
      return leave;
    };
    const [a] = await Promise.all([enter("a"), enter("b")]);
    const c = enter("c");
    const d = enter("d");
    await enter("e");
    if (typeof a === "function") {
      a();
      a();
    }
    await c;
    expect(order).toEqual(["a", "b", "e: everyone", "c"]);
    const left = await c;
    if (typeof left === "function") {
      left();
    }
    await d;
    expect(order.at(-1)).toBe("d");
  });

  test("counts the questions of a person, waiting ones too, until they are left", async () => {
    const turnstile = createTurnstile({ perPerson: 2, atOnce: 1, waiting: 9 });
    const first = await turnstile.enter("a");
    const second = turnstile.enter("a");
    expect(await turnstile.enter("a")).toBe("person");
    if (typeof first === "function") {
      first();
    }
    await second;
    expect(typeof (await Promise.race([turnstile.enter("a"), Promise.resolve(() => {})]))).toBe("function");
  });
});

describe("typing", () => {
  const refusal = new DiscordError("no", { status: 403, code: 50013 });

  test("that Discord refuses gives up the work", async () => {
    let given: unknown = null;
    const work = whileTyping(
      () => Promise.reject(refusal),
      (signal) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            given = signal.reason;
          });
        }),
    );
    await expect(work).rejects.toBe(refusal);
    expect(given).toBe(refusal);
  });

  test("that fails otherwise does not matter", async () => {
    const broken = new DiscordError("broken", { status: 502, code: 0 });
    expect(
      await whileTyping(
        () => Promise.reject(broken),
        async () => "done",
      ),
    ).toBe("done");
  });

  test("has arrived before the answer goes out", async () => {
    const arrived = deferred<void>();
    let isDone = false;
    const work = whileTyping(
      () => arrived.promise,
      async () => "done",
    ).then(() => {
      isDone = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(isDone).toBe(false);
    arrived.resolve();
    await work;
    expect(isDone).toBe(true);
  });
});

describe("a call that fails", () => {
  const call = { method: "POST", route: "/interactions/1/t/callback" } as const;
  const failing = (...failures: (readonly [number, number])[]) => {
    let calls = 0;
    const request = retrying(async () => {
      calls += 1;
      const failure = failures.shift();
      if (failure !== undefined) {
        throw new DiscordError("failed", { status: failure[0], code: failure[1] });
      }
      return "done";
    }, [1, 1]);
    return { request, calls: () => calls };
  };

  test("is repeated when Discord or the network is to blame, and not without end", async () => {
    const passing = failing([502, 0], [0, 0]);
    expect(await passing.request(call)).toBe("done");
    const lasting = failing([502, 0], [502, 0], [502, 0], [502, 0]);
    await expect(lasting.request(call)).rejects.toMatchObject({ status: 502 });
    expect(lasting.calls()).toBe(3);
  });

  test("is not repeated when we are", async () => {
    const wrong = failing([400, 50035]);
    await expect(wrong.request(call)).rejects.toMatchObject({ code: 50035 });
    expect(wrong.calls()).toBe(1);
    await expect(failing([400, 40060]).request(call)).rejects.toMatchObject({ code: 40060 });
  });

  test("but had arrived counts as done", async () => {
    expect(await failing([0, 0], [400, 40060]).request(call)).toBeNull();
  });
});

test("only so many ids are remembered, and each is seen once", () => {
  const seen = createSeen(2);
  expect(["a", "a", "b", "c", "a"].map(seen)).toEqual([false, true, false, false, false]);
});

test("help is within the limits and inert whatever the examples are", () => {
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 5 }), (examples) => {
      const { content } = help(examples);
      expect(content.length).toBeLessThanOrEqual(2000);
      const shown = content.split("\n").slice(7, -2);
      expect(shown.flatMap((line) => activeMarkup(line.replace(/^- /u, "")))).toEqual([]);
    }),
  );
  expect(
    help([]).content,
  ).toBe(`I answer questions about the articles I was given, and from nothing else. Every sentence ends with the number of its source, and a button under the answer shows the words it rests on. If the articles do not hold an answer, I say so.

- Use \`/ask\`, or mention me with your question, or write to me directly.
- To ask on, reply to my answer. Under the answer to a \`/ask\`, press **Follow up** instead.
- \`/articles\` lists what I know.

Questions like these:
- Who is …?
- What did … say about …?
- When did … happen, and why?

-# I do not notice when a question is edited; ask it again.`);
});
