import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Library, ShelfWriter } from "#ports.ts";
import { checkShelfName } from "./names.ts";
import { createScope } from "./scope.ts";
import { ShelfReader } from "./shelf-reader.ts";
import { openShelfWriter } from "./shelf-writer.ts";

interface LibraryOptions {
  /** The folder of the library; made when the first shelf is opened for writing. */
  readonly home: string;
  readonly clock: Clock;
  /** Told, once each, about what a person should know and search can do without. */
  warn(message: string): void;
}

/** The library on disk: a folder per shelf, in it one SQLite file (the truth) and the generations of its index. */
export function createLibrary({ home, clock }: LibraryOptions): Library {
  const root = join(home, "shelves");
  const readers = new Map<string, ShelfReader>();
  const writers = new Map<string, ShelfWriter & { close(): void }>();

  function reader(name: string): ShelfReader {
    checkShelfName(name);
    const known = readers.get(name) ?? new ShelfReader(name, join(root, name));
    readers.set(name, known);
    return known;
  }

  return {
    within: (shelves) => createScope([...new Set(shelves)].map(reader)),
    async shelf(name) {
      checkShelfName(name);
      const known = writers.get(name) ?? openShelfWriter({ name, folder: join(root, name), clock });
      writers.set(name, known);
      return known;
    },
    shelves: async () => shelfNames(root),
    everHeldArticles: async () => shelfNames(root).some((name) => reader(name).everHeldArticles()),
    async close() {
      for (const open of [...readers.values(), ...writers.values()]) open.close();
      readers.clear();
      writers.clear();
    },
  };
}

function shelfNames(root: string): string[] {
  return listFolder(root)
    .filter((name) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    .sort();
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
