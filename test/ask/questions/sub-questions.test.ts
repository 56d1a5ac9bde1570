import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subQuestions } from "#ask/questions/sub-questions.ts";

describe("a question is split", () => {
  test.each<readonly [string, readonly string[]]>([
    ["How did the toll change between May and July?", ["What was the toll in May?", "What was the toll in July?"]],
    [
      "How has the price of bread in Lorn changed from 2018 to 2020?",
      ["What was the price of bread in Lorn in 2018?", "What was the price of bread in Lorn in 2020?"],
    ],
    [
      "Compare the harbour bridge and the ferry in terms of cost",
      ["What about cost of the harbour bridge?", "What about cost of the ferry?"],
    ],
    [
      "What is the difference between the Marlow cannery and the Tamber mill?",
      ["What about the Marlow cannery?", "What about the Tamber mill?"],
    ],
    [
      "What did Ruth Keller and Jonas Bright say about the owls?",
      ["What did Ruth Keller say about the owls?", "What did Jonas Bright say about the owls?"],
    ],
    [
      "What do France, Germany and Spain say about the treaty?",
      [
        "What do France say about the treaty?",
        "What do Germany say about the treaty?",
        "What do Spain say about the treaty?",
      ],
    ],
    [
      "Who won the Tamber regatta, and when was the first race held?",
      ["Who won the Tamber regatta?", "When was the first race held?"],
    ],
    [
      "Who designed the Tamber library and when did it open?",
      ["Who designed the Tamber library?", "When did it open (Tamber)?"],
    ],
    ["Who won the cup? When was the final?", ["Who won the cup?", "When was the final?"]],
  ])("%s", (question, parts) => {
    expect(subQuestions(question)).toEqual(parts);
  });
});

describe("a question stays whole", () => {
  test.each([
    "Who freed Alice Johnson?",
    "When did Ruth Keller and Jonas Bright marry?",
    "What did Johnson & Johnson say about the recall?",
    "Who wrote Pride and Prejudice?",
    "Who was there and who was not invited because he was late and what did she say?",
    "What happened between Adam and Eve?",
    "What did A, B, C, D and E say about F?",
    "How did he change between takes?",
    "How does the price of the ferry compare to that of the bridge?",
    "What did Lorn and Tamber do to avoid the flood?",
    "",
    "?!",
  ])("%s", (question) => {
    expect(subQuestions(question)).toEqual([]);
  });

  test("or gives two to four different ones, whatever it says", () => {
    const parts = fc.constantFrom(
      "Who",
      "won",
      "and",
      "when",
      "did",
      "Ruth",
      "Keller",
      ",",
      "?",
      "compare",
      "between",
      "May",
      "2018",
      "say",
      "how",
      "change",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(parts, { maxLength: 20 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, (question) => {
        const found = subQuestions(question);
        expect([0, 2, 3, 4]).toContain(found.length);
        expect(new Set(found).size).toBe(found.length);
        for (const part of found) expect(part).toMatch(/\p{L}.*\?$/u);
      }),
    );
  });
});
