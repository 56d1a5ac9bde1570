import type { StoredPassage } from "#ports.ts";
import { type AnalysedPassage, analysePassage } from "./analyse.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Passages remembered: those of the last ten questions or so, 15 to 20 kB each. */
const CAPACITY = 1500;

/** Takes passages apart and remembers the ones used last. */
export function createAnalyser(vocabulary: Vocabulary): (stored: StoredPassage) => AnalysedPassage {
  const memory = new Map<string, AnalysedPassage>();
  return (stored) => {
    const { id, version, text } = stored.passage;
    const known = memory.get(id);
    memory.delete(id);
    const same = known?.passage.version === version && known.passage.text === text;
    // Title, date and address may have been corrected while the text stayed.
    const analysed = known && same && sameArticle(known, stored) ? known : analysePassage(stored, vocabulary);
    memory.set(id, analysed);
    if (memory.size > CAPACITY) {
      const oldest = memory.keys().next();
      if (!oldest.done) memory.delete(oldest.value);
    }
    return analysed;
  };
}

function sameArticle({ article: a }: StoredPassage, { article: b }: StoredPassage): boolean {
  const keys = ["shelf", "title", "url", "outlet", "author", "publishedAt"] as const;
  return keys.every((key) => a[key] === b[key]);
}
