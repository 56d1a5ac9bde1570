import { join } from "node:path";
import { withCache } from "#models/cache.ts";
import { createOpenAIEmbedder } from "#openai/embedder.ts";
import { type Notices, prepareLibrary } from "#prepare.ts";
import { createEmbeddingCache } from "#store/embedding-cache.ts";
import { createLibrary } from "#store/library.ts";

const clock = { now: () => new Date("2026-11-24T10:00:00Z") };

/** Makes a library ready for a question asked with this model, as `app.ts` does. */
export async function prepareWith(
  options: { home: string; baseURL: string; model: string; notices: Notices },
  signal?: AbortSignal,
): Promise<void> {
  const { home, baseURL, model, notices } = options;
  const warn = (message: string): void => void notices.write(`${message}\n`);
  // Without an index, whose builder takes seconds to start.
  const loadAddon = (): Promise<never> => Promise.reject(new Error("left out"));
  const library = createLibrary({ home, clock, warn: () => {}, loadAddon });
  const cache = createEmbeddingCache({ home, clock, warn });
  const made = await createOpenAIEmbedder({ apiKey: "none", baseURL, model, dimensions: 32 });
  const embedder = withCache(made, cache);
  const ingest = (): never => {
    throw new Error("Nothing is to be ingested.");
  };
  try {
    await prepareLibrary({ library, embedder, ingest, articles: null, notices, shelves: ["main"] }, signal);
  } finally {
    await library.close();
    await cache.close();
  }
}

const [home, baseURL, model] = process.argv.slice(2);
if (process.argv[1]?.endsWith(join("support", "prepare-child.ts"))) {
  await prepareWith({ home: home ?? "", baseURL: baseURL ?? "", model: model ?? "", notices: process.stderr });
}
