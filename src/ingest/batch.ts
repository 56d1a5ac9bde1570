import type { Clock, ShelfWriter } from "#ports.ts";
import type { BatchSummary, Receipt, ReceiptStatus } from "#types.ts";
import { type Answers, createMarks, type Marks } from "./marks.ts";

/** Where receipts go as they come. */
export interface Report {
  receipt(receipt: Receipt): void;
}

/** A batch that is under way on one shelf. */
export interface Batch {
  readonly id: string;
  readonly shelf: ShelfWriter;
  readonly marks: Marks;
  /** Stores and reports a receipt that changed nothing. */
  note(receipt: Receipt): Promise<void>;
  /** Reports a receipt that was stored with its change. */
  count(receipt: Receipt): void;
  /** Ends the batch and sums it up. */
  end(): Promise<BatchSummary>;
}

export async function openBatch(options: {
  readonly shelf: ShelfWriter;
  readonly clock: Clock;
  readonly report: Report;
  readonly command: string;
  /** Earlier answers, to mark those whose words are gone; left out: none is marked. */
  readonly answers?: Answers | undefined;
}): Promise<Batch> {
  const { shelf, clock, report } = options;
  const began = clock.now().getTime();
  const id = await shelf.beginBatch(options.command);
  const counts: Record<ReceiptStatus, number> = {
    added: 0,
    updated: 0,
    unchanged: 0,
    duplicate: 0,
    removed: 0,
    failed: 0,
  };
  const count = (receipt: Receipt) => {
    counts[receipt.status] += 1;
    report.receipt(receipt);
  };
  return {
    id,
    shelf,
    marks: createMarks(options.answers, clock),
    count,
    async note(receipt) {
      await shelf.record(id, receipt);
      count(receipt);
    },
    async end() {
      const { articles, passages } = await shelf.coverage();
      const seconds = (clock.now().getTime() - began) / 1000;
      const summary = { batch: id, ...counts, articles, passages, seconds };
      await shelf.endBatch(id, summary);
      return summary;
    },
  };
}
