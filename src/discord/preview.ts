import type { Answered } from "#types.ts";
import { renderPreview } from "./answer.ts";
import type { Message } from "./message.ts";

/** Shows an answer while it is written. */
export interface Preview {
  /** The answer so far. */
  update(soFar: Answered): void;
  /** Shows no more; resolves when nothing is on its way that could arrive after the answer itself. */
  end(): Promise<void>;
}

interface Showing {
  show(message: Message): Promise<unknown>;
  /** Milliseconds to wait before the next message may be shown; the turn is taken then. */
  takeTurn(): number;
}

/**
 * The first statement is shown at once, later ones in turn, several together where they come faster. It ends by itself
 * where the answer outgrows one message, or a message can not be shown: the answer itself comes all the same.
 */
export function createPreview({ show, takeTurn }: Showing): Preview {
  let next: Message | null = null;
  let underWay: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let [isFirst, isOver, isWaiting] = [true, false, false];
  const stop = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const send = async (message: Message): Promise<void> => {
    next = null;
    await show(message).catch(stop);
    underWay = null;
    plan();
  };
  const sendNext = (): void => {
    isWaiting = false;
    if (next !== null && !isOver) {
      underWay = send(next);
    }
  };
  const plan = (): void => {
    if (next === null || isOver || isWaiting || underWay !== null) {
      return;
    }
    const wait = takeTurn();
    isWaiting = true;
    if (isFirst) {
      isFirst = false;
      sendNext();
    } else {
      timer = setTimeout(sendNext, wait);
    }
  };
  return {
    update(soFar) {
      next = renderPreview(soFar);
      if (next === null) {
        stop();
      }
      plan();
    },
    async end() {
      stop();
      await underWay;
    },
  };
}
