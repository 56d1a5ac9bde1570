import { expect, test } from "vitest";
import { startWatching, type Watch } from "#bot-watch.ts";
import { FetchError } from "#errors.ts";
import type { BatchSummary } from "#types.ts";

const source = "https://news.example/feed.xml";
const config = { sources: [source], minutes: 15, shelf: "main" };
const nothing = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
const begun = 'Watching 1 source every 15 minutes for the shelf "main".';

function batch(counts: Partial<BatchSummary>): BatchSummary {
  return { batch: "b7", articles: 9, passages: 20, seconds: 1, ...nothing, ...counts };
}

function started(watch: Watch, sources = config.sources, signal = new AbortController().signal) {
  const log: string[] = [];
  const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const options = { watch, config: { ...config, sources }, describe, log: (line: string) => void log.push(line) };
  return { log, ended: startWatching(options, signal) };
}

test("the log has a line for each batch that changed something, with counts and no word of an article", async () => {
  const { log, ended } = started(async (request, report) => {
    expect(request).toEqual(config);
    report.batch(source, batch({ unchanged: 40 }));
    report.receipt({ source: `${source}/a`, status: "added", title: "The secret title" });
    report.batch(source, batch({ added: 2, unchanged: 38, failed: 1 }));
    report.batch(source, batch({ updated: 1, removed: 1 }));
  });
  await ended;
  expect(log).toEqual([begun, `${source}: 2 added, 1 failed (batch b7)`, `${source}: 1 updated, 1 removed (batch b7)`]);
});

test("the log says when a source begins to fail and when it answers again", async () => {
  const { log, ended } = started(async (_, report) => {
    report.failing(source, new FetchError("Expected a feed, found status 503.", { trouble: "down" }));
    report.recovered(source);
  });
  await ended;
  expect(log.slice(1)).toEqual([
    `${source}: Expected a feed, found status 503. It is asked again, less and less often.`,
    `${source} answers again.`,
  ]);
});

test("nothing is watched where no source is set, or the bot is stopping already", async () => {
  const never: Watch = () => Promise.reject(new Error("called"));
  const none = started(never, []);
  const late = started(never, config.sources, AbortSignal.abort());
  await Promise.all([none.ended, late.ended]);
  expect([...none.log, ...late.log]).toEqual([]);
});

test("it ends with the bot, and a bug in it leaves the bot as it is", async () => {
  const stop = new AbortController();
  const stopped = started(
    (_, __, signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    config.sources,
    stop.signal,
  );
  stop.abort();
  await stopped.ended;
  expect(stopped.log).toEqual([begun]);

  const failed = started(() => Promise.reject(new TypeError("x is undefined")));
  await failed.ended;
  expect(failed.log).toEqual([begun, "The watching has ended, the bot answers on: x is undefined"]);
});
