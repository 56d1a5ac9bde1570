import type { Source } from "#types.ts";

/**
 * Days behind the newest cited article from which on a source is marked as older. Two months: within them a story is
 * still being followed, and its reports stand beside each other; after them a figure, an office or a plan may have
 * changed without a reader being able to tell from the words.
 */
const OLDER_DAYS = 60;
const DAY_IN_MILLISECONDS = 24 * 3600 * 1000;

/** The sources, those published long before the newest of them marked; without a date none is. */
export function markOlder(sources: readonly Source[]): readonly Source[] {
  const times = sources.flatMap((source) => timeOf(source) ?? []);
  const newest = Math.max(...times);
  return sources.map((source) => {
    const time = timeOf(source);
    const isOlder = time !== null && newest - time > OLDER_DAYS * DAY_IN_MILLISECONDS;
    return isOlder ? { ...source, isOlder } : source;
  });
}

function timeOf({ publishedAt }: Source): number | null {
  const time = Date.parse(publishedAt ?? "");
  return Number.isNaN(time) ? null : time;
}
