import { basename } from "node:path";
import { ModelError } from "#errors.ts";
import type { Ingest } from "#ingest/ingest.ts";
import type { Embedder, Library } from "#ports.ts";
import { createPaint, type TerminalStream, textWidth } from "#terminal/colour.ts";
import { createProgress } from "#terminal/progress.ts";
import { showReceipt } from "#terminal/receipts.ts";
import { wrap } from "#terminal/wrap.ts";
import type { Receipt } from "#types.ts";

/** Where is said what happens: standard error. */
export type Notices = TerminalStream & { write(text: string): unknown };

interface Preparation {
  readonly library: Library;
  readonly embedder: Embedder;
  readonly ingest: () => Promise<Ingest>;
  /** The folder of the articles that ship; `null`: an empty library stays empty. */
  readonly articles: string | null;
  readonly notices: Notices;
  /** The shelves that are about to be searched. */
  readonly shelves: readonly string[];
}

/** The shelf that the articles that ship go to. */
const seeded = "main";

/** Makes a library ready to be searched; most of the time there is nothing to do. */
export async function prepareLibrary(preparation: Preparation, signal?: AbortSignal): Promise<void> {
  const { library, articles, shelves, notices } = preparation;
  if (articles !== null && !(await library.everHeldArticles())) {
    await seed(preparation, articles, signal);
  }
  const existing = await library.shelves();
  for (const shelf of shelves) {
    if (existing.includes(shelf)) {
      await embedAnew(preparation, shelf, signal);
    } else if (shelf !== seeded) {
      say(notices, `There is no shelf "${shelf}" yet; there are: ${existing.join(", ") || "none"}.`);
    }
  }
}

async function seed({ ingest, notices }: Preparation, articles: string, signal?: AbortSignal): Promise<void> {
  say(
    notices,
    "The library is empty: ingesting the articles that ship with Footnote (FOOTNOTE_NO_SEED=1 switches this off).",
  );
  const paint = createPaint(false);
  const receipt = (given: Receipt): void => {
    say(notices, showReceipt({ ...given, source: basename(given.source) }, paint));
  };
  const work = await ingest();
  await work({ sources: [articles], shelf: seeded, command: "seed" }, { receipt }, signal);
}

async function embedAnew(
  { library, embedder, notices }: Preparation,
  shelf: string,
  signal?: AbortSignal,
): Promise<void> {
  const writer = await library.shelf(shelf);
  const total = await writer.countUnembedded(embedder.id);
  if (total === 0) {
    return;
  }
  const { reembed } = await import("#ingest/reembed.ts");
  say(
    notices,
    `The embedder changed since shelf "${shelf}" was filled: embedding ${total} passages anew with ${embedder.id}.`,
  );
  const progress = createProgress({ stream: notices, noun: "passages embedded", total, now: () => Date.now() });
  try {
    await reembed({ library, embedder }, shelf, { progress: (done) => progress.at(done) }, signal);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    progress.clear();
    say(
      notices,
      `${error.message} Until then shelf "${shelf}" is searched by words; the next start goes on from here.`,
    );
  } finally {
    progress.clear();
  }
}

/** A line, wrapped where a person reads it; logs keep it whole. */
function say(notices: Notices, text: string): void {
  const lines = notices.isTTY === true ? wrap(text, textWidth(notices)) : [text];
  notices.write(`${lines.join("\n")}\n`);
}
