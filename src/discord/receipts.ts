import type { BatchSummary, Receipt, ReceiptStatus } from "#types.ts";
import { encodeCustomId } from "./custom-id.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { limits } from "./limits.ts";
import { type Message, type Row, row, textMessage } from "./message.ts";
import type { Shown } from "./tally.ts";

/** A batch as it is shown. */
interface ShownBatch extends Shown {
  readonly summary: BatchSummary;
  /** What else the person should know, a sentence each. */
  readonly notes?: readonly string[];
}

/**
 * What became of a batch, with a button that takes it back where it changed something:
 *
 *     **2 added, 1 failed.** The shelf of this server holds 14 articles now.
 *     - notes.jsonl:3 · failed: Expected …
 *     - Title · added · 12 passages
 *     -# and 4 more
 *
 * Receipts that do not fit into one message are counted with the others that are not shown.
 */
export function renderBatch(batch: ShownBatch): Message {
  const { summary } = batch;
  const content = contentOf(batch, batchWords, "No article was found there");
  return { content, components: changesOf(summary) === 0 ? [] : [undoRow(summary)] };
}

/** What became of the undoing of a batch. */
export function renderUndone(batch: ShownBatch): Message {
  return textMessage(contentOf(batch, undoneWords, "There was nothing to take back"));
}

/** Articles that a batch changed. */
export function changesOf({ added, updated, removed }: BatchSummary): number {
  return added + updated + removed;
}

type Words = Readonly<Record<ReceiptStatus, string>>;

/** In the order in which they are counted. */
const batchWords: Words = {
  added: "added",
  updated: "updated",
  removed: "removed",
  unchanged: "unchanged",
  duplicate: "here already under another name",
  failed: "failed",
};

const undoneWords: Words = {
  ...batchWords,
  added: "brought back",
  updated: "back to the text of before",
  removed: "taken out again",
};

function contentOf({ summary, receipts, total, notes = [] }: ShownBatch, words: Words, nothing: string): string {
  const head = headOf(summary, words, nothing);
  const end = notes.map((note) => `-# ${note}`);
  const room = limits.content - [head, ...end, "-# and 1,000,000 more", ""].join("\n").length;
  const lines = fitting(
    receipts.map((receipt) => line(receipt, words)),
    room,
  );
  const more = total - lines.length;
  const rest = more === 0 ? [] : [`-# and ${more.toLocaleString("en")} more`];
  return [head, ...lines, ...rest, ...end].join("\n");
}

function headOf(summary: BatchSummary, words: Words, nothing: string): string {
  const statuses: readonly ReceiptStatus[] = ["added", "updated", "removed", "unchanged", "duplicate", "failed"];
  const counts = statuses
    .filter((status) => summary[status] > 0)
    .map((status) => `${summary[status].toLocaleString("en")} ${words[status]}`);
  const { articles } = summary;
  const held = articles === 1 ? "1 article" : `${articles.toLocaleString("en")} articles`;
  return `**${counts.length === 0 ? nothing : counts.join(", ")}.** The shelf of this server holds ${held} now.`;
}

function line({ source, status, title = "", passages, error, notices = [] }: Receipt, words: Words): string {
  if (status === "failed") {
    return `- ${foreign(source, 80)} · failed: ${foreign(error ?? "", 300)}`;
  }
  const parts = [
    foreign(title, 100) || foreign(source, 80) || "(no title)",
    words[status],
    ...(passages === undefined ? [] : [`${passages} ${passages === 1 ? "passage" : "passages"}`]),
    ...notices.slice(0, 3).map(({ message }) => `⚠ ${foreign(message, 120)}`),
  ];
  return `- ${parts.join(" · ")}`;
}

/** Foreign words in one line. */
function foreign(text: string, limit: number): string {
  return escapeText(shorten(plain(text), limit));
}

/** The first lines that fit with a line break before each. */
function fitting(lines: readonly string[], room: number): string[] {
  const fit: string[] = [];
  let left = room;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) {
      break;
    }
    fit.push(line);
  }
  return fit;
}

function undoRow({ batch }: BatchSummary): Row {
  return row({ type: 2, style: 2, label: "Undo", custom_id: encodeCustomId({ verb: "undo", batch }) });
}
