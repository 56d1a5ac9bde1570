import { createFileReader } from "#files/reader.ts";
import { isAddress, mayBeList } from "#ingest/web/reader.ts";

/**
 * Number of receipts that these sources will give, so that progress can say how much is left; `null` where a source
 * cannot be read twice, or only from the web. Reading files is a small part of ingesting them.
 */
export async function countDocuments(
  cwd: string,
  sources: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  if (sources.some((source) => source === "-" || isAddress(source))) {
    return null;
  }
  const files = createFileReader({ cwd, stdin: nothing() });
  let count = 0;
  for (const source of sources) {
    for await (const found of files.read(source, signal)) {
      if (!("error" in found) && mayBeList(found)) {
        return null;
      }
      count += 1;
    }
  }
  return count;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
