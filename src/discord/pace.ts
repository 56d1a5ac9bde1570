/** Milliseconds between two edits: four in 5 s leave the last of the five that Discord takes to the finished answer. */
export const previewInterval = 1250;

/** Spaces out what is not urgent, in each channel for itself. */
export interface Pace {
  /** Milliseconds to wait before the next turn in the channel; it is taken then. */
  take(channelId: string): number;
}

export function createPace(interval: number, now: () => number = () => performance.now()): Pace {
  const next = new Map<string, number>();
  return {
    take(channelId) {
      const at = now();
      for (const [channel, free] of next) {
        if (free <= at) {
          next.delete(channel);
        }
      }
      const turn = Math.max(at, next.get(channelId) ?? at);
      next.set(channelId, turn + interval);
      return turn - at;
    },
  };
}
