import { afterEach, describe, expect, test } from "vitest";
import type { AnswerLog, AnswerMark, AnswerRecord } from "#ports.ts";
import type { Answered, Source } from "#types.ts";

interface Made {
  readonly answers: AnswerLog;
  dispose(): Promise<void>;
}

/** A record of an answer that cites the articles, each with these words. */
export function citing(
  id: string,
  cited: Readonly<Record<string, readonly string[]>>,
  more: Partial<AnswerRecord> = {},
): AnswerRecord {
  const sources = Object.entries(cited).map(([articleId, quotes], index): Source => {
    const text = quotes.join(" ");
    const spans = quotes.map((quote) => ({
      start: text.indexOf(quote),
      end: text.indexOf(quote) + quote.length,
      text: quote,
    }));
    const facts = { title: articleId, url: null, outlet: null, author: null, publishedAt: null };
    const passages = [{ passageId: `main/${articleId}@1#0`, start: 0, end: text.length, text, quotes: spans }];
    return { number: index + 1, articleId, shelf: "main", version: 1, ...facts, passages };
  });
  const answer: Answered = {
    ...{ kind: "answered", question: "Why?", understoodAs: "Why?", confidence: 0.9, milliseconds: 3 },
    ...{ answeredBy: "extractive", asOf: null, removed: 0, statements: [], sources },
  };
  const asked = { askedAt: "2026-01-02T03:04:05Z", place: "terminal", asker: null };
  return { id, answer, shelves: ["main"], parent: null, ...asked, ...more };
}

/** What every `AnswerLog` must do with marks, whatever keeps its answers. */
export function describeAnswerLog(name: string, make: () => Promise<Made>): void {
  describe(`${name} as a log of answers`, () => {
    const open: Made[] = [];
    const log = async () => {
      const made = await make();
      open.push(made);
      return made.answers;
    };
    afterEach(async () => {
      for (const made of open.splice(0)) await made.dispose();
    });
    const ids = (records: readonly AnswerRecord[]) => records.map(({ id }) => id);
    const at = "2026-02-03T04:05:06.000Z";
    const mark: AnswerMark = { shelf: "main", articleId: "sea", source: 1, version: 2, at, quotes: 1 };

    test("finds the answers that cite an article, oldest first, and no others", async () => {
      const answers = await log();
      await answers.save(citing("late", { sea: ["a"] }, { askedAt: "2026-01-09T00:00:00Z" }));
      await answers.save(citing("early", { land: ["b"], sea: ["a"] }));
      await answers.save(citing("other", { land: ["b"] }));
      expect(ids(await answers.citing("main", "sea"))).toEqual(["early", "late"]);
      expect(ids(await answers.citing("main", "land"))).toEqual(["early", "other"]);
      expect(await answers.citing("guild-1", "sea")).toEqual([]);
      await answers.save(citing("late", { land: ["b"] }));
      expect(ids(await answers.citing("main", "sea"))).toEqual(["early"]);
    });

    test("keeps marks with their answers, one for each source, until they are taken away", async () => {
      const answers = await log();
      const record = citing("one", { sea: ["a"], land: ["b"] });
      await answers.save(record);
      const other = { ...mark, articleId: "land", source: 2, version: null };
      await answers.mark("one", other);
      await answers.mark("one", mark);
      expect(await answers.find("one")).toEqual({ ...record, marks: [mark, other] });
      expect(await answers.citing("main", "sea")).toEqual([{ ...record, marks: [mark, other] }]);
      await answers.mark("one", { ...mark, version: 3, quotes: 2 });
      expect(await answers.find("one")).toMatchObject({ marks: [{ version: 3, quotes: 2 }, { version: null }] });
      await answers.mark("one", { ...mark, quotes: 0 });
      await answers.mark("one", { ...other, quotes: 0 });
      expect(await answers.find("one")).toEqual(record);
    });

    test("lists the marked answers that were not told, and tells them once", async () => {
      const answers = await log();
      for (const id of ["b", "a", "c"]) await answers.save(citing(id, { sea: ["a"] }));
      await answers.mark("b", mark);
      await answers.mark("a", mark);
      expect(ids(await answers.marked())).toEqual(["a", "b"]);
      await answers.tell("a");
      expect(await answers.find("a")).toMatchObject({ marks: [{ ...mark, isTold: true }] });
      expect(ids(await answers.marked())).toEqual(["b"]);
      await answers.mark("a", { ...mark, version: 3 });
      expect(ids(await answers.marked())).toEqual(["b"]);
      await answers.mark("a", { ...mark, version: 4, quotes: 2 });
      expect(ids(await answers.marked())).toEqual(["a", "b"]);
    });

    test("says once that words stand again, where it was told that they do not", async () => {
      const answers = await log();
      await answers.save(citing("one", { sea: ["a"] }));
      await answers.mark("one", mark);
      await answers.tell("one");
      await answers.mark("one", { ...mark, version: 3, quotes: 0 });
      await answers.mark("one", { ...mark, version: 3, quotes: 0 });
      expect(ids(await answers.marked())).toEqual(["one"]);
      expect(await answers.find("one")).toMatchObject({ marks: [{ version: 3, quotes: 0 }] });
      await answers.tell("one");
      expect(ids(await answers.marked())).toEqual([]);
      expect((await answers.find("one"))?.marks).toBeUndefined();
    });

    test("keeps marks when the answer is saved again, and has none for an answer that was never saved", async () => {
      const answers = await log();
      await answers.save(citing("one", { sea: ["a"] }));
      await answers.mark("one", mark);
      await answers.save(citing("one", { sea: ["a"] }, { place: "discord:1:2" }));
      expect(await answers.find("one")).toMatchObject({ place: "discord:1:2", marks: [mark] });
      await answers.mark("never", mark);
      await answers.tell("never");
      expect(await answers.find("never")).toBeNull();
      expect(ids(await answers.marked())).toEqual(["one"]);
    });
  });
}
