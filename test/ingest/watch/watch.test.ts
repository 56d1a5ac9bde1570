import { expect, onTestFinished, test } from "vitest";
import { FetchError, ModelError } from "#errors.ts";
import { pause } from "#ingest/watch/pause.ts";
import { createMemoryFetchMemory } from "../../support/memory-fetch-memory.ts";
import { createMemoryLibrary } from "../../support/memory-library.ts";
import { held } from "../harness.ts";
import { article, createBench, feed, feedAddress, ingestInto, site } from "./watching.ts";

const busy = (retryAfter: number | null = null) =>
  new FetchError("The server has too much to do (503).", { trouble: "busy", retryAfter });
const gone = new FetchError("It is gone (410).", { trouble: "gone" });

test("the first poll comes at once and stores what the feed names; a feed that did not change costs one request", async () => {
  const bench = createBench({
    [feedAddress]: feed({ "/1": "One", "/2": "Two" }, { etag: "f1" }),
    [`${site}/1`]: article("One"),
    [`${site}/2`]: article("Two"),
  });
  await bench.run(() => expect(bench.asked()).toEqual(["/feed", "/1", "/2"]));
  expect(bench.said).toEqual(["added /1", "added /2", "batch"]);
  expect(bench.asked()).toEqual(["/feed?"]);
  expect(bench.waits).toEqual([10, 10]);
  expect(Object.keys(await held(bench.library))).toEqual(["One", "Two"]);
});

test("of a changed feed only what is new or told otherwise is fetched, with its own validators", async () => {
  const bench = createBench({
    [feedAddress]: feed({ "/1": "One", "/2": "Two" }, { etag: "f1" }),
    [`${site}/1`]: article("One", { etag: "a1" }),
    [`${site}/2`]: article("Two", { lastModified: "Tue, 24 Nov 2026 08:00:00 GMT" }),
    [`${site}/3`]: article("Three"),
  });
  await bench.run(
    () => {
      bench.asked();
      bench.said.length = 0;
      bench.fetcher.pages.set(
        feedAddress,
        feed({ "/3": "Three", "/1": "One, corrected", "/2": "Two" }, { etag: "f2" }),
      );
      bench.fetcher.pages.set(`${site}/1`, article("One, corrected", { etag: "a2" }));
    },
    () => {
      expect(bench.asked()).toEqual(["/feed?", "/3", "/1?"]);
      expect(bench.said).toEqual(["added /3", "updated /1", "batch"]);
      // The feed tells it otherwise, but the page is as it was.
      bench.fetcher.pages.set(feedAddress, feed({ "/3": "Three", "/1": "One", "/2": "Two!" }, { etag: "f3" }));
    },
    () => {
      expect(bench.asked()).toEqual(["/feed?", "/1?", "/2?"]);
      expect(bench.said).toHaveLength(3);
      bench.fetcher.pages.set(feedAddress, feed({ "/3": "Three", "/1": "One", "/2": "Two!" }, { etag: "f4" }));
    },
  );
  expect(bench.asked()).toEqual(["/feed?"]);
});

test("without validators a feed is fetched in full, and articles that are known are not", async () => {
  const bench = createBench({ [feedAddress]: feed({ "/1": "One" }), [`${site}/1`]: article("One") });
  await bench.run(() => bench.asked());
  expect(bench.asked()).toEqual(["/feed"]);
  expect(bench.said).toEqual(["added /1", "batch"]);
});

test("an article that fails is tried after 1, 2, 4 polls, said once, and stored when it comes", async () => {
  const bench = createBench({
    [feedAddress]: feed({ "/1": "One", "/2": "Two" }, { etag: "f1" }),
    [`${site}/1`]: busy(),
    [`${site}/2`]: article("Two"),
  });
  const tried: boolean[] = [];
  const look = () => {
    tried.push(bench.asked().includes("/1"));
  };
  await bench.run(...Array.from({ length: 8 }, () => look), () => {
    look();
    bench.fetcher.pages.set(`${site}/1`, article("One"));
  });
  expect(tried).toEqual([true, true, false, true, false, false, false, true, false]);
  expect(bench.said).toEqual(["failed /1", "added /2", "batch"]);
});

test("what failed and comes at last is stored, and asked for no more", async () => {
  const bench = createBench({ [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }), [`${site}/1`]: busy() });
  await bench.run(
    () => bench.fetcher.pages.set(`${site}/1`, article("One")),
    () => bench.asked(),
  );
  expect(bench.said).toEqual(["failed /1", "batch", "added /1", "batch"]);
  expect(bench.asked()).toEqual(["/feed?"]);
});

test("a page without an article is a failure too, and after a restart it is tried again although its feed is unchanged", async () => {
  const pages = {
    [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }),
    [`${site}/1`]: { body: " ", mediaType: "text/plain" },
  };
  const first = createBench(pages);
  await first.run();
  expect(first.said).toEqual(["failed /1", "batch"]);
  const again = createBench({ ...pages, [`${site}/1`]: article("One") }, { memory: first.memory });
  await again.run(() => expect(again.asked()).toEqual(["/feed"]));
  // The restarted process knows when it may try, and does not lose sight of it in between.
  expect(again.asked()).toEqual(["/feed?", "/1"]);
  expect(again.said).toEqual(["added /1", "batch"]);
});

test("a server that asks for patience gets it, before a restart and after", async () => {
  const bench = createBench({ [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }), [`${site}/1`]: busy(45 * 60) });
  const tried: boolean[] = [];
  await bench.run(...Array.from({ length: 5 }, () => () => tried.push(bench.asked().includes("/1"))));
  expect(tried).toEqual([true, false, false, false, false]);

  const whole = createBench({ [feedAddress]: busy(3 * 3600) });
  await whole.run();
  expect(whole.waits).toEqual([180]);
  const restarted = createBench({ [feedAddress]: feed({}) }, { memory: whole.memory });
  await restarted.run(() => expect(restarted.asked()).toEqual([]));
  expect(restarted.waits[0]).toBe(180);
  expect(restarted.asked()).toEqual(["/feed"]);
});

test("a feed that fails is asked less and less often, at least daily; its trouble is said when it begins and ends", async () => {
  const bench = createBench({ [feedAddress]: busy() });
  await bench.run(...Array.from({ length: 9 }, () => () => {}), () =>
    bench.fetcher.pages.set(feedAddress, feed({}, { etag: "f1" })),
  );
  expect(bench.waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 10]);
  expect(bench.said).toEqual(["failing: The server has too much to do (503).", "recovered"]);
});

test("a feed that recovers unchanged has failed no more", async () => {
  const page = feed({ "/1": "One" }, { etag: "f1" });
  const bench = createBench({ [feedAddress]: page, [`${site}/1`]: article("One") });
  await bench.run(
    () => bench.fetcher.pages.set(feedAddress, busy()),
    () => {},
    () => bench.fetcher.pages.set(feedAddress, page),
    () => bench.fetcher.pages.set(feedAddress, busy()),
  );
  expect(bench.waits).toEqual([10, 10, 20, 10, 10]);
  expect(bench.said.filter((line) => !line.includes("/1"))).toEqual([
    "batch",
    "failing: The server has too much to do (503).",
    "recovered",
    "failing: The server has too much to do (503).",
  ]);
});

test("a feed that cannot be read is trouble as well", async () => {
  const bench = createBench({
    [feedAddress]: { body: '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', mediaType: "text/xml" },
  });
  await bench.run();
  expect(bench.said).toEqual([expect.stringMatching(/^failing: Expected XML without declarations/)]);
});

test("a feed that wants to be asked less often is, also while it does not change", async () => {
  const bench = createBench({ [feedAddress]: feed({}, { etag: "f1", ttl: 60 }) });
  await bench.run(() => {});
  expect(bench.waits).toEqual([60, 60]);
});

test("who is killed between fetching and storing loses nothing", async () => {
  const pages = { [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }), [`${site}/1`]: article("One", { etag: "a1" }) };
  const memory = createMemoryFetchMemory();
  const killed = createBench(pages, {
    memory,
    ingestFrom: async () => async () => {
      throw new Error("killed");
    },
  });
  await expect(killed.run()).rejects.toThrow("killed");
  expect(killed.asked()).toEqual(["/feed", "/1"]);
  expect([...memory.records]).toEqual([]);
  const again = createBench(pages, { memory });
  await again.run();
  expect(again.said).toEqual(["added /1", "batch"]);
});

test("an embedder that is down is trouble of the source, and nothing is forgotten", async () => {
  let isDown = true;
  const library = createMemoryLibrary();
  const bench = createBench(
    { [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }), [`${site}/1`]: article("One") },
    {
      library,
      ingestFrom: async (reader) => {
        if (isDown) throw new ModelError("The embedder does not answer.");
        return ingestInto(library)(reader);
      },
    },
  );
  await bench.run(() => {
    isDown = false;
  });
  expect(bench.said).toEqual(["failing: The embedder does not answer.", "added /1", "batch", "recovered"]);
});

test("what was taken back is told once", async () => {
  const bench = createBench({ [feedAddress]: feed({ "/1": "One" }), [`${site}/1`]: gone });
  await bench.run(() => bench.asked());
  expect(bench.said).toEqual(["failed /1", "batch"]);
  expect(bench.asked()).toEqual(["/feed"]);
});

test("lists and sitemap indexes are walked each time, since what they name changes without them", async () => {
  const list = `${site}/list.txt`;
  const bench = createBench(
    {
      [list]: { body: `${site}/page\n${feedAddress}\n${site}/dead`, mediaType: "text/plain", etag: "l1" },
      [`${site}/page`]: article("Page", { etag: "p1" }),
      [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }),
      [`${site}/1`]: article("One"),
    },
    { sources: [list] },
  );
  await bench.run(
    () => {
      expect(bench.said).toEqual(["added /page", "added /1", "failed /dead", "batch"]);
      expect(bench.asked()).toEqual(["/list.txt", "/page", "/feed", "/dead", "/1"]);
    },
    () => {
      expect(bench.asked()).toEqual(["/list.txt", "/page?", "/feed?", "/dead"]);
      bench.fetcher.pages.set(`${site}/page`, article("Page two", { etag: "p2" }));
    },
    () => {
      expect(bench.asked()).toEqual(["/list.txt", "/page?", "/feed?"]);
      expect(bench.said.slice(4)).toEqual(["updated /page", "batch"]);
    },
  );
});

test("the address of an article is watched too", async () => {
  const page = `${site}/live`;
  const bench = createBench({ [page]: article("Live") }, { sources: [page] });
  await bench.run(
    () => {},
    () => bench.fetcher.pages.set(page, article("Live, later", { etag: "v1" })),
    () => bench.asked(),
  );
  expect(bench.said).toEqual(["added /live", "batch", "updated /live", "batch"]);
  expect(bench.asked()).toEqual(["/live?"]);
});

test("an article that is watched itself and is gone is withdrawn, once", async () => {
  const page = `${site}/live`;
  const bench = createBench({ [page]: article("Live", { etag: "v1" }) }, { sources: [page] });
  await bench.run(
    () => bench.fetcher.pages.set(page, gone),
    () => {},
  );
  expect(bench.said).toEqual(["added /live", "batch", "removed /live", "batch"]);
  expect(bench.waits).toEqual([10, 10, 10]);
});

test("many sources at once are no reason for a warning", async () => {
  const warnings: string[] = [];
  const hear = (warning: Error) => warnings.push(warning.message);
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  const sources = Array.from({ length: 30 }, (_, index) => `${site}/feed-${index}`);
  const bench = createBench(Object.fromEntries(sources.map((source) => [source, feed({})])), { sources, pause });
  setTimeout(() => bench.stop(), 50);
  await bench.run();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(bench.asked()).toHaveLength(30);
  expect(warnings).toEqual([]);
});

test("what one shelf holds is news to another", async () => {
  const pages = { [feedAddress]: feed({ "/1": "One" }, { etag: "f1" }), [`${site}/1`]: article("One", { etag: "a1" }) };
  const memory = createMemoryFetchMemory();
  await createBench(pages, { memory }).run();
  const other = createBench(pages, { memory, shelf: "other" });
  await other.run();
  expect(other.said).toEqual(["added /1", "batch"]);
});

test("sources do not wait for each other's servers, and one ingestion runs at a time", async () => {
  const slow = `${site}/slow`;
  let [running, most] = [0, 0];
  const library = createMemoryLibrary();
  const bench = createBench(
    {
      [slow]: feed({ "/2": "Two" }, { delay: 40 }),
      [feedAddress]: feed({ "/1": "One" }),
      [`${site}/1`]: article("One"),
      [`${site}/2`]: article("Two"),
    },
    {
      sources: [slow, feedAddress, feedAddress],
      library,
      pause: async (_milliseconds, signal) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        if (!signal.aborted) stop();
      },
      ingestFrom: async (reader) => {
        const ingest = await ingestInto(library)(reader);
        return async (...given) => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 20));
          const summary = await ingest(...given);
          running -= 1;
          return summary;
        };
      },
    },
  );
  const stop = (): void => bench.stop();
  await bench.run();
  expect(bench.said).toEqual(["added /1", "batch", "added /2", "batch"]);
  expect(most).toBe(1);
});

test("an abort ends a pause, a fetch and a batch within a moment", async () => {
  // Counted from the abort on, so that a busy machine does not count.
  let aborted = 0;
  const stop = new AbortController();
  setTimeout(() => {
    aborted = performance.now();
    stop.abort();
  }, 20);
  await pause(3_600_000, stop.signal);
  await pause(3_600_000, stop.signal);
  expect(performance.now() - aborted).toBeLessThan(100);

  const bench = createBench({ [feedAddress]: feed({}, { delay: 60_000 }) });
  setTimeout(() => {
    aborted = performance.now();
    bench.stop();
  }, 20);
  await bench.run();
  expect(performance.now() - aborted).toBeLessThan(100);
  expect(bench.said).toEqual([]);
});

test("a batch that is cut off is ended, and only what it stored is remembered", async () => {
  const titles = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`/${index}`, `Title ${index}`]));
  const articles = Object.entries(titles).map(([path, title]) => [`${site}${path}`, article(title)]);
  const pages = { [feedAddress]: feed(titles, { etag: "f1" }), ...Object.fromEntries(articles) };
  const library = createMemoryLibrary();
  const cut = createBench(pages, { library });
  cut.onReceipt(60, () => cut.stop());
  await cut.run();
  expect(cut.said.at(-1)).toBe("batch");
  const stored = Object.keys(await held(library)).length;
  expect(stored).toBeGreaterThanOrEqual(50);
  expect(stored).toBeLessThan(120);
  const again = createBench(pages, { library, memory: cut.memory });
  await again.run();
  expect(Object.keys(await held(library))).toHaveLength(120);
  expect(again.said.filter((line) => line.startsWith("failed"))).toEqual([]);
  // What was stored and noted is not fetched a second time.
  expect(again.asked().length).toBeLessThan(100);
});
