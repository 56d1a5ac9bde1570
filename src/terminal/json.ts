import type { Abstained, Answer, Answered, BatchSummary, Evidence, Receipt } from "#types.ts";

/** One line of JSON in which nothing controls a terminal: what `JSON.stringify` leaves as it is, is escaped too. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * The shapes that people script against. Each function returns plain data for one line of JSON; names are never
 * changed or taken away, only added.
 */
export function answerJson(answer: Answer): object {
  return answer.kind === "answered" ? answeredJson(answer) : abstainedJson(answer);
}

function answeredJson(answer: Answered): object {
  return {
    question: answer.question,
    understoodAs: answer.understoodAs,
    kind: answer.kind,
    answeredBy: answer.answeredBy,
    asOf: answer.asOf,
    statements: answer.statements.map(({ text, citations }) => ({
      text,
      citations: [...new Set(citations.map((citation) => citation.source))],
    })),
    sources: answer.sources.map(({ number, articleId, title, url, outlet, publishedAt, passages }) => ({
      number,
      articleId,
      title,
      url,
      outlet,
      publishedAt,
      passages: passages.map(({ passageId, start, end, text, quotes }) => ({
        passageId,
        start,
        end,
        text,
        quotes: quotes.map((quote) => ({ start: quote.start, end: quote.end, text: quote.text })),
      })),
    })),
    removed: answer.removed,
    confidence: answer.confidence,
    milliseconds: answer.milliseconds,
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
  const { source, status, articleId, title, passages, duplicateOf, error } = receipt;
  return { source, status, articleId, title, passages, duplicateOf, error };
}

export function doneJson(summary: BatchSummary): object {
  const { batch, added, updated, unchanged, duplicate, removed, failed, articles, passages, seconds } = summary;
  return { status: "done", batch, added, updated, unchanged, duplicate, removed, failed, articles, passages, seconds };
}
