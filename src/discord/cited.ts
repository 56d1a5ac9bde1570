import type { AnswerLog, Library } from "#ports.ts";
import { latestMark } from "./marks.ts";
import { type Message, textMessage } from "./message.ts";
import { renderPassage } from "./passage.ts";
import { belongsTo, type Place, type ShelfRules, shelvesOf } from "./place.ts";
import { citedPassages } from "./sources.ts";

interface Shown {
  readonly answers: AnswerLog;
  readonly library: Library;
  readonly rules: ShelfRules;
}

/**
 * The cited passage number `index` of an answer, as it was cited; or why it is not shown: the answer is not known (any
 * more) or was given elsewhere, its shelf is not searched here, or the article was removed.
 */
export async function citedPassage(
  { answers, library, rules }: Shown,
  { answerId, index, place }: { readonly answerId: string; readonly index: number; readonly place: Place },
): Promise<Message> {
  const record = await answers.find(answerId);
  if (record === null || record.answer.kind !== "answered" || !belongsTo(record, place)) {
    return unknownAnswer;
  }
  const cited = citedPassages(record.answer)[index];
  if (cited === undefined) {
    return unknownAnswer;
  }
  const { source, passage } = cited;
  if (!shelvesOf(place, rules).includes(source.shelf) || !record.shelves.includes(source.shelf)) {
    return textMessage("The shelf that this article stands on is no longer searched here, so I do not show it.");
  }
  const current = await library.within([source.shelf]).article(source.shelf, source.articleId);
  if (current === null) {
    return textMessage("This article has been removed since, so I do not show it any more.");
  }
  return renderPassage(source, passage, current.version, latestMark(record.marks, source.number));
}

const unknownAnswer = textMessage("I do not have this answer any more. Please ask the question again.");
