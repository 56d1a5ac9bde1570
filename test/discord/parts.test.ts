import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { help } from "#discord/help.ts";
import { DiscordError } from "#discord/request.ts";
import { retrying } from "#discord/retry.ts";
import { createSeen } from "#discord/seen.ts";
import { createShelfWork } from "#discord/shelf-work.ts";
import { createTurnstile } from "#discord/turnstile.ts";
import { whileTyping } from "#discord/typing.ts";
import { hostile } from "./arbitrary.ts";
import { activeMarkup } from "./discord-markdown.ts";
import { deferred } from "./harness.ts";

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

test("the shelf of a server is changed by one at a time, and who ends twice ends nobody else's turn", () => {
  const work = createShelfWork();
  const first = work.begin("1");
  expect([work.begin("1"), work.begin("2")]).toEqual([null, expect.anything()]);
  first?.end();
  const second = work.begin("1");
  first?.end();
  expect(work.begin("1")).toBeNull();
  work.stop(new Error("stopping"));
  expect([first?.signal.aborted, second?.signal.aborted]).toEqual([false, true]);
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
      const shown = content.split("\n").slice(8, -2);
      expect(shown.flatMap((line) => activeMarkup(line.replace(/^- /u, "")))).toEqual([]);
    }),
  );
  expect(
    help([]).content,
  ).toBe(`I answer questions about the articles I was given, and from nothing else. Every sentence ends with the number of its source, and a button under the answer shows the words it rests on. If the articles do not hold an answer, I say so.

- Use \`/ask\`, or mention me with your question, or write to me directly.
- To ask on, reply to my answer. Under the answer to a \`/ask\`, press **Follow up** instead.
- \`/articles\` lists what I know.
- Those who may manage a server add articles for it with \`/add\`, and take them out with \`/remove\`.

Questions like these:
- Who is …?
- What did … say about …?
- When did … happen, and why?

-# I do not notice when a question is edited; ask it again. To take it back while I am at it, delete your message.`);
});
