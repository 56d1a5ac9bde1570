import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Library } from "#ports.ts";
import { type IndexAddon, loadAddon } from "./addon.ts";
import { guarded } from "./connection.ts";
import { checkShelfName, isShelfName, shelfFile } from "./names.ts";
import { createScope } from "./scope.ts";
import { ShelfReader } from "./shelf-reader.ts";
import { type OpenShelfWriter, openShelfWriter } from "./shelf-writer.ts";

interface LibraryOptions {
  /** The folder of the library; made when the first shelf is opened for writing. */
  readonly home: string;
  readonly clock: Clock;
  /** Told, once each, about what a person should know and search can do without. */
  warn(message: string): void;
  /** Loads hnswlib-node; by default the one that is installed. */
  loadAddon?: () => Promise<IndexAddon>;
}

/** The library on disk: a folder per shelf, in it one SQLite file (the truth) and the generations of its index. */
export function createLibrary(options: LibraryOptions): Library {
  const { home, clock } = options;
  const root = join(home, "shelves");
  const readers = new Map<string, ShelfReader>();
  const writers = new Map<string, OpenShelfWriter>();

  const warn = once(options.warn);
  const addon = optionalAddon(options.loadAddon ?? loadAddon, warn);

  function reader(name: string): ShelfReader {
    checkShelfName(name);
    const known = readers.get(name) ?? new ShelfReader({ name, folder: join(root, name), addon, warn });
    readers.set(name, known);
    return known;
  }

  return {
    within: (shelves) => createScope([...new Set(shelves)].map(reader)),
    async shelf(name) {
      checkShelfName(name);
      const known = writers.get(name);
      if (known !== undefined && !known.isStale()) return known;
      known?.close();
      const writer = openShelfWriter({ name, folder: join(root, name), clock, addon, warn });
      writers.set(name, writer);
      return writer;
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

function once(warn: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    warn(message);
  };
}

/** Loads the addon when it is first needed; `null`, and a word about it, where it is not to be had. */
function optionalAddon(load: () => Promise<IndexAddon>, warn: (message: string) => void) {
  let loaded: Promise<IndexAddon | null> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      warn(
        `hnswlib-node cannot be loaded (${reason}). Search compares vectors one by one, which takes some 10 ms for 30,000 passages; to have an index, install a C++ compiler and run npm install again.`,
      );
      return null;
    });
    return loaded;
  };
}

function shelfNames(root: string): string[] {
  return guarded(root, () => (existsSync(root) ? readdirSync(root) : []))
    .filter((name) => isShelfName(name) && existsSync(shelfFile(join(root, name))))
    .sort();
}
