import type { BatchSummary, Receipt } from "#types.ts";
import { encodeCustomId } from "./custom-id.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { limits } from "./limits.ts";
import { type Message, row } from "./message.ts";
import type { Shown } from "./tally.ts";

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
export function renderBatch(summary: BatchSummary, { receipts, total }: Shown, notes: readonly string[]): Message {
  const head = headOf(summary);
  const end = notes.map((note) => `-# ${note}`);
  const room = limits.content - [head, ...end, "-# and 1,000,000 more", ""].join("\n").length;
  const lines = fitting(receipts.map(line), room);
  const more = total - lines.length;
  const rest = more === 0 ? [] : [`-# and ${more.toLocaleString("en")} more`];
  return { content: [head, ...lines, ...rest, ...end].join("\n"), components: undoRow(summary) };
}

const counted = [
  ["added", "added"],
  ["updated", "updated"],
  ["removed", "removed"],
  ["unchanged", "unchanged"],
  ["duplicate", "here already under another name"],
  ["failed", "failed"],
] as const;

function headOf(summary: BatchSummary): string {
  const counts = counted.flatMap(([status, word]) =>
    summary[status] === 0 ? [] : [`${summary[status].toLocaleString("en")} ${word}`],
  );
  const what = counts.length === 0 ? "No article was found there" : counts.join(", ");
  const { articles } = summary;
  const held = articles === 1 ? "1 article" : `${articles.toLocaleString("en")} articles`;
  return `**${what}.** The shelf of this server holds ${held} now.`;
}

function line(receipt: Receipt): string {
  const { source, status, title = "", passages, error, notices = [] } = receipt;
  if (status === "failed") {
    return `- ${words(source, 80)} · failed: ${words(error ?? "", 300)}`;
  }
  const parts = [
    words(title, 100) || words(source, 80) || "(no title)",
    status === "duplicate" ? "here already" : status,
    ...(passages === undefined ? [] : [`${passages} ${passages === 1 ? "passage" : "passages"}`]),
    ...notices.slice(0, 3).map(({ message }) => `⚠ ${words(message, 120)}`),
  ];
  return `- ${parts.join(" · ")}`;
}

/** Foreign words in one line. */
function words(text: string, limit: number): string {
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

function undoRow({ batch, added, updated, removed }: BatchSummary): Message["components"] {
  if (added + updated + removed === 0) {
    return [];
  }
  return [row({ type: 2, style: 2, label: "Undo", custom_id: encodeCustomId({ verb: "undo", batch }) })];
}
