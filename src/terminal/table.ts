import type { Look } from "./look.ts";
import { columns } from "./wrap.ts";

/** Names and values in two columns under a heading. */
export function showTable(
  heading: string,
  rows: readonly (readonly [name: string, value: string])[],
  look: Look,
): string {
  const widest = Math.max(0, ...rows.map(([name]) => columns(name)));
  const lines = rows.map(([name, value]) => `  ${name}${" ".repeat(widest - columns(name) + 2)}${value}`);
  return [look.paint.bold(heading), ...lines].join("\n");
}
