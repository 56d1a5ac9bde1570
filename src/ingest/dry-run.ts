import type { Library, ShelfWriter } from "#ports.ts";
import type { Article } from "#types.ts";

/**
 * A shelf that stores nothing but answers as if it had: what this run would have saved is remembered without its text,
 * so near-duplicates are only found among what is stored. A shelf that does not exist is not created; a name that can not
 * be one throws `InputError` all the same.
 */
export async function openDryShelf(library: Library, name: string): Promise<ShelfWriter> {
  library.within([name]);
  const exists = (await library.shelves()).includes(name);
  const base = exists ? await library.shelf(name) : null;
  const saved = new Map<string, Article>();
  const contents = new Map<string, string>();
  return {
    name,
    current: async (id) => saved.get(id) ?? (await base?.current(id)) ?? null,
    version: async (id, version) => (await base?.version(id, version)) ?? null,
    latestVersion: async (id) => saved.get(id)?.version ?? (await base?.latestVersion(id)) ?? 0,
    findContent: async (hash) => contents.get(hash) ?? (await base?.findContent(hash)) ?? null,
    removal: async (id) => (saved.has(id) ? null : ((await base?.removal(id)) ?? null)),
    similar: async (sketch, exceptId, least) => (await base?.similar(sketch, exceptId, least)) ?? [],
    addSketches: async () => 0,
    carry: async () => false,
    uncarry: async () => false,
    beginBatch: async () => "dry-run",
    record: async () => {},
    async save({ article }) {
      saved.set(article.id, { ...article, text: "", paragraphs: [] });
      contents.set(article.contentHash, article.id);
      return null;
    },
    remove: async (id) => (await base?.current(id)) !== null,
    endBatch: async () => {},
    batch: async (id) => (await base?.batch(id)) ?? null,
    batches: async (limit) => (await base?.batches(limit)) ?? [],
    countUnembedded: async () => 0,
    unembedded: async () => [],
    saveVectors: async () => {},
    project: async () => {},
    coverage: async () => (await base?.coverage()) ?? { articles: 0, passages: 0, from: null, to: null },
  };
}
