import { describe, expect, test } from "vitest";
import type { Payer } from "#ports.ts";
import { QUESTION, shareApp } from "./shared.ts";

// A call is 1,000 tokens in and 100 out, which cost 0.002 together.
const shared = shareApp({
  MODEL_PRICE_INPUT: "1",
  MODEL_PRICE_OUTPUT: "10",
  BUDGET_TOKENS_PER_PERSON: "1100",
  BUDGET_TOKENS_PER_SERVER: "2200",
  BUDGET_COST_PER_DAY: "0.01",
});
const DAWN = "1970-01-01T00:00:00.000Z";
const USED_UP = "The budget for the language model is used up for today, so this is what the articles themselves say.";

/** Who words the answer for this person in this server, and whether the model was called. */
async function wordedFor(person: string | null, server: string | null) {
  const payer: Payer = { person, server };
  const before = shared.server.received.length;
  const answer = await shared.ask(QUESTION, { payer });
  const by = answer.kind === "answered" ? answer.answeredBy : answer.kind;
  return { by, instead: answer.instead, calls: shared.server.received.length - before, trace: answer.trace };
}

const model = { by: "model", instead: undefined, calls: 1 };
const instead = (whose: string) => ({
  ...{ by: "extractive", instead: USED_UP, calls: 0 },
  trace: { calls: [{ finish: "failed", error: expect.stringMatching(`budget of the model for ${whose} is used up`) }] },
});

// One day in which each question finds what the ones before it have left.
describe.sequential("a budget", () => {
  test("of a person who has used it up falls to the articles' own words; another person's does not", async () => {
    expect(await wordedFor("ada", "newsroom")).toMatchObject(model);
    expect(await wordedFor("ada", "newsroom")).toMatchObject(instead("one person"));
    expect(await wordedFor("ada", null)).toMatchObject(instead("one person"));
    expect(await wordedFor("ben", "newsroom")).toMatchObject(model);
  });

  test("of a server that has used it up holds for everyone there, and for nobody elsewhere", async () => {
    expect(await wordedFor("cleo", "newsroom")).toMatchObject(instead("one server"));
    expect(await wordedFor("cleo", "elsewhere")).toMatchObject(model);
  });

  test("for the day in money holds for all, wherever they ask", async () => {
    expect(await wordedFor("dora", "third")).toMatchObject(model);
    expect(await wordedFor(null, null)).toMatchObject(model);
    expect(await wordedFor("emil", "fourth")).toMatchObject(instead("everyone together"));
    expect(await wordedFor(null, null)).toMatchObject(instead("everyone together"));
  });

  test("has its books: what each person and server has used, and all together", async () => {
    const { spend } = shared.app.state();
    const books = [{ person: "ada" }, { person: "emil" }, { server: "newsroom" }, undefined];
    const totals = await Promise.all(books.map((of) => spend.total(DAWN, of)));
    expect(totals.map(({ calls, tokens, cost }) => [calls, tokens, Number(cost.toFixed(6))])).toEqual([
      [1, 1100, 0.002],
      [0, 0, 0],
      [2, 2200, 0.004],
      [5, 5500, 0.01],
    ]);
    expect(shared.server.received).toHaveLength(5);
  });
});
