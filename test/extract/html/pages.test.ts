import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { extract } from "./support.ts";

const FOLDER = new URL("pages/", import.meta.url);
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""));

/** Pages in the shapes of real outlets, written for this test; beside each stands what is to come out of it. */
test.each(NAMES)("the page %s gives what stands beside it", async (name) => {
  const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));
  const { text, ...fields } = await extract(readFileSync(new URL(`${name}.html.txt`, FOLDER)));
  expect({ ...fields, text: text.split("\n\n") }).toEqual(expected);
});

test("there are pages to be read", () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(27);
});
