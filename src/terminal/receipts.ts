import type { BatchSummary, Receipt } from "#types.ts";
import { clean } from "./clean.ts";
import type { Paint } from "./colour.ts";
import { cutEnd, cutMiddle } from "./shorten.ts";
import { columns, wrap } from "./wrap.ts";

/**
 * One receipt on one line, what should be known about the article indented below it. On a terminal of `width` columns what
 * does not fit goes on below: first the source, which may lose its middle, then the title, which may lose its end. With
 * `null` nothing is cut or wrapped.
 */
export function showReceipt(receipt: Receipt, paint: Paint, width: number | null = null): string {
  const colour = { added: paint.good, updated: paint.good, failed: paint.bad, duplicate: paint.warn };
  const plain = (text: string): string => text;
  const mark = receipt.status in colour ? colour[receipt.status as keyof typeof colour] : plain;
  const status = mark(receipt.status.padEnd(STATUS));
  const room = width === null ? null : width - STATUS - 1;
  const [first = "", ...rest] = receipt.status === "failed" ? failureLines(receipt, room) : articleLines(receipt, room);
  const notices = noticesOf(receipt).flatMap((notice) => wrapped(notice, room));
  return [`${status} ${first}`, ...rest.map(indented), ...notices.map((line) => paint.warn(indented(line)))].join("\n");
}

/** Columns of a status, and what stands before the lines below it. */
const STATUS = 9;
const INDENT = " ".repeat(STATUS + 1);

function indented(line: string): string {
  return `${INDENT}${line}`;
}

function wrapped(text: string, room: number | null): readonly string[] {
  return room === null ? [text] : wrap(text, room);
}

/** The reason in full: a person is to act on it. */
function failureLines({ source, error }: Receipt, room: number | null): readonly string[] {
  const shown = room === null ? clean(source) : cutMiddle(clean(source), room - 1);
  return wrapped(`${shown}: ${clean(error ?? "no reason was given")}`, room);
}

function articleLines(receipt: Receipt, room: number | null): readonly string[] {
  const [source, title, facts] = [clean(receipt.source), clean(receipt.title ?? ""), showFacts(receipt)];
  const whole = `${source}${title === "" ? "" : `: ${title}`}${facts}`;
  if (room === null || columns(whole) <= room) return [whole];
  const beside = room - columns(facts);
  if (title === "") return [`${cutMiddle(source, beside)}${facts}`];
  return [cutMiddle(source, room), `${cutEnd(title, beside)}${facts}`];
}

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
