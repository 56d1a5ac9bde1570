import type { StoredBatch } from "#ports.ts";
import type { ReceiptStatus } from "#types.ts";
import { clean } from "./clean.ts";
import { showTime } from "./date.ts";
import { enumerate } from "./enumerate.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** Numbers of articles that `--undo` would take out, give their earlier text, bring back, and leave alone. */
export interface UndoEffect {
  readonly removes: number;
  readonly restores: number;
  readonly bringsBack: number;
  /** They changed again in a later batch. */
  readonly leaves: number;
}

/** A batch with what became of its sources. */
export interface BatchNote {
  readonly batch: StoredBatch;
  readonly counts: Readonly<Record<ReceiptStatus, number>>;
  readonly undo: UndoEffect;
}

/** One batch on a few lines: its id, when, what was asked for, what came of it, what undoing it does. */
export function showBatchNote({ batch, counts, undo }: BatchNote, { width, paint }: Look): string {
  const indent = { first: "    ", rest: "    " };
  const done = Object.entries(counts).flatMap(([status, count]) =>
    count > 0 ? [`${count.toLocaleString("en")} ${status}`] : [],
  );
  const unfinished =
    batch.endedAt === null
      ? [paint.warn("unfinished: still at work, or killed. What it stored stays; run the command again to go on.")]
      : [];
  return [
    `${paint.bold(clean(batch.id))}  ${showTime(batch.beganAt)}`,
    ...wrap(clean(batch.command), width, indent),
    ...wrap(done.join(", ") || "nothing stored", width, indent),
    ...unfinished.flatMap((line) => wrap(line, width, indent)),
    ...wrap(paint.dim(showUndo(undo)), width, indent),
  ].join("\n");
}

function showUndo({ removes, restores, bringsBack, leaves }: UndoEffect): string {
  const parts = [
    ...(removes > 0 ? [`take out ${articles(removes)}`] : []),
    ...(restores > 0 ? [`give ${articles(restores)} the earlier text`] : []),
    ...(bringsBack > 0 ? [`bring back ${articles(bringsBack)}`] : []),
  ];
  const left = leaves > 0 ? `${articles(leaves)} changed since and would be left alone` : "";
  if (parts.length === 0) {
    return left === "" ? "nothing to undo" : `nothing to undo: ${left}`;
  }
  return `--undo would ${enumerate(parts)}${left === "" ? "" : `; ${left}`}`;
}

function articles(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "article" : "articles"}`;
}
