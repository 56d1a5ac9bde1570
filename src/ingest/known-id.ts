import type { ShelfWriter } from "#ports.ts";

/** The id under which the shelf knows an article: the one of an earlier Footnote, where only that was ever stored. */
export async function knownId(
  shelf: ShelfWriter,
  { id, formerIds }: { readonly id: string; readonly formerIds: readonly string[] },
): Promise<string> {
  if (formerIds.length === 0 || (await shelf.latestVersion(id)) > 0) return id;
  for (const former of formerIds) if ((await shelf.latestVersion(former)) > 0) return former;
  return id;
}
