import { codes, isRefusal } from "./request.ts";

/** Discord shows typing for 10 s. */
export const typingInterval = 7000;

/**
 * Shows that the bot is typing for as long as the work takes, whatever becomes of it. If Discord says that the bot may
 * not speak there, the work is given up through its signal and that refusal is thrown. Other failures to show typing
 * do not matter: the answer will show whether Discord can be reached.
 */
export async function whileTyping<T>(
  show: () => Promise<void>,
  work: (signal: AbortSignal) => Promise<T>,
  interval = typingInterval,
): Promise<T> {
  const giveUp = new AbortController();
  let refused: (reason: unknown) => void = () => {};
  const refusal = new Promise<never>((_, reject) => {
    refused = reject;
  });
  const beat = (): Promise<void> =>
    show().catch((error: unknown) => {
      if (isRefusal(error, codes.missingAccess, codes.missingPermissions)) {
        refused(error);
        giveUp.abort(error);
      }
    });
  let last = beat();
  const timer = setInterval(() => {
    last = beat();
  }, interval);
  try {
    return await Promise.race([work(giveUp.signal), refusal]);
  } finally {
    clearInterval(timer);
    // Typing that arrives after the answer would show for 10 s more.
    await Promise.race([last, new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
  }
}
