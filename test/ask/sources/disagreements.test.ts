import { describe, expect, test } from "vitest";
import { disagreements } from "#ask/sources/disagreements.ts";
import { MORE_PAIRS } from "./more-pairs.ts";
import { PAIRS } from "./pairs.ts";
import { ROWS } from "./rows.ts";
import { findingsIn, quoting } from "./told-by.ts";

describe("between two reports", () => {
  for (const { name, question, first, second, says, differs } of [...PAIRS, ...MORE_PAIRS]) {
    test(`${differs === null ? "no disagreement" : "a disagreement"}: ${name}`, async () => {
      const findings = await findingsIn([first, second], question);
      const found = disagreements([quoting(findings, first.id, says)], findings);
      const shown = found.map(({ of, statement }) => ({
        of,
        text: statement.text,
        from: statement.quotes[0]?.passage.article.id,
      }));
      const text = second.text.split(/(?<=\.) /u).find((sentence) => sentence.includes(differs ?? "–"));
      expect(shown).toEqual(differs === null ? [] : [{ of: 0, text, from: second.id }]);
    });
  }
});

test.each(ROWS)("two short reports: %s", async (question, ...row) => {
  const [firstDate, firstTitle, first, secondDate, secondTitle, second, differs] = row;
  const findings = await findingsIn(
    [
      { id: "one", title: firstTitle, text: first, publishedAt: firstDate },
      { id: "other", title: secondTitle, text: second, publishedAt: secondDate },
    ],
    question,
  );
  const last = first.split(/(?<=\.) /u).at(-1) ?? "";
  expect(disagreements([quoting(findings, "one", last)], findings)).toHaveLength(differs ? 1 : 0);
});
