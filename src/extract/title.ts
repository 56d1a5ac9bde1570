/** A first line longer than this is a paragraph, not a title. */
export const LONGEST_TITLE_LINE = 200;

/** A title made from a line: the line itself, or its first words where it is too long for one. */
export function shortened(line: string): string {
  if (line.length <= LONGEST_TITLE_LINE) {
    return line;
  }
  const words = line.slice(0, LONGEST_TITLE_LINE / 2);
  const lastSpace = words.lastIndexOf(" ");
  return `${lastSpace > 0 ? words.slice(0, lastSpace) : words.replace(/[\ud800-\udbff]$/, "")}…`;
}
