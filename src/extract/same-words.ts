/** A line as it is compared: letters and digits only, in lower case, without accents. */
export function folded(line: string): string {
  return line
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
