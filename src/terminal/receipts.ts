import type { BatchSummary, Receipt } from "#types.ts";
import { clean } from "./clean.ts";
import type { Paint } from "./colour.ts";

/** One receipt on one line. */
export function showReceipt(receipt: Receipt, paint: Paint): string {
  const colour = { added: paint.good, updated: paint.good, failed: paint.bad, duplicate: paint.warn };
  const plain = (text: string): string => text;
  const mark = receipt.status in colour ? colour[receipt.status as keyof typeof colour] : plain;
  const status = mark(receipt.status.padEnd(9));
  return `${status} ${clean(receipt.source)}${details(receipt)}`;
}

function details(receipt: Receipt): string {
  if (receipt.status === "failed") {
    return `: ${clean(receipt.error ?? "no reason was given")}`;
  }
  const passages =
    receipt.passages === undefined ? [] : [`${receipt.passages} ${receipt.passages === 1 ? "passage" : "passages"}`];
  const same = receipt.duplicateOf === undefined ? [] : [`same content as ${clean(receipt.duplicateOf)}`];
  const facts = [...passages, ...same];
  return `${receipt.title ? `: ${clean(receipt.title)}` : ""}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}

/** What became of the whole batch, and how to take it back. */
export function showSummary(summary: BatchSummary, options: { readonly dryRun: boolean }): string {
  const counted = (["added", "updated", "unchanged", "duplicate", "removed", "failed"] as const)
    .filter((status) => summary[status] > 0)
    .map((status) => `${summary[status].toLocaleString("en")} ${status}`);
  const done = counted.length === 0 ? "nothing to do" : counted.join(", ");
  if (options.dryRun) {
    return `Dry run, nothing was written: ${done}.`;
  }
  const holds = `The shelf holds ${many(summary.articles, "article")} in ${many(summary.passages, "passage")}`;
  const changed = summary.added + summary.updated + summary.removed > 0;
  const undo = changed ? ` Take this back with: npm run ingest -- --undo ${summary.batch}` : "";
  return `${capital(done)} in ${summary.seconds.toFixed(1)} s. ${holds}.${undo}`;
}

function many(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ordinary receipts shown one by one; a batch of thousands would bury what matters. */
const shownReceipts = 20;

/** Prints receipts as they come: the first twenty, every failure, and at the end how many more there were. */
export function createReceiptList(paint: Paint, print: (line: string) => void) {
  let count = 0;
  let hidden = 0;
  return {
    add(receipt: Receipt): void {
      count += 1;
      if (count <= shownReceipts || receipt.status === "failed") {
        print(showReceipt(receipt, paint));
      } else {
        hidden += 1;
      }
    },
    end(): void {
      if (hidden > 0) {
        print(`… and ${hidden.toLocaleString("en")} more`);
      }
    },
  };
}

/** Several batches of one command as one: counts and seconds add up, the rest is as the last batch left it. */
export function sumUp(summaries: readonly BatchSummary[]): BatchSummary {
  const [first, ...others] = summaries;
  if (first === undefined) {
    throw new Error("A command sums up at least one batch.");
  }
  return others.reduce(
    (sum, next) => ({
      ...next,
      added: sum.added + next.added,
      updated: sum.updated + next.updated,
      unchanged: sum.unchanged + next.unchanged,
      duplicate: sum.duplicate + next.duplicate,
      removed: sum.removed + next.removed,
      failed: sum.failed + next.failed,
      seconds: sum.seconds + next.seconds,
    }),
    first,
  );
}
