/**
 * Answers on their way, by channel or by message. Someone can reply to an answer before Discord has told the bot the
 * number of the message it stands in, or before it is finished; who looks up what stands in a message waits here first.
 */
export interface Sending {
  during<T>(place: string, work: () => Promise<T>): Promise<T>;
  /** Something is on its way to the place until the function is called that this gives. */
  begin(place: string): () => void;
  /** Resolves when nothing that is on its way to the place now is left. */
  settled(place: string): Promise<void>;
}

export function createSending(): Sending {
  const underWay = new Map<string, Set<Promise<void>>>();
  const begin = (place: string): (() => void) => {
    const works = underWay.get(place) ?? new Set();
    underWay.set(place, works);
    let arrive: () => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    works.add(arrived);
    return () => {
      works.delete(arrived);
      if (works.size === 0) {
        underWay.delete(place);
      }
      arrive();
    };
  };
  return {
    begin,
    async during(place, work) {
      const end = begin(place);
      try {
        return await work();
      } finally {
        end();
      }
    },
    async settled(place) {
      await Promise.all(underWay.get(place) ?? []);
    },
  };
}
