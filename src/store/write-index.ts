import { open, rename, rm, writeFile } from "node:fs/promises";
import { type IndexAddon, space } from "./addon.ts";
import { type GenerationPlace, searchWidth } from "./generation.ts";
import { checkIndexFile, hashFile } from "./index-file.ts";
import { formatManifest, indexFile, type Manifest, manifestFile } from "./manifest.ts";

/** How many vectors are searched for in the finished index; each must find itself. */
const selfQueries = 200;

/**
 * How many of them may find another. With good vectors none does; with hundreds of equal ones (the same words in
 * hundreds of passages) the search gets caught among them, and one by one is the better way to search.
 */
const missesAllowed = 2;

/** The index is written as it should be, and does not find its own vectors. */
export class UnfitIndex extends Error {}

export type Index = InstanceType<IndexAddon["HierarchicalNSW"]>;

type Shape = Omit<Manifest, "sha256">;

/**
 * Writes an index and its manifest under temporary names, checks them, syncs them, and then renames them: what has
 * its name is whole. Rejects when what can be read back is not what was to be written.
 */
export async function writeIndex(
  addon: IndexAddon,
  index: Index,
  shape: Shape,
  place: GenerationPlace,
): Promise<Manifest> {
  const file = indexFile(place.folder, shape.generation);
  const temporary = `${file}.tmp`;
  await rm(temporary, { force: true });
  await index.writeIndex(temporary);
  checkRecall(await readBack(addon, temporary, shape, place), place);
  const manifest: Manifest = { ...shape, sha256: await hashFile(temporary) };
  await sync(temporary);
  await rename(temporary, file);
  await writeWhole(manifestFile(place.folder, shape.generation), formatManifest(manifest));
  if (process.platform !== "win32") await sync(place.folder, "r");
  return manifest;
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await sync(`${file}.tmp`);
  await rename(`${file}.tmp`, file);
}

/** The addon reports success even when it could not write, so what counts is what can be read back. */
async function readBack(addon: IndexAddon, file: string, shape: Shape, place: GenerationPlace): Promise<Index> {
  try {
    await checkIndexFile(file, { ...shape, sha256: "" }, place.stored);
    const index = new addon.HierarchicalNSW(space, shape.dimensions);
    await index.readIndex(file);
    if (index.getCurrentCount() !== shape.count) throw new Error(`holds ${index.getCurrentCount()} vectors`);
    return index;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the file as written ${reason} (is the disk full?)`, { cause: error });
  }
}

function checkRecall(index: Index, { stored }: GenerationPlace): void {
  const labels = index.getIdsList();
  index.setEf(searchWidth);
  let misses = 0;
  for (let i = 0; i < selfQueries; i++) {
    const vector = stored(labels[Math.floor((i * labels.length) / selfQueries)] ?? 0);
    if (vector === null) continue;
    const { distances } = index.searchKnn(Array.from(vector), 1);
    if (Math.abs(distances[0] ?? 1) > 1e-3) misses++;
  }
  if (misses <= missesAllowed) return;
  throw new UnfitIndex(
    `${misses} of ${selfQueries} vectors do not find themselves, as happens when hundreds of passages say the same`,
  );
}

async function sync(path: string, flags = "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
