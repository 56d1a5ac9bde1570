import { columns } from "./wrap.ts";

/** The text within so many columns: what is too long loses its end, and an ellipsis says so. */
export function cutEnd(text: string, width: number): string {
  return columns(text) <= width ? text : `${head(text, width - 1)}…`;
}

/** The same, but what is lost is the middle: of paths and addresses both ends tell them apart. */
export function cutMiddle(text: string, width: number): string {
  if (columns(text) <= width) {
    return text;
  }
  const front = Math.ceil((width - 1) / 2);
  const back = [...head([...text].reverse().join(""), Math.max(0, width - 1 - front))].reverse().join("");
  return `${head(text, front)}…${back}`;
}

/** As many of the first characters as fit into the columns. */
function head(text: string, width: number): string {
  let [taken, used] = ["", 0];
  for (const character of text) {
    used += columns(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}
