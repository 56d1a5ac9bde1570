const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Servers ask for hours at most; a year would be a mistake. */
const LONGEST_ASKED = 7 * DAY;

/**
 * Milliseconds until what failed so many times in a row is tried again: 1, 2, 4, … polls, at most a day, and not before
 * the server wants it.
 */
export function backOff(failures: number, minutes: number, retryAfter: number | null): number {
  const own = Math.min(DAY, minutes * MINUTE * 2 ** Math.min(failures - 1, 20));
  const asked = Math.min(LONGEST_ASKED, (retryAfter ?? 0) * 1000);
  return Math.max(own, asked);
}

/** Milliseconds until the next poll: as often as is wished and the feed allows, a little later so that polls spread. */
export function untilNext(minutes: number, asked: number | null, random: number): number {
  return Math.round(Math.max(minutes, asked ?? 0) * MINUTE * (1 + random / 10));
}
