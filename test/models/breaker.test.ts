import { beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import { withBreaker } from "#models/breaker.ts";
import { withLimits } from "#models/limits.ts";
import {
  failureOf,
  movableClock,
  read,
  request,
  type ScriptedModel,
  scriptedModel,
  settled,
} from "./scripted-model.ts";

const broken = new ModelError("Expected an answer from the server, found none.", { retryable: true });

let clock: ReturnType<typeof movableClock>;
let model: ScriptedModel;
const guard = () => withBreaker(model, { failures: 3, restMilliseconds: 60_000, clock });

beforeEach(() => {
  clock = movableClock();
  model = scriptedModel("openai:small");
});

/** Fails a call; the clock moves on by a second. */
async function fail(guarded: ReturnType<typeof guard>, error: Error = broken): Promise<void> {
  model.next("It ", error);
  await expect(read(guarded.complete(request))).rejects.toBe(error);
  clock.pass(1000);
}

describe("a model that fails", () => {
  test("so many times in a row is left alone: calls fail at once and say since when, and when it is tried again", async () => {
    const guarded = guard();
    for (let i = 0; i < 3; i++) await fail(guarded);
    const error = await failureOf(read(guarded.complete(request)));
    expect(error).toMatchObject({ trouble: "down", retryable: true, cause: broken });
    expect(error.message).toBe(
      "Expected openai:small to work, found it failing since 2026-11-24T10:00:00Z. It is tried again from 2026-11-24T10:01:02Z on; nobody waits for it until then.",
    );
    expect(model.calls).toHaveLength(3);
  });

  test("is not left alone while it succeeds in between", async () => {
    const guarded = guard();
    for (let i = 0; i < 9; i++) {
      if (i % 3 === 2) expect(await read(guarded.complete(request))).toBe("Yes.");
      else await fail(guarded);
    }
    expect(model.calls).toHaveLength(9);
  });

  test("is tried by one call after the rest; it works again when that call has ended", async () => {
    const guarded = guard();
    for (let i = 0; i < 3; i++) await fail(guarded);
    clock.pass(59_999);
    model.next("Yes", { wait: 20 }, ".");
    const trial = read(guarded.complete(request));
    await settled();
    const meanwhile = await failureOf(read(guarded.complete(request)));
    expect(meanwhile.message).toContain("It is being tried right now");
    expect(await trial).toBe("Yes.");
    expect(await read(guarded.complete(request))).toBe("Yes.");
    expect(model.calls).toHaveLength(5);
  });

  test("the trial too rests again, and has failed since the first time", async () => {
    const guarded = guard();
    for (let i = 0; i < 3; i++) await fail(guarded);
    clock.pass(60_000);
    await fail(guarded);
    const error = await failureOf(read(guarded.complete(request)));
    expect(error.message).toContain(
      "failing since 2026-11-24T10:00:00Z. It is tried again from 2026-11-24T10:02:03Z on",
    );
    expect(model.calls).toHaveLength(4);
  });

  test("in the middle of a text has failed, and one whose reader stops at the end has not", async () => {
    const guarded = guard();
    await fail(guarded);
    await fail(guarded);
    for await (const event of guarded.complete(request)) if (event.kind === "end") break;
    await fail(guarded);
    await fail(guarded);
    expect(await read(guarded.complete(request))).toBe("Yes.");
  });
});

describe("what says nothing about the model", () => {
  test("an asker who goes away, a budget that is used up, a bug", async () => {
    const guarded = guard();
    for (let i = 0; i < 4; i++) {
      const control = new AbortController();
      model.next("Well", "hang");
      const call = read(guarded.complete(request, control.signal));
      await settled();
      control.abort(new Error("the reader went away"));
      await expect(call).rejects.toThrow("the reader went away");
      await fail(guarded, new ModelError("Today's budget is used up.", { trouble: "budget" }));
      await fail(guarded, new TypeError("undefined is not a function"));
    }
    expect(await read(guarded.complete(request))).toBe("Yes.");
  });

  test("our own queue that is full does not count, a server with too much to do does", async () => {
    const limits = { concurrency: 1, waiting: 0, firstTokenMilliseconds: 5000, totalMilliseconds: 5000 };
    const guarded = withBreaker(withLimits(model, limits), { failures: 3, restMilliseconds: 60_000, clock });
    model.next({ wait: 30 }, "Yes.");
    const inside = read(guarded.complete(request));
    await settled();
    for (let i = 0; i < 5; i++) expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("busy");
    expect(await inside).toBe("Yes.");
    for (let i = 0; i < 3; i++) await fail(guarded, new ModelError("Too many requests (429).", { trouble: "busy" }));
    expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("down");
  });

  test("a model that is too slow has failed", async () => {
    const limits = { concurrency: 1, waiting: 0, firstTokenMilliseconds: 10, totalMilliseconds: 5000 };
    const guarded = withBreaker(withLimits(model, limits), { failures: 2, restMilliseconds: 1000, clock });
    for (let i = 0; i < 2; i++) {
      model.next("hang");
      expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("slow");
    }
    expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("down");
  });

  test("a trial that its asker leaves: the next call is the trial", async () => {
    const guarded = guard();
    for (let i = 0; i < 3; i++) await fail(guarded);
    clock.pass(60_000);
    model.next("one", "two");
    for await (const _ of guarded.complete(request)) break;
    expect(await read(guarded.complete(request))).toBe("Yes.");
  });
});

test("calls from before the rest that fail late do not make it longer", async () => {
  const guarded = guard();
  model.next("Well", { wait: 20 }, broken);
  const late = read(guarded.complete(request));
  for (let i = 0; i < 3; i++) await fail(guarded);
  clock.pass(30_000);
  await expect(late).rejects.toBe(broken);
  clock.pass(30_000);
  expect(await read(guarded.complete(request))).toBe("Yes.");
});
