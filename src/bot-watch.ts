import { FootnoteError } from "#errors.ts";
import type { WatchConfig } from "#settings/web.ts";
import type { BatchSummary } from "#types.ts";

/**
 * Fetches the sources again and again until the signal is aborted, and tells of each batch when it has ended. Sources
 * that fail are receipts of a batch; it rejects only where nothing can be fetched or stored at all.
 */
export type Watch = (
  request: WatchConfig & { onBatch(summary: BatchSummary): void },
  signal: AbortSignal,
) => Promise<void>;

interface Options {
  readonly watch: Watch;
  readonly config: WatchConfig;
  /** An error with its causes, for the operator. */
  describe(error: unknown): string;
  log(line: string): void;
}

/**
 * Watches the configured sources beside the bot. Resolves when the signal is aborted, and at once where there are none.
 * Never rejects: the bot answers on where the watching fails.
 */
export async function startWatching({ watch, config, describe, log }: Options, signal: AbortSignal): Promise<void> {
  const { sources, minutes, shelf } = config;
  if (sources.length === 0 || signal.aborted) {
    return;
  }
  log(`Watching ${count(sources.length, "source")} every ${count(minutes, "minute")} for the shelf "${shelf}".`);
  const onBatch = (summary: BatchSummary): void => {
    const line = changesOf(summary);
    if (line !== null) log(line);
  };
  try {
    await watch({ ...config, onBatch }, signal);
  } catch (error) {
    if (signal.aborted) return;
    const again = error instanceof FootnoteError && error.retryable ? "Start again" : "See to that, then start again";
    log(`The watching has ended, the bot answers on: ${describe(error)} ${again}.`);
  }
}

const counted = ["added", "updated", "removed", "failed"] as const;

/** Counts only: what an article says has no place in a log. `null`: nothing changed and nothing failed. */
function changesOf(summary: BatchSummary): string | null {
  const counts = counted.filter((status) => summary[status] > 0).map((status) => `${summary[status]} ${status}`);
  return counts.length === 0 ? null : `Watching: ${counts.join(", ")} (batch ${summary.batch}).`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
