import { expect, test } from "vitest";
import { leadIn } from "#ask/lead-in.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { chunk } from "#ingest/chunk.ts";
import { articleOf, lexicon, thesaurus } from "./stage.ts";

/** The lead-in of the last sentence of the text. */
function lead(text: string, title = "From the archive"): string {
  const article = articleOf({ id: "a", title, text });
  const [stored] = chunk(article);
  const passage = stored && analysePassage({ passage: stored, article }, createVocabulary(lexicon, thesaurus));
  const sentence = passage?.sentences.at(-1);
  return passage && sentence ? leadIn(sentence, passage) : "no sentence";
}

test.each([
  ["Nora Falk won the cup on Sunday. She is a nurse.", "Nora Falk"],
  ["Nora Falk won the cup on Sunday.\n\nShe is a nurse.", "Nora Falk"],
  ["Nora Falk won the cup. She is a nurse. She lives by the lake.", "Nora Falk"],
  ["Mr. Weiss closed his bakery. He gave away the loaves.", "Weiss"],
  ["In 1996, Nora Falk moved to the coast. Her house stands by the lake.", "Nora Falk"],
  ["The cup went to Nora Falk. Falk won every game. She is a nurse.", "Nora Falk"],
  ["Emil Brandt (12 May 1931 – 3 June 1985) was a painter. He lived in Falun.", "Emil Brandt"],
  ["The Whybirds were a rock band from Falun. They made three records.", "The Whybirds"],
  ["Norrby Hall is a railway station in Falun. It was opened in 1901.", "Norrby Hall"],
])("%s", (text, name) => {
  expect(lead(text)).toBe(name);
});

test.each([
  ["a second person may be meant", "Nora Falk married Emil Brandt. He is a nurse."],
  ["the title says that it is another one", "Mr. Weiss closed his bakery. She gave away the loaves."],
  ["the rank says that it is another one", "King Oscar built a tower. She lived there."],
  ["somebody of the other kind was spoken of", "Alex Falk won the cup. His wife is proud. She is a nurse."],
  ["the name only describes", "Nora Falk's brother won the cup. He is a nurse."],
  ["no name opens the sentence before", "The cup went to Nora Falk. She is a nurse."],
  ["the sentence before speaks of things", "Scenes feature the singer in a room. He wears a suit."],
  ["it is a command", "Have your dad walk into any bank. He should know the number."],
  ["an organisation is no person", "Falun City Council bought the mill. He was glad."],
  ["nothing is meant", "Norrby Hall is a railway station. It is known that owls nest there."],
  ["what happened may be meant", "Norrby Hall burned in 1987. It was a shock."],
  ["more than one are meant", "Norrby Hall is a railway station. They nest there."],
  ["a name opens it", "Nora Falk won the cup. Falk is a nurse."],
])("no lead-in where %s", (_, text) => {
  expect(lead(text)).toBe("");
});
