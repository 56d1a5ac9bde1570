import type { Receipt } from "#types.ts";
import type { Paint } from "./colour.ts";
import { showReceipt } from "./receipts.ts";

/** Ordinary receipts shown one by one; a batch of thousands would bury what matters. */
const SHOWN = 20;
/** Failures said again at the end. */
const REPEATED = 50;

/**
 * Prints receipts as they come: the first twenty, every failure, and at the end how many more there were. What failed in
 * a long run is said once more at its end, so that nobody has to look for it.
 */
export function createReceiptList(paint: Paint, print: (line: string) => void, width: number | null = null) {
  let count = 0;
  let hidden = 0;
  let hiddenNotices = 0;
  let failed = 0;
  const failures: Receipt[] = [];
  return {
    add(receipt: Receipt): void {
      count += 1;
      if (receipt.status === "failed") {
        failed += 1;
        if (failures.length < REPEATED) failures.push(receipt);
      }
      if (count <= SHOWN || receipt.status === "failed") {
        print(showReceipt(receipt, paint, width));
      } else {
        hidden += 1;
        if (receipt.notices?.length || receipt.nearDuplicateOf !== undefined) hiddenNotices += 1;
      }
    },
    end(): void {
      if (hidden > 0) {
        const notices = hiddenNotices > 0 ? ` (${many(hiddenNotices)} with notices; --json prints them)` : "";
        print(`… and ${many(hidden)} more${notices}`);
      }
      if (failed > 0 && count > SHOWN) {
        print(paint.bold(paint.bad(`${many(failed)} failed:`)));
        for (const failure of failures) print(showReceipt(failure, paint, width));
        if (failed > failures.length) print(`… and ${many(failed - failures.length)} more that failed`);
      }
    },
  };
}

function many(count: number): string {
  return count.toLocaleString("en");
}
