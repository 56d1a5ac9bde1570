/** The candidate a mistyped word most likely meant, within two edits (three for words over eight letters); else `null`. */
export function suggest(word: string, candidates: readonly string[]): string | null {
  const allowed = word.length > 8 ? 3 : 2;
  let best: { readonly candidate: string; readonly edits: number } | null = null;
  for (const candidate of candidates) {
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= allowed && edits < candidate.length && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) {
      best = { candidate, edits };
    }
  }
  return best?.candidate ?? null;
}

/** Levenshtein distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let line = 1; line <= left.length; line++) {
    const next = [line];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (left[line - 1] === right[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
