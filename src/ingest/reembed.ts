import type { Embedder, Library } from "#ports.ts";
import { embed, TEXTS_PER_CALL } from "./embed.ts";
import { project } from "./project.ts";

/**
 * Gives every searchable passage of a shelf a vector of the embedder, where it has none; returns how many got one.
 * Reports passages done and to do in all. What was done stays when the signal aborts, which rejects.
 */
export async function reembed(
  { library, embedder }: { readonly library: Library; readonly embedder: Embedder },
  name: string,
  report: { progress(done: number, total: number): void },
  signal?: AbortSignal,
): Promise<number> {
  const shelf = await library.shelf(name);
  const total = await shelf.countUnembedded(embedder.id);
  let done = 0;
  while (done < total) {
    signal?.throwIfAborted();
    const items = await shelf.unembedded(embedder.id, TEXTS_PER_CALL);
    if (items.length === 0) {
      break;
    }
    const vectors = await embed(embedder, items, signal);
    if (done + items.length >= total) {
      // The index before the last vectors: whoever is killed while it is built finds work left, and comes back to it.
      await project(shelf, embedder.id, signal);
    }
    await shelf.saveVectors(embedder.id, vectorsById(items, vectors));
    done += items.length;
    report.progress(done, total);
  }
  if (done > 0) {
    await project(shelf, embedder.id, signal);
  }
  return done;
}

function vectorsById(
  items: readonly { readonly passage: { readonly id: string } }[],
  vectors: readonly Float32Array[],
): Map<string, Float32Array> {
  const byId = new Map<string, Float32Array>();
  for (const [index, vector] of vectors.entries()) {
    byId.set(items[index]?.passage.id ?? "", vector);
  }
  return byId;
}
