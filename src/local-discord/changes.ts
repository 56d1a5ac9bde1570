import { InputError } from "#errors.ts";

/** Lets a test wait for a state instead of sleeping. */
export interface Changes {
  /** Call after every change of state. */
  notify(): void;
  /** Resolves as soon as `find` gives something. Rejects after `timeoutMs`, naming what was expected. */
  until<Found>(find: () => Found | undefined, timeoutMs: number, expected: string): Promise<Found>;
  /** Rejects everything that still waits. */
  end(): void;
}

interface Waiter {
  check(): boolean;
  fail(reason: string): void;
}

export function createChanges(): Changes {
  const waiters = new Set<Waiter>();
  return {
    notify() {
      for (const waiter of [...waiters]) if (waiter.check()) waiters.delete(waiter);
    },
    until(find, timeoutMs, expected) {
      const found = find();
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => waiter.fail(`nothing came within ${timeoutMs} ms`), timeoutMs);
        const waiter: Waiter = {
          check() {
            const value = find();
            if (value === undefined) return false;
            clearTimeout(timer);
            resolve(value);
            return true;
          },
          fail(reason) {
            clearTimeout(timer);
            waiters.delete(waiter);
            reject(new InputError(`Expected ${expected}, but ${reason}.`));
          },
        };
        waiters.add(waiter);
      });
    },
    end() {
      for (const waiter of [...waiters]) waiter.fail("the local Discord was stopped");
    },
  };
}
