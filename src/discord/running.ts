/** Work under way that must not be cut short when the bot stops. */
export interface Running {
  add(work: Promise<void>): void;
  /** Resolves when no work is left, or after `milliseconds`; to whether none is left. */
  finish(milliseconds: number): Promise<boolean>;
}

export function createRunning(): Running {
  const works = new Set<Promise<void>>();
  return {
    add(work) {
      const done: Promise<void> = work.finally(() => works.delete(done));
      works.add(done);
    },
    async finish(milliseconds) {
      let isLate = false;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          isLate = true;
          resolve();
        }, milliseconds);
      });
      // Work may be added meanwhile: someone is told that the bot stops.
      while (works.size > 0 && !isLate) {
        await Promise.race([Promise.all(works), late]);
      }
      clearTimeout(timer);
      return works.size === 0;
    },
  };
}
