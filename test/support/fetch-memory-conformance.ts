import { afterEach, describe, expect, test } from "vitest";
import type { FetchMemory, FetchRecord } from "#ports.ts";

interface Running {
  readonly memory: FetchMemory;
  readonly stop?: () => Promise<void>;
}

export const fetchRecord: FetchRecord = {
  validators: { etag: 'W/"7"', lastModified: "Tue, 24 Nov 2026 08:00:00 GMT" },
  mark: "abc",
  fetchedAt: "2026-11-24T09:00:00.000Z",
  failures: 2,
  notBefore: "2026-11-24T10:00:00.000Z",
};

/** What every `FetchMemory` promises, whatever stands behind it. `start` gives an empty one at each call. */
export function describeFetchMemory(name: string, start: () => Promise<Running>): void {
  describe(`${name} keeps the promises of a fetch memory`, () => {
    let running: Running | null = null;
    afterEach(() => running?.stop?.());
    const open = async (): Promise<FetchMemory> => {
      running = await start();
      return running.memory;
    };

    test("what was never fetched is not known", async () => {
      expect(await (await open()).find("https://post.example/")).toBeNull();
    });

    test("what was saved is found as it was, under its very address", async () => {
      const memory = await open();
      await memory.save("https://post.example/a", fetchRecord);
      expect(await memory.find("https://post.example/a")).toEqual(fetchRecord);
      expect(await memory.find("https://post.example/A")).toBeNull();
      expect(await memory.find("https://post.example/a/")).toBeNull();
    });

    test("what is not known stays unknown, and the last record counts", async () => {
      const memory = await open();
      const bare = { validators: { etag: null, lastModified: null }, mark: null, failures: 0, notBefore: null };
      await memory.save("https://post.example/a", fetchRecord);
      await memory.save("https://post.example/a", { ...bare, fetchedAt: "2026-11-24T11:00:00.000Z" });
      expect(await memory.find("https://post.example/a")).toEqual({ ...bare, fetchedAt: "2026-11-24T11:00:00.000Z" });
    });

    test("many at once are all there", async () => {
      const memory = await open();
      const addresses = Array.from({ length: 50 }, (_, index) => `https://post.example/${index}`);
      await Promise.all(addresses.map((address, failures) => memory.save(address, { ...fetchRecord, failures })));
      expect((await memory.find("https://post.example/49"))?.failures).toBe(49);
      expect((await memory.find("https://post.example/0"))?.failures).toBe(0);
    });
  });
}
