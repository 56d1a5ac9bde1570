import { expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import type { Turn } from "#types.ts";
import { dependencies, libraryOf } from "./stage.ts";

const ask = createAsk(
  dependencies(
    await libraryOf([
      {
        id: "mill",
        title: "Old paper mill sold at last",
        text: "Tove Lind bought the paper mill in Grenholm on Monday, according to the Grenholm Courier. Ms. Lind paid 300,000 euros.\n\nThe council had tried to sell it for six years. Council leader Pieter Aarts said that he was relieved.",
      },
    ]),
  ),
);

async function understood(question: string, asked: string, answer: string): Promise<string> {
  const history: readonly Turn[] = [
    { role: "user", text: asked },
    { role: "assistant", text: answer },
  ];
  return (await ask({ question, history, shelves: ["main"] })).understoodAs;
}

const BOUGHT = "Tove Lind bought the paper mill in Grenholm on Monday, according to the Grenholm Courier.";

test.each([
  ["why?", "who bought the mill", BOUGHT, "why? (about: Tove Lind)"],
  ["why?", "did Ms. Lind buy it", "Ms. Lind paid 300,000 euros.", "why? (about: Tove Lind)"],
  ["and when?", "did pieter aarts sell to tove lind", BOUGHT, "and when? (about: Tove Lind, Pieter Aarts)"],
  ["how much did Tove Lind pay for it?", "who bought it", BOUGHT, "how much did Tove Lind pay for it?"],
])("%j after %j and %j is understood with whole names", async (question, asked, answer, expected) => {
  expect(await understood(question, asked, answer)).toBe(expected);
});

test("a conversation without names lends at most three words", async () => {
  const told = await understood(
    "why?",
    "what happened to the old paper mill last week",
    "It was sold for a good price.",
  );
  expect(told).toMatch(/^why\? \(about: [a-z]+(?:, [a-z]+){0,2}\)$/);
});
