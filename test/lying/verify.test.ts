import { describe, expect, test } from "vitest";
import { type LyingCase, lyingCases, roleCases, wordCases } from "./cases.ts";
import { complaintOf } from "./verdict.ts";

const CASES = lyingCases();
const lies = CASES.filter(({ truth }) => !truth);
const truths = CASES.filter(({ truth }) => truth);

function shown(cases: readonly LyingCase[]): readonly string[] {
  return cases.filter((one) => complaintOf(one) === null).map(({ id, statement }) => `${id}: ${statement.text}`);
}

test("the liar lies often enough, in many ways, and always the same", () => {
  expect(lies.length).toBeGreaterThanOrEqual(300);
  expect(truths.length).toBeGreaterThanOrEqual(300);
  expect(lies.filter(({ untouched }) => untouched).length).toBeGreaterThan(300);
  expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
  expect(lyingCases()).toEqual(CASES);
});

describe.each([
  ["looked at", false],
  ["untouched", true],
] as const)("the half that was %s", (_, untouched) => {
  const half = (cases: readonly LyingCase[]) => cases.filter((one) => one.untouched === untouched);

  test("no lie is shown", () => {
    expect(shown(half(lies))).toEqual([]);
  });

  test("of a hundred true statements 97 are shown", () => {
    expect(shown(half(truths)).length / half(truths).length).toBeGreaterThanOrEqual(0.97);
  });
});

test("names and numbers exchanged within one quote are noticed where the statement follows it closely", () => {
  const cases = roleCases();
  expect(shown(cases).length / cases.length).toBeLessThan(0.1);
});

test("a common word exchanged for any other is noticed three times in four, a limit", () => {
  const cases = wordCases();
  expect(shown(cases).length / cases.length).toBeLessThan(0.25);
});

test("a statement is checked in less than 5 ms, nine times in ten", () => {
  const cases = lyingCases().filter((_, index) => index % 5 === 0);
  for (const item of cases) complaintOf(item);
  const taken = cases.map((item) => {
    const started = performance.now();
    complaintOf(item);
    return performance.now() - started;
  });
  expect(taken.toSorted((a, b) => a - b)[Math.floor(0.9 * taken.length)]).toBeLessThan(5);
});
