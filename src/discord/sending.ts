/**
 * Answers on their way, by channel. Someone can reply to an answer before Discord has told the bot the number of the
 * message it stands in; who looks up what stands in a message waits here first.
 */
export interface Sending {
  during<T>(channelId: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing that is being sent to the channel now is left. */
  settled(channelId: string): Promise<void>;
}

export function createSending(): Sending {
  const underWay = new Map<string, Set<Promise<unknown>>>();
  return {
    async during(channelId, work) {
      const works = underWay.get(channelId) ?? new Set();
      underWay.set(channelId, works);
      const sent = work();
      works.add(sent);
      try {
        return await sent;
      } finally {
        works.delete(sent);
        if (works.size === 0) {
          underWay.delete(channelId);
        }
      }
    },
    async settled(channelId) {
      await Promise.allSettled(underWay.get(channelId) ?? []);
    },
  };
}
