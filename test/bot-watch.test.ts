import { expect, test } from "vitest";
import { startWatching, type Watch } from "#bot-watch.ts";
import { StorageError } from "#errors.ts";
import type { BatchSummary } from "#types.ts";

const config = { sources: ["https://news.example/feed.xml"], minutes: 15, shelf: "main" };
const nothing = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
const batch = (counts: Partial<BatchSummary>): BatchSummary => ({
  ...{ batch: "b7", articles: 9, passages: 20, seconds: 1 },
  ...nothing,
  ...counts,
});

function started(watch: Watch, sources = config.sources, signal = new AbortController().signal) {
  const log: string[] = [];
  const options = {
    watch,
    config: { ...config, sources },
    describe: String,
    log: (line: string) => void log.push(line),
  };
  return { log, ended: startWatching(options, signal) };
}

test("the log has a line for each batch that changed something, with counts only", async () => {
  const { log, ended } = started(async ({ onBatch, ...request }) => {
    expect(request).toEqual(config);
    onBatch(batch({ unchanged: 40 }));
    onBatch(batch({ added: 2, unchanged: 38, failed: 1 }));
    onBatch(batch({ updated: 1, removed: 1 }));
  });
  await ended;
  expect(log).toEqual([
    'Watching 1 source every 15 minutes for the shelf "main".',
    "Watching: 2 added, 1 failed (batch b7).",
    "Watching: 1 updated, 1 removed (batch b7).",
  ]);
});

test("nothing is watched where no source is set, or the bot is stopping already", async () => {
  const never: Watch = () => Promise.reject(new Error("called"));
  const none = started(never, []);
  const late = started(never, config.sources, AbortSignal.abort());
  await Promise.all([none.ended, late.ended]);
  expect([...none.log, ...late.log]).toEqual([]);
});

test("it ends with the bot, and a failure leaves the bot as it is", async () => {
  const stop = new AbortController();
  const stopped = started(
    (_, signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    config.sources,
    stop.signal,
  );
  stop.abort();
  await stopped.ended;
  expect(stopped.log).toHaveLength(1);

  const failed = started(() => Promise.reject(new StorageError("The disk is full.")));
  await failed.ended;
  expect(failed.log[1]).toBe(
    "The watching has ended, the bot answers on: StorageError: The disk is full. See to that, then start again.",
  );
});
