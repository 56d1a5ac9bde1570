/** Changes of the shelves of servers that are under way: one at a time for each server. */
export interface ShelfWork {
  /** `null`: another one is under way there. */
  begin(guildId: string): Turn | null;
  /** Tells all that are under way to stop. */
  stop(reason: Error): void;
}

interface Turn {
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
  end(): void;
}

export function createShelfWork(): ShelfWork {
  const underWay = new Map<string, AbortController>();
  return {
    begin(guildId) {
      if (underWay.has(guildId)) {
        return null;
      }
      const controller = new AbortController();
      underWay.set(guildId, controller);
      return { signal: controller.signal, end: () => void underWay.delete(guildId) };
    },
    stop(reason) {
      for (const controller of underWay.values()) {
        controller.abort(reason);
      }
    },
  };
}
