import type { FetchMemory, FetchRecord } from "#ports.ts";

/** What was fetched, lost with the process; the map can be looked into. */
export interface MemoryFetchMemory extends FetchMemory {
  readonly records: Map<string, FetchRecord>;
}

export function createMemoryFetchMemory(): MemoryFetchMemory {
  const records = new Map<string, FetchRecord>();
  return {
    records,
    find: async (address) => structuredClone(records.get(address)) ?? null,
    save: async (address, record) => {
      records.set(address, structuredClone(record));
    },
  };
}
