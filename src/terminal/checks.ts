import { clean } from "./clean.ts";
import type { Look } from "./look.ts";

/** One check on one line: `ok    library        …`. */
export function showCheck(
  { check, status, message }: { check: string; status: "ok" | "warn" | "fail"; message: string },
  { paint }: Look,
): string {
  const mark = { ok: paint.good, warn: paint.warn, fail: paint.bad }[status];
  return `${mark(status.padEnd(4))}  ${check.padEnd(13)}  ${clean(message)}`;
}
