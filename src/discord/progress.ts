import type { Message } from "./message.ts";

/** Shows how far a long work is. */
interface Progress {
  update(message: Message): void;
  /** Shows no more; resolves when nothing is on its way that could arrive after the end itself. */
  end(): Promise<void>;
}

/**
 * The last message is shown after so many milliseconds, and the next not before as many again: what is done sooner shows
 * only its end. One that can not be shown is the last: the end comes all the same.
 */
export function createProgress(show: (message: Message) => Promise<unknown>, interval: number): Progress {
  let next: Message | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<unknown> = Promise.resolve();
  let isOver = false;
  const stop = (): void => {
    isOver = true;
    if (timer !== null) {
      clearTimeout(timer);
    }
  };
  const plan = (): void => {
    if (timer === null && next !== null && !isOver) {
      timer = setTimeout(send, interval);
    }
  };
  const send = (): void => {
    if (next === null) {
      return;
    }
    const message = next;
    next = null;
    underWay = show(message)
      .catch(stop)
      .finally(() => {
        timer = null;
        plan();
      });
  };
  return {
    update(message) {
      next = message;
      plan();
    },
    async end() {
      stop();
      await underWay;
    },
  };
}
