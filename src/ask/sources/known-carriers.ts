import type { DraftStatement } from "#ask/draft.ts";
import type { Carrier, LibraryScope } from "#ports.ts";
import { numbers } from "#text/numbers.ts";
import { words } from "#text/words.ts";

/** By article (see `carrierKey`): who carries it, as far as that was found out when it was ingested. */
export type KnownCarriers = ReadonlyMap<string, readonly Carrier[]>;

export function carrierKey({ shelf, id }: { readonly shelf: string; readonly id: string }): string {
  return JSON.stringify([shelf, id]);
}

/**
 * Looks up each cited article once. One that says nearly the same is named only where it says what is cited: it may be a
 * version of the report with another toll.
 */
export async function knownCarriers(
  statements: readonly DraftStatement[],
  scope: LibraryScope,
): Promise<KnownCarriers> {
  const quotes = new Map<string, { readonly shelf: string; readonly id: string; readonly texts: string[] }>();
  for (const { passage, quote } of statements.flatMap((statement) => statement.quotes)) {
    const { shelf, id } = passage.article;
    const known = quotes.get(carrierKey({ shelf, id })) ?? { shelf, id, texts: [] };
    quotes.set(carrierKey({ shelf, id }), known);
    known.texts.push(quote);
  }
  const found = new Map<string, readonly Carrier[]>();
  for (const [key, { shelf, id, texts }] of quotes) found.set(key, await carriersOf(shelf, id, texts, scope));
  return found;
}

async function carriersOf(
  shelf: string,
  id: string,
  quotes: readonly string[],
  scope: LibraryScope,
): Promise<readonly Carrier[]> {
  const carriers: Carrier[] = [];
  for (const carrier of await scope.carriers(shelf, id)) {
    const { article, kind } = carrier;
    const text = kind === "same" ? null : (await scope.article(shelf, article.id))?.text;
    if (text === null || (text !== undefined && says(text, quotes))) carriers.push(carrier);
  }
  return carriers;
}

/** All numbers of the quotes, and of one of them half of the runs of three words. */
function says(text: string, quotes: readonly string[]): boolean {
  const there = new Set(numbers(text).map(({ value }) => value));
  if (quotes.some((quote) => numbers(quote).some(({ value }) => !there.has(value)))) return false;
  const told = spaced(wordsIn(text));
  return quotes.some((quote) => {
    const runs = runsOf(wordsIn(quote));
    return runs.filter((run) => told.includes(spaced(run))).length >= runs.length / 2;
  });
}

const RUN = 3;

function runsOf(parts: readonly string[]): readonly (readonly string[])[] {
  const last = Math.max(0, parts.length - RUN);
  return Array.from({ length: last + 1 }, (_, at) => parts.slice(at, at + RUN));
}

function wordsIn(text: string): readonly string[] {
  return words(text).map((word) => word.text);
}

function spaced(parts: readonly string[]): string {
  return ` ${parts.join(" ")} `;
}
