import { beforeEach, describe, expect, test } from "vitest";
import { ModelError, StorageError } from "#errors.ts";
import { withBudget } from "#models/budget.ts";
import type { Budgets } from "#models/ledger.ts";
import { withLimits } from "#models/limits.ts";
import type { ChatRequest } from "#ports.ts";
import { createMemorySpend, type MemorySpend } from "../support/memory-spend.ts";
import {
  failureOf,
  movableClock,
  read,
  request,
  type ScriptedModel,
  scriptedModel,
  settled,
  usage,
} from "./scripted-model.ts";

const price = { input: 1000, output: 5000 };

let clock: ReturnType<typeof movableClock>;
let model: ScriptedModel;
let spend: MemorySpend;

beforeEach(() => {
  clock = movableClock();
  model = scriptedModel("openai:small");
  spend = createMemorySpend();
});

const guard = (budgets: Budgets = {}) => withBudget(model, { spend, budgets, clock, price });
const of = (person: string | null, server: string | null = null): ChatRequest => ({
  ...request,
  payer: { person, server },
});

describe("the books", () => {
  test("hold what a call used, with its cost, which the end of the call names too", async () => {
    const events = [];
    for await (const event of guard().complete(request)) events.push(event);
    // 100 tokens at 1,000 and 20 at 5,000 a million.
    expect(events.at(-1)).toEqual({ kind: "end", finish: "stop", usage: { ...usage, cost: 0.2 } });
    expect(spend.entries).toEqual([
      {
        at: "2026-11-24T10:00:00.000Z",
        model: "openai:small",
        purpose: "draft",
        payer: { person: "ada", server: "harbour" },
        usage: { ...usage, cost: 0.2 },
      },
    ]);
  });

  test("keep the cost that the model says itself, and none where no price is known", async () => {
    model.next("Yes.", { usage: { ...usage, cost: 0.07 } });
    await read(guard().complete(request));
    await read(withBudget(model, { spend, budgets: {}, clock, price: null }).complete(of(null)));
    expect(spend.entries.map((entry) => [entry.payer.person, entry.usage.cost])).toEqual([
      ["ada", 0.07],
      [null, null],
    ]);
  });

  test("hold a call whose reader stops at its end, once", async () => {
    for await (const event of guard().complete(request)) if (event.kind === "end") break;
    expect(spend.entries).toHaveLength(1);
  });

  test("hold an estimate of a call that broke, was aborted or was left in the middle of its text", async () => {
    const guarded = guard();
    const long = "The harbour is closed since Monday. ".repeat(20);
    const control = new AbortController();
    model.next(long, new ModelError("It broke off."));
    await failureOf(read(guarded.complete(request)));
    model.next(long, "hang");
    const aborted = read(guarded.complete(request, control.signal));
    await settled();
    control.abort(new Error("gone"));
    await expect(aborted).rejects.toThrow("gone");
    model.next(long, "more");
    for await (const _ of guarded.complete(request)) break;
    expect(spend.entries).toHaveLength(3);
    for (const entry of spend.entries) {
      expect(entry.usage).toMatchObject({ isEstimate: true });
      expect(entry.usage.inputTokens).toBeGreaterThan(5);
      expect(entry.usage.outputTokens).toBeGreaterThan(150);
      expect(entry.usage.outputTokens).toBeLessThan(350);
      expect(entry.usage.cost).toBeGreaterThan(0.75);
    }
  });

  test("hold the input of a call that was too slow or whose asker left before its first word", async () => {
    const limits = { concurrency: 2, waiting: 2, firstTokenMilliseconds: 20, totalMilliseconds: 500 };
    const guarded = withLimits(guard(), limits);
    model.next("hang");
    expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("slow");
    const control = new AbortController();
    model.next("hang");
    const aborted = read(guarded.complete(request, control.signal));
    await settled();
    control.abort(new Error("gone"));
    await expect(aborted).rejects.toThrow("gone");
    await settled();
    expect(spend.entries.map((entry) => entry.usage.outputTokens)).toEqual([0, 0]);
    expect(spend.entries[0]?.usage.inputTokens).toBeGreaterThan(5);
  });

  test("hold nothing of a call that the server did not take, or that was aborted before it was sent", async () => {
    const guarded = withLimits(guard(), {
      concurrency: 1,
      waiting: 1,
      firstTokenMilliseconds: 500,
      totalMilliseconds: 500,
    });
    model.next(new ModelError("Could not reach the server (ECONNREFUSED)."));
    await failureOf(read(guarded.complete(request)));
    model.next({ wait: 20 }, "Yes.");
    const inside = read(guarded.complete(of("ben")));
    const control = new AbortController();
    const waiting = read(guarded.complete(request, control.signal));
    await settled();
    control.abort(new Error("gone"));
    await expect(waiting).rejects.toThrow("gone");
    await inside;
    expect(spend.entries.map((entry) => entry.payer.person)).toEqual(["ben"]);
  });

  test("that can not be written end the call with what is the matter, and what it used stays set aside", async () => {
    const full = new StorageError("The disk is full.");
    const guarded = withBudget(model, {
      spend: { ...spend, add: () => Promise.reject(full) },
      budgets: { everyone: { tokens: 300 } },
      clock,
      price,
    });
    await expect(read(guarded.complete(request))).rejects.toBe(full);
    expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("budget");
  });
});

describe("a budget", () => {
  test("that a person has used up stops that person until midnight UTC, and nobody else", async () => {
    const guarded = guard({ person: { tokens: 240 } });
    await read(guarded.complete(of("ada")));
    clock.set("2026-11-24T23:59:59Z");
    await read(guarded.complete(of("ada")));
    const error = await failureOf(read(guarded.complete(of("ada"))));
    expect(error).toMatchObject({ trouble: "budget", retryable: false });
    expect(error.message).toBe(
      "Today's budget of the model for one person is used up: 240 of 240 tokens, calls under way included. It begins anew on 2026-11-25 at 00:00 UTC.",
    );
    expect(await read(guarded.complete(of("ben")))).toBe("Yes.");
    expect(await read(guarded.complete(of(null)))).toBe("Yes.");
    clock.set("2026-11-25T00:00:00Z");
    expect(await read(guarded.complete(of("ada")))).toBe("Yes.");
    expect(model.calls).toHaveLength(5);
  });

  test("of a server is for all its people, that for everyone for all servers", async () => {
    const guarded = guard({ server: { tokens: 200 }, everyone: { money: 0.6 } });
    await read(guarded.complete(of("ada", "harbour")));
    await read(guarded.complete(of("ben", "harbour")));
    expect((await failureOf(read(guarded.complete(of("cleo", "harbour"))))).message).toMatch(
      /for one server is used up: 240 of 200 tokens/,
    );
    await read(guarded.complete(of("cleo", "island")));
    expect((await failureOf(read(guarded.complete(of("dora"))))).message).toMatch(
      /for everyone together is used up: 0\.60 of 0\.60 in cost, calls under way included\./,
    );
  });

  test("counts what another process wrote", async () => {
    const guarded = guard({ everyone: { tokens: 1000 } });
    await spend.add({
      at: "2026-11-24T00:00:00Z",
      model: "other",
      purpose: "check",
      payer: { person: null, server: null },
      usage: { ...usage, inputTokens: 1000 },
    });
    expect((await failureOf(read(guarded.complete(request)))).trouble).toBe("budget");
  });

  test("counts calls under way with what they may come to, so that many at once do not pass it together", async () => {
    const guarded = guard({ person: { tokens: 1000 } });
    for (let i = 0; i < 10; i++) model.next({ wait: 20 }, "Yes.");
    // Each may come to a little over 300 tokens and comes to 120: three are under 1,000, the fourth begins below it.
    const calls = await Promise.allSettled(Array.from({ length: 10 }, () => read(guarded.complete(of("ada")))));
    expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    expect(model.underWay.most).toBe(4);
    // What was set aside and not used is free again.
    expect(await read(guarded.complete(of("ada")))).toBe("Yes.");
    expect(await read(guarded.complete(of("ada")))).toBe("Yes.");
  });

  test("of nothing lets nothing through, and without budgets everything goes", async () => {
    expect((await failureOf(read(guard({ everyone: { tokens: 0 } }).complete(request)))).trouble).toBe("budget");
    expect((await failureOf(read(guard({ person: { money: 0 } }).complete(request)))).trouble).toBe("budget");
    expect(await read(guard({ person: {}, server: {} }).complete(request))).toBe("Yes.");
    expect(await read(guard().complete(request))).toBe("Yes.");
  });
});
