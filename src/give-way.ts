import { setImmediate } from "node:timers/promises";
import type { Embedder, Library, ShelfWriter } from "#ports.ts";

/**
 * The same library, but before each article that is written, what else waits in this process has its turn: the store and
 * the built-in embedder work without a pause, and a bot that is not back within 3 s has lost the command it was given.
 */
export function givingWay<Parts extends { readonly library: Library; readonly embedder: Embedder }>(
  parts: Parts,
): Parts {
  const { library, embedder } = parts;
  return {
    ...parts,
    library: { ...library, shelf: async (name) => patient(await library.shelf(name)) },
    embedder: {
      ...embedder,
      async embed(...given) {
        await setImmediate();
        return embedder.embed(...given);
      },
    },
  };
}

function patient(writer: ShelfWriter): ShelfWriter {
  return {
    ...writer,
    async save(request) {
      await setImmediate();
      return writer.save(request);
    },
    async record(batch, receipt) {
      await setImmediate();
      return writer.record(batch, receipt);
    },
    async remove(...given) {
      await setImmediate();
      return writer.remove(...given);
    },
  };
}
