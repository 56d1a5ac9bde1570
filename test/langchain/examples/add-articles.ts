import type { App } from "#app.ts";
import { createExtractor } from "#extract/extractor.ts";
import { createIngest } from "#ingest/ingest.ts";
import type { VectorStoreOptions } from "#langchain/vector-store.ts";
import type { Reader } from "#ports.ts";

/** What `addDocuments` does: each document is ingested as an article of the shelf. */
export function createAdd(
  { library, embedder, clock }: Pick<App, "library" | "embedder" | "clock">,
  shelf: string,
): NonNullable<VectorStoreOptions["add"]> {
  return async (articles) => {
    const reader: Reader = {
      async *read() {
        for (const article of articles) {
          const bytes = Buffer.from(JSON.stringify(article));
          yield { source: article.title, identity: null, format: "json", bytes };
        }
      },
    };
    const ingest = createIngest({ reader, extractor: createExtractor(), embedder: await embedder(), library, clock });
    const ids: string[] = [];
    const failures: string[] = [];
    await ingest(
      { sources: ["documents"], shelf, command: "addDocuments" },
      {
        receipt: ({ source, articleId, duplicateOf, error }) => {
          if (error !== undefined) failures.push(`${source}: ${error}`);
          else ids.push(duplicateOf ?? articleId ?? source);
        },
      },
    );
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return ids;
  };
}
