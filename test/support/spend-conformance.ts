import { afterEach, describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import type { SpendEntry, SpendLog } from "#ports.ts";

interface Running {
  readonly spend: SpendLog;
  readonly stop?: () => Promise<void>;
}

const day = "2026-11-24T00:00:00.000Z";
const nothing = { calls: 0, tokens: 0, cost: 0 };

function entry(given: Partial<SpendEntry> & { readonly cost?: number | null } = {}): SpendEntry {
  const { cost = 0.25, ...rest } = given;
  return {
    at: "2026-11-24T09:30:00.000Z",
    model: "openai:small",
    purpose: "draft",
    payer: { person: "ada", server: "harbour" },
    usage: { inputTokens: 1000, outputTokens: 200, isEstimate: false, cost },
    ...rest,
  };
}

/** What every `SpendLog` promises, whatever stands behind it. `start` gives an empty one at each call. */
export function describeSpendLog(name: string, start: () => Promise<Running>): void {
  describe(`${name} keeps the promises of a spend log`, () => {
    let running: Running | null = null;
    afterEach(() => running?.stop?.());
    const withEntries = async (...entries: readonly SpendEntry[]): Promise<SpendLog> => {
      running = await start();
      for (const each of entries) await running.spend.add(each);
      return running.spend;
    };

    test("nothing was used before the first call", async () => {
      const spend = await withEntries();
      expect(await spend.total(day)).toEqual(nothing);
      expect(await spend.total(day, { person: "ada" })).toEqual(nothing);
    });

    test("tokens of input and output are added up, and so is the cost of the calls that have one", async () => {
      const spend = await withEntries(entry(), entry({ cost: null }), entry({ cost: 0.5 }));
      expect(await spend.total(day)).toEqual({ calls: 3, tokens: 3600, cost: 0.75 });
    });

    test("a person and a server have used what was done for them, and no other", async () => {
      const spend = await withEntries(
        entry(),
        entry({ payer: { person: "ada", server: null } }),
        entry({ payer: { person: "ben", server: "harbour" } }),
        entry({ payer: { person: null, server: null } }),
        entry({ payer: { person: "harbour", server: "ada" } }),
      );
      expect(await spend.total(day)).toMatchObject({ calls: 5 });
      expect(await spend.total(day, { person: "ada" })).toMatchObject({ calls: 2, tokens: 2400 });
      expect(await spend.total(day, { server: "harbour" })).toMatchObject({ calls: 2, tokens: 2400 });
      expect(await spend.total(day, { person: "ben" })).toMatchObject({ calls: 1 });
      expect(await spend.total(day, { person: "null" })).toEqual(nothing);
    });

    test("a call counts from its own moment on, however the moment is written", async () => {
      const spend = await withEntries(
        entry({ at: "2026-11-23T23:59:59.999Z" }),
        entry({ at: "2026-11-24T00:00:00Z" }),
        entry({ at: "2026-11-24T01:00:00.5+01:00" }),
      );
      expect(await spend.total(day)).toMatchObject({ calls: 2 });
      expect(await spend.total("2026-11-24T00:00:00Z")).toMatchObject({ calls: 2 });
      expect(await spend.total("2026-11-24T00:00:00.500Z")).toMatchObject({ calls: 1 });
      expect(await spend.total("2026-11-23T00:00:00Z", { person: "ada" })).toMatchObject({ calls: 3 });
      expect(await spend.total("2026-11-25T00:00:00Z")).toEqual(nothing);
    });

    test("calls that are added at once are all there", async () => {
      const spend = await withEntries();
      await Promise.all(Array.from({ length: 50 }, () => spend.add(entry())));
      expect(await spend.total(day)).toMatchObject({ calls: 50, tokens: 60_000 });
    });

    test("a time that is none is refused", async () => {
      const spend = await withEntries();
      await expect(spend.add(entry({ at: "yesterday" }))).rejects.toThrow(InputError);
      await expect(spend.total("")).rejects.toThrow(InputError);
      expect(await spend.total(day)).toEqual(nothing);
    });
  });
}
