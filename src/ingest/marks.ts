import type { AnswerLog, AnswerMark, AnswerRecord, Clock } from "#ports.ts";
import type { Article, Notice, Source } from "#types.ts";

/** Marks earlier answers whose cited words no longer stand in an article. */
export interface Marks {
  /**
   * Looks at all answers that cite the article as it will stand (`null`: it is taken out) and marks those whose words are
   * gone; where they stand again, the mark is taken away. Call it before the article changes: what dies in between is
   * done again with it. Gives the notice for the receipt, `null` where no answer lost words.
   */
  note(shelf: string, articleId: string, next: Pick<Article, "version" | "text"> | null): Promise<Notice | null>;
}

export type Answers = Pick<AnswerLog, "citing" | "mark">;

export function createMarks(answers: Answers | undefined, clock: Clock): Marks {
  return {
    async note(shelf, articleId, next) {
      if (answers === undefined) return null;
      const at = clock.now().toISOString();
      let stale = 0;
      for (const record of await answers.citing(shelf, articleId)) {
        const marks = marksOf(record, { shelf, articleId }, next, at);
        for (const mark of marks) await answers.mark(record.id, mark);
        if (marks.some(({ quotes }) => quotes > 0)) stale += 1;
      }
      return stale === 0 ? null : { kind: "answers", message: messageOf(stale, next === null) };
    },
  };
}

interface Place {
  readonly shelf: string;
  readonly articleId: string;
}

/** One for each source that lost words, and one of 0 quotes where they stand again. */
function marksOf(
  record: AnswerRecord,
  place: Place,
  next: Pick<Article, "version" | "text"> | null,
  at: string,
): readonly AnswerMark[] {
  return sourcesIn(record, place)
    .map((source) => ({
      ...place,
      source: source.number,
      version: next?.version ?? null,
      at,
      quotes: lostQuotes(source, next),
    }))
    .filter(({ quotes, source }) => quotes > 0 || isMarked(record, place, source));
}

function messageOf(count: number, isRemoved: boolean): string {
  const answers = count === 1 ? "1 earlier answer cites" : `${count} earlier answers cite`;
  return isRemoved ? `${answers} it` : `${answers} words that no longer stand in it`;
}

function sourcesIn({ answer }: AnswerRecord, place: Place): readonly Source[] {
  return answer.kind === "abstained" ? [] : answer.sources.filter((source) => isAt(source, place));
}

function lostQuotes({ passages }: Source, next: Pick<Article, "text"> | null): number {
  const quotes = new Set(passages.flatMap((passage) => passage.quotes.map(({ text }) => text)));
  return [...quotes].filter((quote) => next === null || !next.text.includes(quote)).length;
}

function isMarked({ marks = [] }: AnswerRecord, place: Place, source: number): boolean {
  return marks.some((mark) => isAt(mark, place) && mark.source === source);
}

function isAt(one: Place, other: Place): boolean {
  return one.shelf === other.shelf && one.articleId === other.articleId;
}
