import type { Abstained, Answer, Answered, CitedPassage, Source } from "#types.ts";
import { encodeCustomId } from "./custom-id.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { headline, showCoverage, showDate } from "./headline.ts";
import { limits } from "./limits.ts";
import { type Button, type Message, type Row, row } from "./message.ts";
import { type Block, pack } from "./pack.ts";
import { splitEscaped } from "./split.ts";

interface Options {
  /** The id under which the answer is kept: its buttons carry it. */
  readonly id: string;
  /** Whether it answers a command: people can not reply to that so that we see it, so a button lets them follow up. */
  readonly followUp: boolean;
}

/**
 * An answer as one or more messages, none over a limit of Discord, the buttons under the last:
 *
 *     Kardashian took the case to the president personally, in May. **[1]**
 *
 *     -# **[1]** Title · Outlet · 15 June 2018 · <https://…>
 *     -# In the articles' own words · as of 15 June 2018
 *     [ Passage [1] ] [ Follow up ]
 *
 * Plain content and no embed: a person who switched embeds off still sees it, it is in notifications and in the
 * search, and a phone shows it at full width. Foreign text begins no line with subtext or bold, so it can not
 * pass for a source. Statements of more than `longestText` are cut, and the answer says so.
 */
export function renderAnswer(answer: Answer, { id, followUp }: Options): Message[] {
  const blocks = answer.kind === "answered" ? answeredBlocks(answer) : abstainedBlocks(answer);
  const contents = pack([...blocks, ...footer(answer)]);
  const rows = answer.kind === "answered" ? passageRows(citedPassages(answer), id) : [];
  const last = contents.length - 1;
  return contents.map((content, index) => ({
    content,
    components: index === last ? withFollowUp(rows, followUp ? followUpButton(id) : null) : [],
  }));
}

/** Every cited passage with its source, by the number of the source: what the buttons count, from 0. */
export function citedPassages(answer: Answered): { readonly source: Source; readonly passage: CitedPassage }[] {
  return shownSources(answer).flatMap((source) => source.passages.map((passage) => ({ source, passage })));
}

/** Code units of all statements together: about ten screens of a phone, and a tenth of what a channel takes in a minute. */
const longestText = 12_000;

function answeredBlocks(answer: Answered): Block[] {
  const numbers = new Set(answer.sources.map((source) => source.number));
  const blocks: Block[] = [];
  let room = longestText;
  for (const statement of answer.statements) {
    const text = plain(statement.text);
    const cited = [...new Set(statement.citations.map((citation) => citation.source))];
    const markers = cited.filter((number) => numbers.has(number)).map((number) => ` **[${number}]**`);
    blocks.push(...statementBlocks(shorten(text, room), markers));
    room -= text.length;
    if (room < 1) {
      return [...blocks, { text: "-# This answer is too long for Discord; the rest of it is cut.", before: "\n\n" }];
    }
  }
  return blocks;
}

/** A statement in as many pieces as it needs, its markers after the last word. */
function statementBlocks(text: string, markers: readonly string[]): Block[] {
  const marks = markers.slice(0, 20).join("");
  const pieces = splitEscaped(text, limits.content - marks.length);
  return pieces.map((piece, index) => ({
    text: index === pieces.length - 1 ? `${piece}${marks}` : piece,
    before: "\n\n",
  }));
}

/** The sources that some statement cites, by number: the markers and the list agree. */
function shownSources(answer: Answered): Source[] {
  const cited = new Set(answer.statements.flatMap(({ citations }) => citations.map(({ source }) => source)));
  return answer.sources.filter(({ number }) => cited.has(number)).toSorted((a, b) => a.number - b.number);
}

function abstainedBlocks(answer: Abstained): Block[] {
  const words = plain(answer.reason) || "The articles do not hold an answer to that.";
  const reason = splitEscaped(shorten(words, limits.content), limits.content);
  const nearest = answer.nearest.slice(0, 5).map((article) => `- ${headline(article)}`);
  return [
    ...reason.map((text): Block => ({ text, before: "\n\n" })),
    ...(nearest.length === 0 ? [] : [{ text: "Nearest to your question:", before: "\n\n" } as const]),
    ...nearest.map((text): Block => ({ text, before: "\n" })),
  ];
}

function footer(answer: Answer): Block[] {
  const sources =
    answer.kind === "answered"
      ? shownSources(answer).map((source) => `**[${source.number}]** ${headline(source)}`)
      : [];
  const lines = [...sources, label(answer), ...understoodAs(answer)].filter((line) => line !== "");
  return lines.map((line, index) => ({ text: `-# ${line}`, before: index === 0 ? "\n\n" : "\n" }));
}

function label(answer: Answer): string {
  if (answer.kind === "abstained") {
    return answer.nearest.length === 0 ? "" : `Searched ${showCoverage(answer.coverage)}`;
  }
  const by =
    answer.answeredBy === "extractive"
      ? "In the articles' own words"
      : "Written by a language model from these sources";
  const date = showDate(answer.asOf);
  const removed =
    answer.removed === 0
      ? []
      : [
          `${answer.removed} ${answer.removed === 1 ? "statement" : "statements"} left out, not borne out by the articles`,
        ];
  return [by, ...(date === "" ? [] : [`as of ${date}`]), ...removed].join(" · ");
}

function understoodAs({ question, understoodAs: understood }: Answer): string[] {
  const same = plain(question).toLowerCase() === plain(understood).toLowerCase();
  return same ? [] : [`Understood as: ${escapeText(shorten(plain(understood), 300))}`];
}

/** A button for each source, or a menu of the cited words where a number alone would not say which passage is meant. */
function passageRows(cited: ReturnType<typeof citedPassages>, id: string): Row[] {
  if (cited.length === 0) {
    return [];
  }
  if (cited.length < limits.buttonsInRow && cited.every(({ source }) => source.passages.length === 1)) {
    return [row(...cited.map(({ source }, index) => passageButton(source, id, index)))];
  }
  const options = cited.slice(0, limits.options).map(({ source, passage }, index) => ({
    label: shorten(`[${source.number}] ${plain(passage.quotes[0]?.text ?? passage.text)}`, limits.optionLabel),
    value: String(index),
    description: shorten(plain(source.title), limits.optionDescription) || "(no title)",
  }));
  const custom_id = encodeCustomId({ verb: "choose", answerId: id });
  return [row({ type: 3, custom_id, placeholder: "Show a cited passage", options })];
}

function passageButton({ number }: Source, answerId: string, index: number): Button {
  const custom_id = encodeCustomId({ verb: "passage", answerId, index });
  return { type: 2, style: 2, label: `Passage [${number}]`, custom_id };
}

function followUpButton(answerId: string): Button {
  return { type: 2, style: 1, label: "Follow up", custom_id: encodeCustomId({ verb: "follow", answerId }) };
}

/** Beside the other buttons, or below a select, which fills its row. */
function withFollowUp(rows: Row[], button: Button | null): Row[] {
  if (button === null) {
    return rows;
  }
  const [first] = rows;
  const isFull = first === undefined || first.components.some(({ type }) => type === 3);
  return isFull ? [...rows, row(button)] : [row(...first.components, button)];
}
