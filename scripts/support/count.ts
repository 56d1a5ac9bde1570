import type { Reader } from "#ports.ts";

/**
 * Number of receipts that these sources will give, so that progress can say how much is left; `null` where a source
 * cannot be read twice. Reading is a small part of ingesting.
 */
export async function countDocuments(
  reader: Reader,
  sources: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  if (sources.some((source) => source === "-" || /^https?:/iu.test(source))) {
    return null;
  }
  let count = 0;
  for (const source of sources) {
    for await (const _ of reader.read(source, signal)) {
      count += 1;
    }
  }
  return count;
}
