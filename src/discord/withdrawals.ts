import { FootnoteError } from "#errors.ts";

/** Questions under way, by the message they stand in: who deletes the message takes its question back. */
export interface Withdrawals {
  /** Runs work whose signal is aborted when the message is deleted meanwhile. */
  during<T>(messageId: string, work: (withdrawn: AbortSignal) => Promise<T>): Promise<T>;
  /** The message was deleted. */
  withdraw(messageId: string): void;
}

export function createWithdrawals(): Withdrawals {
  const underWay = new Map<string, AbortController>();
  return {
    async during(messageId, work) {
      const controller = new AbortController();
      underWay.set(messageId, controller);
      try {
        return await work(controller.signal);
      } finally {
        underWay.delete(messageId);
      }
    },
    withdraw(messageId) {
      underWay.get(messageId)?.abort(new FootnoteError("The question was deleted."));
    },
  };
}
