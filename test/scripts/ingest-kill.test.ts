import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { createRandom } from "../../scripts/fitting/random.ts";
import { command, ended, jsonLines, start, temporaryFolder } from "./commands.ts";
import { madeUpNews, writeLines } from "./made-up-news.ts";
import { shelfChanges, shelfContents, shelfFaults } from "./shelf-contents.ts";

// Two dozen commands of a second each, more on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const shelfOf = (home: string) => join(home, "shelves", "main", "shelf.sqlite");
const ingest = (home: string, file: string) => command("ingest", ["--json", file], { env: { FOOTNOTE_HOME: home } });

/** When `ingest` is killed: milliseconds after its start, or after it has told of a change that is the so manieth. */
interface Moment {
  readonly after: number;
  readonly changes: number;
}

/** Ten seeded moments over one ingestion: while it starts, while it stores, while the index is built. */
function momentsBetween(before: number, changes: number, seed: number): readonly Moment[] {
  const random = createRandom(seed);
  const starting = [0, 1].map(() => ({ changes: 0, after: 100 + 500 * random() }));
  const storing = [1, 2, 3, 4, 5, 6].map((part) => ({
    changes: before + Math.ceil(((part - random()) / 6) * (changes - before - 1)),
    after: 25 * random(),
  }));
  const projecting = [0, 1].map(() => ({ changes, after: 150 * random() }));
  return [...starting, ...storing, ...projecting];
}

/** Starts `ingest` on a shelf that has seen `before` changes and kills it at the moment. False if it was done before. */
async function ingestUntil({ after, changes }: Moment, home: string, file: string, before: number): Promise<boolean> {
  const child = start("ingest", ["--json", file], { env: { FOOTNOTE_HOME: home } });
  let told = before;
  let killing: Promise<boolean> | null = null;
  const look = () => {
    if (told >= changes) killing ??= pause(after).then(() => child.kill("SIGKILL"));
  };
  child.stdout.on("data", (chunk: Buffer) => {
    told += String(chunk).match(/"status":"(?:added|updated)"/gu)?.length ?? 0;
    look();
  });
  look();
  const { status } = await ended(child);
  await killing;
  return status === null;
}

test("ingest, killed at twenty moments and started again, goes on where it was; nothing is half there, ever", async () => {
  const [folder, before, whole] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const news = madeUpNews(300, 1);
  const older = news.slice(0, 60).map(({ id, title }) => ({ id, title, text: `An earlier report. ${title}.` }));
  const [olderFile, file] = [writeLines(folder, "older.jsonl", older), writeLines(folder, "news.jsonl", news)];
  expect((await ingest(before, olderFile)).status).toBe(0);
  cpSync(before, whole, { recursive: true });
  const uninterrupted = await ingest(whole, file);
  expect(jsonLines(uninterrupted.stdout).at(-1)).toMatchObject({ added: 240, updated: 60, failed: 0, articles: 300 });

  // Two chains of ten, side by side.
  await Promise.all(
    [11, 12].map(async (seed) => {
      const home = temporaryFolder();
      cpSync(before, home, { recursive: true });
      const deaths: number[] = [];
      for (const moment of momentsBetween(60, 360, seed)) {
        if (await ingestUntil(moment, home, file, deaths.at(-1) ?? 60)) deaths.push(shelfChanges(shelfOf(home)));
        expect(shelfFaults(shelfOf(home), "main"), `after ${JSON.stringify(moment)}`).toEqual([]);
      }
      expect(deaths.length, `killed with so many changes stored: ${deaths}`).toBe(10);
      // Each was stored once: none is done again.
      expect(deaths).toEqual([...deaths].sort((a, b) => a - b));
      const last = await ingest(home, file);
      expect(last.stderr).toBe("");
      expect(jsonLines(last.stdout).at(-1)).toMatchObject({ status: "done", failed: 0, articles: 300 });
      expect(shelfChanges(shelfOf(home))).toBe(360);
      expect(shelfFaults(shelfOf(home), "main")).toEqual([]);
      expect(shelfContents(shelfOf(home))).toEqual(shelfContents(shelfOf(whole)));
    }),
  );
});
