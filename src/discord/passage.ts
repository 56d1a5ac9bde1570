import type { AnswerMark } from "#ports.ts";
import type { CitedPassage, Source, Span } from "#types.ts";
import { escapeText, plain } from "./escape.ts";
import { detailsOf, showDate, titleOf } from "./headline.ts";
import { limits } from "./limits.ts";
import { type Message, textMessage } from "./message.ts";

/**
 * A cited passage for the one who asked to see it, as a quotation with the cited words in bold. A passage too long
 * for a message is cut at both ends, so that the cited words stay in view. `newest` is the article's current version,
 * `mark` says that words cited from it stand in it no more.
 */
export function renderPassage(
  source: Source,
  passage: CitedPassage,
  newest: number,
  mark: AnswerMark | null = null,
): Message {
  const details = detailsOf(source);
  const head = [
    `**[${source.number}] ${titleOf(source)}**`,
    ...(details.length === 0 ? [] : [`-# ${details.join(" · ")}`]),
    ...(mark === null ? [] : [markLine(mark, source.version)]),
  ];
  const changed = `-# The article has changed since: this was cited from version ${source.version}, it is now at version ${newest}.`;
  const tail = mark === null && newest > source.version ? ["", changed] : [];
  const room = limits.content - [...head, "", "", ...tail].join("\n").length;
  return textMessage([...head, "", quotation(passage, room), ...tail].join("\n"));
}

function markLine({ version, at }: AnswerMark, cited: number): string {
  const since = [version === null ? "" : `version ${version}`, showDate(at)].filter((part) => part !== "").join(", ");
  return `-# ⚠ Words cited from this article no longer stand in it${since === "" ? "" : ` (${since})`}. This is version ${cited}, as it was cited.`;
}

/** As much of the passage round its quotes as there is room for, in whole words. */
function quotation(passage: CitedPassage, room: number): string {
  const length = passage.text.length;
  const quotes = quotesWithin(passage);
  const show = (window: Span): string => quoteLines(passage.text, quotes, window).join("\n");
  const first = quotes[0] ?? { start: 0, end: 0 };
  const all = { start: first.start, end: quotes.at(-1)?.end ?? 0 };
  const core = show(all).length <= room ? all : first;
  const around = (context: number): Span => ({
    start: Math.min(core.start, wordStart(passage.text, Math.max(0, core.start - context))),
    end: Math.max(core.end, wordEnd(passage.text, Math.min(length, core.end + context))),
  });
  const from = (size: number): Span => ({
    start: core.start,
    end: wordEnd(passage.text, Math.min(length, core.start + size), core.start),
  });
  const windowAt = show(core).length <= room ? around : from;
  return show(windowAt(greatest(length, (size) => show(windowAt(size)).length <= room)));
}

/** The greatest size up to `most` that fits, 0 if none does; what fits grows with the size. */
function greatest(most: number, fits: (size: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = fits(middle) ? [middle, high] : [low, middle - 1];
  }
  return low;
}

/** The quotes as ranges of the passage's own text, in reading order, overlapping ones as one, those without words left out. */
function quotesWithin(passage: CitedPassage): Span[] {
  const spans: Span[] = [];
  const inside = (offset: number): number => Math.min(Math.max(offset - passage.start, 0), passage.text.length);
  for (const quote of passage.quotes.toSorted((left, right) => left.start - right.start)) {
    const span = { start: inside(quote.start), end: inside(quote.end) };
    const last = spans.at(-1);
    if (plain(passage.text.slice(span.start, span.end)) === "") {
      continue;
    }
    if (last !== undefined && span.start <= last.end) {
      spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      spans.push(span);
    }
  }
  return spans;
}

/** One line of block quote for each line of the text that has words, `…` where the window cuts it. */
function quoteLines(text: string, quotes: readonly Span[], window: Span): string[] {
  const lines: string[] = [];
  for (const match of text.slice(window.start, window.end).matchAll(/[^\n]*\S[^\n]*/gu)) {
    const start = window.start + match.index;
    lines.push(emphasise(text, quotes, { start, end: start + match[0].length }));
  }
  const before = text.slice(0, window.start).trim() === "" ? "" : "… ";
  const after = text.slice(window.end).trim() === "" ? "" : " …";
  const whole = lines.map(
    (line, index) => `${index === 0 ? before : ""}${line}${index === lines.length - 1 ? after : ""}`,
  );
  return whole.flatMap((line, index) => (index === 0 ? [`> ${line}`] : ["> ", `> ${line}`]));
}

/** A line with its quoted runs in bold; white space at the edges of a run stays outside. */
function emphasise(text: string, quotes: readonly Span[], line: Span): string {
  const parts: string[] = [];
  let at = line.start;
  for (const quote of quotes.filter((span) => span.start < line.end && span.end > line.start)) {
    const [start, end] = [Math.max(quote.start, line.start), Math.min(quote.end, line.end)];
    parts.push(spaced(text.slice(at, start)), spaced(text.slice(start, end), "**"));
    at = end;
  }
  parts.push(spaced(text.slice(at, line.end)));
  return parts.join("").trim();
}

function spaced(text: string, mark = ""): string {
  const words = escapeText(text);
  if (words === "") {
    return text === "" ? "" : " ";
  }
  return `${/^\s/u.test(text) ? " " : ""}${mark}${words}${mark}${/\s$/u.test(text) ? " " : ""}`;
}

function wordStart(text: string, offset: number): number {
  const space = text.slice(offset).search(/\s/u);
  return offset === 0 || space < 0 || /\s/u.test(text[offset - 1] ?? "") ? offset : offset + space;
}

/** The end of the last whole word before the offset; a word that already begins at `start` is cut. */
function wordEnd(text: string, offset: number, start = 0): number {
  if (offset >= text.length || /\s/u.test(text[offset] ?? "")) {
    return offset;
  }
  const space = text.slice(start, offset).search(/\s\S*$/u);
  return space < 0 ? offset : start + space;
}
