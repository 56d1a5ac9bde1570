import type { AnalysedPassage } from "./analyse.ts";

/** For the stem of a part of a name, the other parts of names it stands in (`alic`: `johnson`). */
export type Aliases = ReadonlyMap<string, ReadonlySet<string>>;

/** Full names in the passages of one article tie first and last names together: `Alice` may stand for `Johnson`. */
export function aliasesOf(passages: readonly AnalysedPassage[]): Aliases {
  const aliases = new Map<string, Set<string>>();
  for (const name of passages.flatMap((passage) => passage.names)) {
    for (const part of name) {
      const others = aliases.get(part) ?? new Set();
      for (const other of name) if (other !== part) others.add(other);
      aliases.set(part, others);
    }
  }
  return aliases;
}
