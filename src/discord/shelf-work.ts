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
  /** Calling it again does nothing. */
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
      const end = (): void => {
        // Another turn may have begun since this one ended first.
        if (underWay.get(guildId) === controller) {
          underWay.delete(guildId);
        }
      };
      return { signal: controller.signal, end };
    },
    stop(reason) {
      for (const controller of underWay.values()) {
        controller.abort(reason);
      }
    },
  };
}
