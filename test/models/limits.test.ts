import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Limits, withLimits } from "#models/limits.ts";
import { failureOf, read, request, scriptedModel, settled } from "./scripted-model.ts";

const roomy: Limits = { concurrency: 2, waiting: 2, firstTokenMilliseconds: 5000, totalMilliseconds: 5000 };

describe("how many calls there are at once", () => {
  test("a call passes through as it is, and the model keeps its name", async () => {
    const model = scriptedModel("openai:small");
    model.next("The harbour ", "is closed.");
    const limited = withLimits(model, roomy);
    expect(limited.id).toBe("openai:small");
    const events = [];
    for await (const event of limited.complete(request)) events.push(event);
    expect(events).toEqual([
      { kind: "text", text: "The harbour " },
      { kind: "text", text: "is closed." },
      { kind: "end", finish: "stop", usage: { inputTokens: 100, outputTokens: 20, isEstimate: false, cost: null } },
    ]);
    expect(model.calls).toEqual([request]);
  });

  test("calls over the limit wait and come in their order; calls over the bound are busy at once", async () => {
    const model = scriptedModel();
    for (const word of ["a", "b", "c", "d"]) model.next({ wait: 5 }, word);
    const limited = withLimits(model, roomy);
    const done: string[] = [];
    const calls = Array.from({ length: 4 }, async () => void done.push(await read(limited.complete(request))));
    const error = await failureOf(read(limited.complete(request)));
    expect(error).toMatchObject({ trouble: "busy", retryable: true });
    expect(error.message).toBe(
      "Expected a free place at the model, found 2 calls under way and 2 waiting. Ask again in a moment.",
    );
    expect(model.calls).toHaveLength(2);
    await Promise.all(calls);
    expect(done).toEqual(["a", "b", "c", "d"]);
    expect(model.underWay).toEqual({ now: 0, most: 2 });
    expect(await read(limited.complete(request))).toBe("Yes.");
  });

  test("a waiter that is aborted leaves at once with its reason, and its place goes to another", async () => {
    const model = scriptedModel();
    model.next("hang");
    const limited = withLimits(model, { ...roomy, concurrency: 1, waiting: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const inside = read(limited.complete(request, first.signal));
    const waiting = read(limited.complete(request, second.signal));
    await settled();
    const reason = new Error("the reader went away");
    second.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    const third = read(limited.complete(request));
    await settled();
    first.abort(reason);
    await expect(inside).rejects.toBe(reason);
    expect(await third).toBe("Yes.");
    expect(model.calls).toHaveLength(2);
  });

  test("a call waits no longer than a call may take", async () => {
    const model = scriptedModel();
    model.next("Well, ", { wait: 200 }, "yes.");
    const limited = withLimits(model, { ...roomy, concurrency: 1, totalMilliseconds: 1000 });
    const impatient = withLimits(limited, { ...roomy, concurrency: 1, totalMilliseconds: 30 });
    const inside = failureOf(read(impatient.complete(request)));
    const error = await failureOf(read(impatient.complete(request)));
    expect([error.trouble, (await inside).trouble]).toEqual(["busy", "slow"]);
  });

  test("a call whose signal was aborted before does not reach the model", async () => {
    const model = scriptedModel();
    const reason = new Error("too late");
    await expect(read(withLimits(model, roomy).complete(request, AbortSignal.abort(reason)))).rejects.toBe(reason);
    expect(model.calls).toEqual([]);
  });

  test("whatever calls end how, the limit holds and no place is lost", async () => {
    const how = fc.constantFrom("ends", "breaks", "is left", "is aborted", "is aborted at once");
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(how, { maxLength: 12 }), async (concurrency, ends) => {
        const model = scriptedModel();
        for (const end of ends) {
          if (end === "breaks") model.next("Yes", new Error("gone"));
        }
        const limited = withLimits(model, { ...roomy, concurrency, waiting: 12 });
        await Promise.allSettled(ends.map((end) => callThat(end, limited)));
        expect(model.underWay.most).toBeLessThanOrEqual(concurrency);
        expect(model.underWay.now).toBe(0);
        const places = Array.from({ length: concurrency }, () => read(limited.complete(request)));
        expect(await Promise.all(places)).toHaveLength(concurrency);
      }),
      { numRuns: 60 },
    );
  });
});

async function callThat(end: string, model: ReturnType<typeof withLimits>): Promise<void> {
  const control = new AbortController();
  if (end === "is aborted at once") queueMicrotask(() => control.abort());
  for await (const _ of model.complete(request, control.signal)) {
    if (end === "is left") break;
    if (end === "is aborted") control.abort();
  }
}

describe("how long a call takes", () => {
  const quick: Limits = { ...roomy, concurrency: 1, firstTokenMilliseconds: 30, totalMilliseconds: 60 };

  test.each(["hang", "deaf"] as const)(
    "no first word in time is slow, and the request is aborted (%s)",
    async (how) => {
      const model = scriptedModel("openai:small");
      model.next("", how);
      const limited = withLimits(model, quick);
      const begun = performance.now();
      const error = await failureOf(read(limited.complete(request)));
      expect(performance.now() - begun).toBeLessThan(1000);
      expect(error).toMatchObject({ trouble: "slow", retryable: true });
      expect(error.message).toBe(
        "Expected a first word of openai:small within 0.03 s, found none. Ask again, or check whether its server is overloaded.",
      );
      expect(model.aborted).toEqual([error]);
      expect(await read(limited.complete(request))).toBe("Yes.");
    },
  );

  test("a call that never comes to its end is slow, also when its reader is", async () => {
    const model = scriptedModel();
    model.next("one ", "hang");
    model.next("one ", "two ", "three");
    const limited = withLimits(model, quick);
    expect(await failureOf(read(limited.complete(request)))).toMatchObject({ trouble: "slow", retryable: true });
    const slowReader = async (): Promise<void> => {
      for await (const _ of limited.complete(request)) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    expect(await failureOf(slowReader())).toMatchObject({ trouble: "slow" });
    expect(model.closed).toBe(1);
    expect(model.underWay.now).toBe(0);
  });

  test("the time a call waits for its turn is not its own", async () => {
    const model = scriptedModel();
    for (let i = 0; i < 2; i++) model.next({ wait: 20 }, "a", { wait: 20 }, "b");
    const limited = withLimits(model, { ...quick, totalMilliseconds: 75 });
    expect(await Promise.all([read(limited.complete(request)), read(limited.complete(request))])).toEqual(["ab", "ab"]);
  });

  test("after its end no timer is left, however it ends", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const model = scriptedModel();
    const limited = withLimits(model, quick);
    await read(limited.complete(request, new AbortController().signal));
    model.next("one", new Error("broken off"));
    await expect(read(limited.complete(request))).rejects.toThrow("broken off");
    for await (const _ of limited.complete(request)) break;
    expect(vi.getTimerCount()).toBe(0);
    expect(model.aborted).toEqual([]);
  });
});

describe("leaving a call", () => {
  test("the asker's abort ends it with their reason, also where the model does not listen", async () => {
    const model = scriptedModel();
    model.next("Well", "deaf");
    const control = new AbortController();
    const reason = new Error("the reader went away");
    setTimeout(() => control.abort(reason), 10);
    await expect(read(withLimits(model, roomy).complete(request, control.signal))).rejects.toBe(reason);
    expect(model.aborted).toEqual([reason]);
  });

  test("leaving the loop closes the stream", async () => {
    const model = scriptedModel();
    model.next("one", "two", "hang");
    for await (const event of withLimits(model, roomy).complete(request)) {
      if (event.kind === "text" && event.text === "two") break;
    }
    expect(model).toMatchObject({ closed: 1, underWay: { now: 0 } });
  });

  test("an error of the model is the error of the call", async () => {
    const model = scriptedModel();
    const broken = new Error("broken off");
    model.next("one", broken);
    await expect(read(withLimits(model, roomy).complete(request))).rejects.toBe(broken);
  });
});
