import { join } from "node:path";

/** What stands beside an index file. Readers trust the file only where manifest, file and SQLite agree. */
export interface Manifest {
  readonly generation: number;
  /** Greatest key of `vectors` in the file; what is newer must be compared one by one. */
  readonly mark: number;
  readonly embedder: string;
  readonly dimensions: number;
  readonly space: string;
  readonly count: number;
  /** Of the index file, in hex. */
  readonly sha256: string;
}

export function indexFile(folder: string, generation: number): string {
  return join(folder, `${generation}.hnsw`);
}

export function manifestFile(folder: string, generation: number): string {
  return join(folder, `${generation}.json`);
}

export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Throws `Error` when the text is no manifest. */
export function parseManifest(text: string): Manifest {
  const value: unknown = JSON.parse(text);
  if (!isManifest(value)) throw new Error("has a manifest that lacks something");
  return value;
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const counts = ["generation", "mark", "dimensions", "count"];
  const texts = ["embedder", "space", "sha256"];
  return (
    counts.every((name) => Number.isSafeInteger(fields.get(name)) && Number(fields.get(name)) > 0) &&
    texts.every((name) => typeof fields.get(name) === "string")
  );
}
