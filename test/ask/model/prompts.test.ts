import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePrompts } from "#ask/model/prompts.ts";
import { InputError } from "#errors.ts";

const file = readFileSync("data/prompts/answer.md", "utf8");

test("the file gives a system and a user message for each call, filled in", () => {
  const values = { passages: "PASSAGES {{question}}", question: "Who?", delimiter: "d1" };
  const [system, user] = parsePrompts(file).messages("draft", values);
  expect(system?.role).toBe("system");
  expect(system?.content).toContain("Passages stand between marks that hold the code d1.");
  // What stands in braces within a value is no place to fill in.
  expect(user).toEqual({ role: "user", content: "PASSAGES {{question}}\n\nQuestion: Who?" });
});

test("the version changes with any change of the file", () => {
  expect(parsePrompts(file).version).toMatch(/^[0-9a-f]{8}$/u);
  expect(parsePrompts(`${file} `).version).not.toBe(parsePrompts(file).version);
});

test("a message or a value that is missing is named", () => {
  expect(() => parsePrompts(file.replace("## repair user", "## repare user"))).toThrow(InputError);
  expect(() => parsePrompts(file.replace("## repair user", "## repare user"))).toThrow("## repair user");
  expect(() => parsePrompts(file).messages("draft", { question: "Who?", delimiter: "d" })).toThrow("{{passages}}");
});
