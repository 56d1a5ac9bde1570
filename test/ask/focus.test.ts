import fc from "fast-check";
import { expect, test } from "vitest";
import { focusOf } from "#ask/focus.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { words } from "#text/words.ts";
import { lexicon, thesaurus } from "./stage.ts";

const vocabulary = createVocabulary(lexicon, thesaurus);

test.each([
  ["What crime did she commit?", "crime"],
  ["what kind of crime was he charged with", "crime"],
  ["What type of animal is Nemo?", "animal"],
  ["what sort of music does the band play", "music"],
  ["Which of the towns has a harbour?", "town"],
  ["Which prison was she held in?", "prison"],
  ["In which city was the mayor born?", "city"],
  ["What country is the owl native to?", "country"],
  ["what year did the bridge open", "year"],
  ["On what date was he born?", "date"],
  ["What award did the film win in 2012?", "award"],
  ["which president freed alice johnson", "president"],
  ["What is the name of her lawyer?", "lawyer"],
  ["Who is Alice's lawyer?", "lawyer"],
  ["Who was the judge that freed him?", "judge"],
  ["Who were the founders of the company?", "founder"],
  ["What is the capital of France?", "capital"],
  ["What is the highest mountain in Europe?", "mountain"],
  ["who was the first woman in space", "woman"],
  ["Who is the current prime minister of Norway?", "minister"],
  ["What was the cause of the delay?", "cause"],
  ["What was the bridge's cost?", "cost"],
  ["What’s the title of the film?", "title"],
  ["whats the name of the owl", "owl"],
  ["What was the ticket price?", "price"],
  ["What new law did the senate pass last year?", "law"],
])("%j asks for a thing of the kind %j", (question, focus) => {
  expect(focusOf(question, vocabulary)).toBe(vocabulary.stemOf(focus));
});

test.each([
  "What did she say?",
  "What must farmers keep on a leash?",
  "Who freed her?",
  "Who did the mayor thank?",
  "When did it open?",
  "Why did she leave?",
  "Where is the mill?",
  "Is the bridge open?",
  "mill owner",
])("%j names no kind of thing", (question) => {
  expect(focusOf(question, vocabulary)).toBeNull();
});

test("capital letters and the form of the apostrophe make no difference", () => {
  const questions = ["What is her job?", "Who is Alice's lawyer?", "What's the title of the film?"];
  for (const question of questions) {
    const focus = focusOf(question, vocabulary);
    expect(focus).not.toBeNull();
    expect(focusOf(question.toUpperCase(), vocabulary)).toBe(focus);
    expect(focusOf(question.replaceAll("'", "’"), vocabulary)).toBe(focus);
  }
});

test("the focus is always one of the words of the question", () => {
  const word = fc.constantFrom(
    ..."what which who is was did the of name kind her town film alice's open, win".split(" "),
  );
  const rest = fc.array(fc.oneof({ arbitrary: word, weight: 4 }, fc.string({ unit: "grapheme", maxLength: 8 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(rest, (parts) => {
      const question = ["what", ...parts].join(" ");
      const focus = focusOf(question, vocabulary);
      const stems = words(question).map(({ text }) => vocabulary.stemOf(text));
      if (focus !== null) expect(stems).toContain(focus);
    }),
  );
});
