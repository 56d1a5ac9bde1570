import { InputError } from "#errors.ts";
import type { SpendEntry, SpendLog } from "#ports.ts";

/** Books that are lost with the process, and can be read. */
export interface MemorySpend extends SpendLog {
  /** In the order in which they were added. */
  readonly entries: readonly SpendEntry[];
}

export function createMemorySpend(): MemorySpend {
  const entries: SpendEntry[] = [];
  return {
    entries,
    add: async (entry) => {
      timeOf(entry.at);
      entries.push(structuredClone(entry));
    },
    total: async (since, of) => {
      const start = timeOf(since);
      const counted = entries.filter(({ at, payer }) => {
        if (of !== undefined && "person" in of && payer.person !== of.person) return false;
        if (of !== undefined && "server" in of && payer.server !== of.server) return false;
        return timeOf(at) >= start;
      });
      return counted.reduce(
        (total, { usage }) => ({
          calls: total.calls + 1,
          tokens: total.tokens + usage.inputTokens + usage.outputTokens,
          cost: total.cost + (usage.cost ?? 0),
        }),
        { calls: 0, tokens: 0, cost: 0 },
      );
    },
  };
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InputError(`Expected a time in ISO 8601, found ${JSON.stringify(text)}.`);
  return time;
}
