import { paragraphs } from "#text/paragraphs.ts";
import { sentences } from "#text/sentences.ts";
import { estimateTokens } from "#text/tokens.ts";
import type { Article, Passage, Span } from "#types.ts";

/**
 * Fourth step: cuts an article into passages, in reading order. A passage is a run of whole sentences of about 200 to
 * 256 tokens; a longer sentence is a passage of its own. Every character that is not white space lies in exactly one
 * passage, and `passage.text === article.text.slice(start, end)`.
 *
 * Of all ways to cut between sentences the one with the least cost is taken (as in breaking a paragraph into lines):
 * passages near the target length, cuts at the ends of paragraphs, no heading left behind. So no crumb remains at the
 * end.
 */
export function chunk(article: Pick<Article, "id" | "shelf" | "version" | "text">): Passage[] {
  const units = unitsOf(article.text);
  return cheapestRuns(units).map(({ start, end }, ordinal) => ({
    id: `${article.shelf}/${article.id}@${article.version}#${ordinal}`,
    articleId: article.id,
    shelf: article.shelf,
    version: article.version,
    ordinal,
    start,
    end,
    text: article.text.slice(start, end),
  }));
}

const LONGEST = 256;
const TARGET = 225;
/** Costs beside the square of the relative distance from the target: a cut inside a paragraph, and one after a heading. */
const INSIDE_PARAGRAPH = 0.1;
const AFTER_HEADING = 1;

interface Unit extends Span {
  readonly tokens: number;
  readonly costOfCutAfter: number;
}

function unitsOf(text: string): Unit[] {
  const ends = new Map(paragraphs(text).map((paragraph) => [paragraph.end, paragraph]));
  return sentences(text).map(({ start, end }) => {
    const sentence = text.slice(start, end);
    const closes = ends.get(end);
    const isHeading = closes?.start === start && end - start <= 120 && !/[.!?…。！？"”’)]$/.test(sentence);
    const costOfCutAfter = closes === undefined ? INSIDE_PARAGRAPH : isHeading ? AFTER_HEADING : 0;
    return { start, end, tokens: estimateTokens(sentence), costOfCutAfter };
  });
}

/** Least total cost over all cuts; `best[i]` is the cheapest way to cut the first `i` sentences. */
function cheapestRuns(units: readonly Unit[]): Span[] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let to = 1; to <= units.length; to += 1) {
    best.push(cheapestEnd(units, best, to));
  }
  const runs: Span[] = [];
  for (let to = units.length; to > 0; to = best[to]?.from ?? 0) {
    const first = units[best[to]?.from ?? 0];
    const last = units[to - 1];
    if (first !== undefined && last !== undefined) {
      runs.push({ start: first.start, end: last.end });
    }
  }
  return runs.reverse();
}

function cheapestEnd(
  units: readonly Unit[],
  best: readonly { readonly cost: number }[],
  to: number,
): { cost: number; from: number } {
  const costOfCut = to === units.length ? 0 : (units[to - 1]?.costOfCutAfter ?? 0);
  let found = { cost: Number.POSITIVE_INFINITY, from: to - 1 };
  let tokens = 0;
  for (let from = to - 1; from >= 0; from -= 1) {
    tokens += units[from]?.tokens ?? 0;
    if (tokens > LONGEST && from < to - 1) {
      break;
    }
    const cost = (best[from]?.cost ?? 0) + ((tokens - TARGET) / TARGET) ** 2 + costOfCut;
    if (cost < found.cost) {
      found = { cost, from };
    }
  }
  return found;
}
