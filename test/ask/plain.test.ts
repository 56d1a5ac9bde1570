import { expect, test } from "vitest";
import { plain } from "#ask/draft/plain.ts";

test.each([
  ["PORT ALDER — The council voted.", "The council voted."],
  ["PORT ALDER (The Harbour Courier) — The council voted.", "The council voted."],
  ["WASHINGTON (AP) -- “No,” she said.", "“No,” she said."],
  ["ST. PAUL, Minn. – The river rose.", "The river rose."],
  ["NASA — the agency that did it — was pleased.", "NASA — the agency that did it — was pleased."],
  ["X-ray pictures - the last - were lost.", "X-ray pictures - the last - were lost."],
  ["Port Alder — The council voted.", "Port Alder — The council voted."],
])("a dateline is not said again: %s", (sentence, read) => {
  expect(plain(sentence)).toBe(read);
});
