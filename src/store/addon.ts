import type { HierarchicalNSW } from "hnswlib-node";

/** What is used of hnswlib-node. */
export interface IndexAddon {
  readonly HierarchicalNSW: typeof HierarchicalNSW;
}

/** Rejects where the addon was not built: it is an optional dependency, and needs a compiler when it is installed. */
export async function loadAddon(): Promise<IndexAddon> {
  const { default: addon } = await import("hnswlib-node");
  return addon;
}

/** Inner product: on vectors of length 1 it is the cosine, and `1 - distance` gives it back. */
export const space = "ip";
