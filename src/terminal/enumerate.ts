/** `X`, `X and Y`, `X, Y and Z`. */
export function enumerate(words: readonly string[]): string {
  const before = words.slice(0, -1).join(", ");
  const last = words.at(-1) ?? "";
  return before === "" ? last : `${before} and ${last}`;
}
