import { expect, test } from "vitest";
import { newAnswerId } from "#text/answer-id.ts";

test("an answer's id is twelve characters that a command line takes for a word, and no two are the same", () => {
  const ids = Array.from({ length: 2000 }, newAnswerId);
  expect(ids.filter((id) => !/^\w{12}$/u.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
