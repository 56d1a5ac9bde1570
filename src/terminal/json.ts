import type { Abstained, Answer, Answered, BatchSummary, Evidence, Receipt, Source } from "#types.ts";
import type { Replay } from "./replay.ts";

/** One line of JSON in which nothing controls a terminal: what `JSON.stringify` leaves as it is, is escaped too. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * The shapes that people script against. Each function returns plain data for one line of JSON; names are never
 * changed or taken away, only added. `answerId` is the id an answer is kept under; what is not there is left out.
 */
export function answerJson(answer: Answer, answerId: string | null = null): object {
  return {
    ...(answer.kind === "answered" ? answeredJson(answer) : abstainedJson(answer)),
    ...present({ instead: answer.instead, model: answer.trace?.model, answerId: answerId ?? undefined }),
  };
}

/** Only the fields that have a value. */
function present(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function answeredJson(answer: Answered): object {
  return {
    question: answer.question,
    understoodAs: answer.understoodAs,
    kind: answer.kind,
    answeredBy: answer.answeredBy,
    asOf: answer.asOf,
    statements: answer.statements.map(({ text, citations, disagreesWith }) => ({
      text,
      citations: [...new Set(citations.map((citation) => citation.source))],
      ...present({ disagreesWith }),
    })),
    sources: answer.sources.map(sourceJson),
    removed: answer.removed,
    confidence: answer.confidence,
    milliseconds: answer.milliseconds,
    ...present({ missing: answer.missing, cutOff: answer.isCutOff }),
  };
}

function sourceJson(source: Source): object {
  const { number, articleId, title, url, outlet, publishedAt, isOlder, alsoCarriedBy, passages } = source;
  const elsewhere = alsoCarriedBy?.map((article) => ({
    articleId: article.id,
    title: article.title,
    outlet: article.outlet,
    publishedAt: article.publishedAt,
    url: article.url,
  }));
  return {
    number,
    articleId,
    title,
    url,
    outlet,
    publishedAt,
    ...present({ older: isOlder, alsoCarriedBy: elsewhere }),
    passages: passages.map(({ passageId, start, end, text, quotes }) => ({
      passageId,
      start,
      end,
      text,
      quotes: quotes.map((quote) => ({ start: quote.start, end: quote.end, text: quote.text })),
    })),
  };
}

function abstainedJson(answer: Abstained): object {
  const { articles, from, to } = answer.coverage;
  return {
    question: answer.question,
    understoodAs: answer.understoodAs,
    kind: answer.kind,
    reason: answer.reason,
    nearest: answer.nearest.map(({ id, title, publishedAt, url }) => ({ articleId: id, title, publishedAt, url })),
    coverage: { articles, from, to },
    confidence: answer.confidence,
    milliseconds: answer.milliseconds,
    ...present({ smallTalk: answer.isSmallTalk }),
  };
}

/** How a stored answer came about; `answer` is what it comes to when it is gone through again. */
export function replayJson({ record, offered, again }: Replay): object {
  const { id, answer, askedAt, place, shelves, parent } = record;
  const { question, understoodAs, trace } = answer;
  return {
    ...{ answerId: id, question, understoodAs, askedAt, place, shelves, parent },
    ...{ model: trace?.model ?? null, prompts: trace?.prompts ?? null },
    offered: offered.map(({ passage, article, newest }) => ({
      ...passage,
      title: article?.title ?? null,
      publishedAt: article?.publishedAt ?? null,
      newestVersion: newest,
    })),
    calls: trace?.calls ?? [],
    statements: again.statements.map(({ text, kept, complaint }) => ({ text, kept, complaint })),
    same: again.same,
    answer: answerJson(again.answer, id),
  };
}

/** Ranked passages of one question, best first. */
export function searchJson(question: string, evidence: readonly Evidence[], milliseconds: number): object {
  return {
    question,
    passages: evidence.map(({ passage, article, score, ranks }) => ({
      passageId: passage.id,
      articleId: passage.articleId,
      title: article.title,
      start: passage.start,
      end: passage.end,
      text: passage.text,
      score,
      lexicalRank: ranks.lexical,
      denseRank: ranks.dense,
    })),
    milliseconds,
  };
}

/** A question of a batch that could not be worked on; `id` as the batch gave it, `null` where it gave none. */
export function failedJson(id: unknown, error: string): object {
  return { id: id ?? null, kind: "failed", error };
}

export function receiptJson(receipt: Receipt): object {
  const { source, status, articleId, title, passages, duplicateOf, nearDuplicateOf, error } = receipt;
  const notices = receipt.notices?.length ? receipt.notices.map(({ kind, message }) => ({ kind, message })) : undefined;
  return { source, status, articleId, title, passages, duplicateOf, nearDuplicateOf, notices, error };
}

export function doneJson(summary: BatchSummary): object {
  const { batch, added, updated, unchanged, duplicate, removed, failed, articles, passages, seconds } = summary;
  return { status: "done", batch, added, updated, unchanged, duplicate, removed, failed, articles, passages, seconds };
}
