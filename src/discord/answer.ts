import type { Abstained, Answer, Answered } from "#types.ts";
import { disagreement } from "./disagreement.ts";
import { plain, shorten } from "./escape.ts";
import { footer, footerSoFar } from "./footer.ts";
import { headline } from "./headline.ts";
import { limits } from "./limits.ts";
import { type Message, textMessage } from "./message.ts";
import { type Block, pack } from "./pack.ts";
import { answerButtons } from "./passage-buttons.ts";
import { markersOf } from "./sources.ts";
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
 * pass for a source. Statements of more than `longestText` are cut, and the answer says so. A word in return for a
 * greeting stands alone.
 */
export function renderAnswer(answer: Answer, { id, followUp }: Options): Message[] {
  if (answer.kind === "abstained" && answer.isSmallTalk === true) {
    return pack(reasonBlocks(answer)).map(textMessage);
  }
  const contents = contentsOf(answer);
  const last = contents.length - 1;
  return contents.map((content, index) => ({
    content,
    components: index === last ? answerButtons(answer, id, followUp) : [],
  }));
}

/** What the messages of an answer say. Under one that cites something there is room to say later that it changed. */
export function contentsOf(answer: Answer): string[] {
  return answer.kind === "answered"
    ? pack([...answeredBlocks(answer), ...footer(answer)], markRoom)
    : pack([...abstainedBlocks(answer), ...footer(answer)]);
}

/** Code units that one line about the sources takes, with the line break before it. */
const markRoom = 140;

/**
 * What of an answer has passed its checks while the rest is being written, in one message without buttons; `null` when
 * there is nothing yet, or more than one message holds.
 */
export function renderPreview(answer: Answered): Message | null {
  const blocks = answeredBlocks(answer);
  const [content = "", ...more] = pack([...blocks, ...footerSoFar(answer)]);
  return blocks.length === 0 || more.length > 0 ? null : textMessage(content);
}

/** Code units of all statements together: about ten screens of a phone, and a tenth of what a channel takes in a minute. */
const longestText = 12_000;

function answeredBlocks(answer: Answered): Block[] {
  const blocks: Block[] = [];
  let room = longestText;
  for (const [index, statement] of answer.statements.entries()) {
    const text = plain(statement.text);
    const marks = markersOf(answer, index).map((number) => ` **[${number}]**`);
    blocks.push(...statementBlocks(disagreement(answer, index), shorten(text, room), marks));
    room -= text.length;
    if (room < 1) {
      return [...blocks, { text: "-# This answer is too long for Discord; the rest of it is cut.", before: "\n\n" }];
    }
  }
  return blocks;
}

/** A statement in as many pieces as it needs, its lead before the first word, its markers after the last. */
function statementBlocks(lead: string, text: string, markers: readonly string[]): Block[] {
  const marks = markers.slice(0, 20).join("");
  const pieces = splitEscaped(text, limits.content - lead.length - marks.length);
  const last = pieces.length - 1;
  return pieces.map((piece, index) => ({
    text: `${index === 0 ? lead : ""}${piece}${index === last ? marks : ""}`,
    before: "\n\n",
  }));
}

function abstainedBlocks(answer: Abstained): Block[] {
  const nearest = answer.nearest.slice(0, 5).map((article) => `- ${headline(article)}`);
  return [
    ...reasonBlocks(answer),
    ...(nearest.length === 0 ? [] : [{ text: "Nearest to your question:", before: "\n\n" } as const]),
    ...nearest.map((text): Block => ({ text, before: "\n" })),
  ];
}

function reasonBlocks({ reason }: Abstained): Block[] {
  const words = plain(reason) || "The articles do not hold an answer to that.";
  return splitEscaped(shorten(words, limits.content), limits.content).map((text) => ({ text, before: "\n\n" }));
}
