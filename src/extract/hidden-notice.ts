import type { Notice } from "#types.ts";

/** Notices about texts that a reader of the document does not see: one, where there are any. */
export function hiddenNotices(hidden: readonly string[]): Notice[] {
  const characters = hidden.reduce((sum, text) => sum + text.length, 0);
  const [passages, were] =
    hidden.length === 1 ? ["1 hidden passage", "was"] : [`${hidden.length} hidden passages`, "were"];
  const message = `${passages} (${characters} characters) ${were} left out`;
  return hidden.length > 0 ? [{ kind: "hidden-text", message }] : [];
}
