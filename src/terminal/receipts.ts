import type { BatchSummary, Receipt } from "#types.ts";
import { clean } from "./clean.ts";
import type { Paint } from "./colour.ts";
import { cutEnd, cutMiddle } from "./shorten.ts";
import { columns, wrap } from "./wrap.ts";

/**
 * One receipt on one line, what should be known about the article indented below it, a line each. On a terminal of
 * `width` columns long sources lose their middle and long titles their end; with `null` nothing is cut.
 */
export function showReceipt(receipt: Receipt, paint: Paint, width: number | null = null): string {
  const colour = { added: paint.good, updated: paint.good, failed: paint.bad, duplicate: paint.warn };
  const plain = (text: string): string => text;
  const mark = receipt.status in colour ? colour[receipt.status as keyof typeof colour] : plain;
  const status = mark(receipt.status.padEnd(STATUS));
  const [first = "", ...rest] =
    receipt.status === "failed" ? failureLines(receipt, width) : [articleLine(receipt, width)];
  const notices = noticesOf(receipt).map((notice) => paint.warn(within(`${INDENT}${notice}`, width)));
  return [`${status} ${first}`, ...rest, ...notices].join("\n");
}

/** Columns of a status, and what stands before the lines below it. */
const STATUS = 9;
const INDENT = " ".repeat(STATUS + 1);

/** The reason in full: a person is to act on it. */
function failureLines({ source, error }: Receipt, width: number | null): string[] {
  const reason = clean(error ?? "no reason was given");
  if (width === null) {
    return [`${clean(source)}: ${reason}`];
  }
  const room = width - STATUS - 1;
  const [first = "", ...rest] = wrap(`${cutMiddle(clean(source), room - 1)}: ${reason}`, room);
  return [first, ...rest.map((line) => `${INDENT}${line}`)];
}

function articleLine(receipt: Receipt, width: number | null): string {
  const [source, title, facts] = [clean(receipt.source), clean(receipt.title ?? ""), showFacts(receipt)];
  const room = (width ?? Number.POSITIVE_INFINITY) - STATUS - 1 - columns(facts) - (title === "" ? 0 : 2);
  // Where both are too long the title gets the greater part.
  const forSource = Math.max(room - columns(title), Math.floor(room * 0.4), SHORTEST);
  const shownSource = within(source, width === null ? null : forSource, cutMiddle);
  const shownTitle = within(title, width === null ? null : Math.max(room - columns(shownSource), SHORTEST));
  return `${shownSource}${title === "" ? "" : `: ${shownTitle}`}${facts}`;
}

/** Columns that are left of a source or title, however narrow the terminal is. */
const SHORTEST = 8;

function showFacts({ passages, duplicateOf }: Receipt): string {
  const facts = [
    ...(passages === undefined ? [] : [`${passages} ${passages === 1 ? "passage" : "passages"}`]),
    ...(duplicateOf === undefined ? [] : [`same content as ${clean(duplicateOf)}`]),
  ];
  return facts.length > 0 ? ` (${facts.join(", ")})` : "";
}

function noticesOf({ nearDuplicateOf, notices = [] }: Receipt): string[] {
  const isSaid = nearDuplicateOf === undefined || notices.some(({ kind }) => kind === "near-duplicate");
  return [
    ...(isSaid ? [] : [`nearly the same as ${clean(nearDuplicateOf)}; both are kept`]),
    ...notices.map(({ message }) => clean(message)),
  ];
}

function within(text: string, width: number | null, cut: (text: string, width: number) => string = cutEnd): string {
  return width === null ? text : cut(text, width);
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
