import { folded } from "#extract/same-words.ts";
import type { Paragraph } from "./paragraphs.ts";

/** How much larger than the text a headline is. */
const LARGER = 1.15;
const LONGEST_HEADLINE = 300;

/** The headline printed on the first page: its largest letters; `null` where none are larger than the text. */
export function printedHeadline(paragraphs: readonly Paragraph[], body: number): Paragraph | null {
  const large = paragraphs.filter(
    ({ page, size, text }) =>
      page === 0 && size >= body * LARGER && text.length <= LONGEST_HEADLINE && /\p{L}{2}/u.test(text),
  );
  const [largest] = [...large].sort((one, other) => other.size - one.size);
  if (largest === undefined || wordCount(largest) > 3) {
    return largest ?? null;
  }
  // The name of a newspaper at the top may be set larger than any headline.
  const below = large.find((each) => paragraphs.indexOf(each) > paragraphs.indexOf(largest) && wordCount(each) > 3);
  return paragraphs[0] === largest && below !== undefined && below.size >= body * 1.25 ? below : largest;
}

function wordCount({ text }: Paragraph): number {
  return text.split(/\s+/).length;
}

/** Which of the paragraphs at the beginning says the title, perhaps in other capitals or quotation marks; -1: none. */
export function placeOf(title: string, paragraphs: readonly Paragraph[]): number {
  const wanted = folded(title);
  return paragraphs.findIndex(({ text, page }) => page === 0 && wanted !== "" && folded(text) === wanted);
}

/** The title as it is printed, where the properties have the name of the outlet behind it. */
export function withoutOutlet(title: string, headline: string | null): string {
  const rest = headline !== null && title.startsWith(headline) ? title.slice(headline.length) : "";
  return headline !== null && /^\s*[|–—:-]\s/.test(rest) ? headline : title;
}
