import type { FootnoteError } from "#errors.ts";
import type { WatchConfig } from "#settings/web.ts";
import type { BatchSummary, Receipt } from "#types.ts";

/** Asks the sources again and again what is new, until the signal is aborted; resolves then. Rejects on a bug only. */
export type Watch = (request: WatchConfig, report: WatchReport, signal: AbortSignal) => Promise<void>;

interface WatchReport {
  receipt(receipt: Receipt): void;
  batch(source: string, summary: BatchSummary): void;
  failing(source: string, error: FootnoteError): void;
  recovered(source: string): void;
}

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
  const report: WatchReport = {
    // What an article says, its title too, has no place in a log.
    receipt: () => {},
    batch: (source, summary) => {
      const changes = changesOf(summary);
      if (changes !== null) log(`${source}: ${changes} (batch ${summary.batch})`);
    },
    failing: (source, error) => log(`${source}: ${describe(error)} It is asked again, less and less often.`),
    recovered: (source) => log(`${source} answers again.`),
  };
  try {
    await watch(config, report, signal);
  } catch (error) {
    if (!signal.aborted) log(`The watching has ended, the bot answers on: ${describe(error)}`);
  }
}

const counted = ["added", "updated", "removed", "failed"] as const;

/** Counts only; `null`: nothing changed and nothing failed. */
function changesOf(summary: BatchSummary): string | null {
  const counts = counted.filter((status) => summary[status] > 0).map((status) => `${summary[status]} ${status}`);
  return counts.length === 0 ? null : counts.join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
