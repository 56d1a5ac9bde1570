import type { ShelfWriter } from "#ports.ts";

/** Last step: brings the vector index up to date with what is stored. The shelf decides whether it is worth it. */
export async function project(shelf: ShelfWriter, embedderId: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await shelf.project(embedderId, signal);
}
