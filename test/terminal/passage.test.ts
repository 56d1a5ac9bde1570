import { expect, test } from "vitest";
import { showPassages } from "#terminal/passage.ts";
import { coloured, plain, source } from "./fixtures.ts";

const ESC = String.fromCharCode(27);

test("a cited passage is shown in full, in its paragraphs, the quoted words between marks where there are no colours", () => {
  expect(showPassages(source, plain)).toBe(
    [
      "[1] Kim Kardashian West on a run for office: “Never say never” · The Example ·",
      "15 June 2018",
      "https://news.example/never",
      "",
      "  Kardashian took the case to the president personally, in May. »A week later",
      "  Trump commuted the life sentence, and Johnson was released.«",
      "",
      "  Why did a television star care so much about a stranger?",
    ].join("\n"),
  );
});

test("on a terminal with colours the quoted words are bold and nothing else is marked", () => {
  const text = showPassages(source, coloured);
  expect(text).toContain(`in May. ${ESC}[1mA week later`);
  expect(text).toContain(`released.${ESC}[22m\n`);
  expect(text).not.toContain("»");
});

test("overlapping quotes and a quote over two paragraphs are each marked once per paragraph", () => {
  const [passage] = source.passages;
  if (!passage) throw new Error("the fixture has a passage");
  const at = (words: string): number => passage.start + passage.text.indexOf(words);
  const quotes = [
    { start: at("Johnson was"), end: at("Why did") + 7, text: "" },
    { start: at("A week"), end: at("Johnson was") + 7, text: "" },
  ];
  const text = showPassages({ ...source, passages: [{ ...passage, quotes }] }, { ...plain, width: 300 });
  expect(text.split("\n").slice(-3)).toEqual([
    "  Kardashian took the case to the president personally, in May. »A week later Trump commuted the life sentence, and Johnson was released.«",
    "",
    "  »Why did« a television star care so much about a stranger?",
  ]);
});
