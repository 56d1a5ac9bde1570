import { type Capabilities, parseCapabilities } from "./capabilities.ts";

/** A cache that fails costs a negotiation, never an answer. */
export function createCapabilityMemory(
  cache: CapabilityCache | undefined,
  key: string,
  fresh: Capabilities,
): CapabilityMemory {
  let loading: Promise<string | null> | null = null;
  let kept: string | null = null;
  let known: Capabilities | null = null;
  return {
    capabilities: async () => {
      loading ??= cache?.get(key).catch(() => null) ?? Promise.resolve(null);
      kept ??= await loading;
      known ??= parseCapabilities(kept) ?? fresh;
      return known;
    },
    learn: async (before, after) => {
      const changed = Object.entries(after).filter(([name, value]) => before[name as keyof Capabilities] !== value);
      known = { ...(known ?? fresh), ...Object.fromEntries(changed) };
      const value = JSON.stringify(known);
      if (value === kept) return;
      kept = value;
      await cache?.set(key, value).catch(() => {});
    },
  };
}

/** Survives a restart; the `Settings` port will do. */
export interface CapabilityCache {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}

export interface CapabilityMemory {
  /** What is known, else what is in the cache, else `fresh`. */
  capabilities(): Promise<Capabilities>;
  /** Keeps what a call has changed; others may have found something else meanwhile. */
  learn(before: Capabilities, after: Capabilities): Promise<void>;
}
