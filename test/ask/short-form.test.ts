import { expect, test } from "vitest";
import { shortForm } from "#ask/draft/short-form.ts";
import { rankSentences } from "#ask/rank/sentences.ts";
import { retrieve } from "#ask/retrieve.ts";
import { understand } from "#ask/understand.ts";
import { createTools } from "#ask/walk.ts";
import { dependencies, libraryOf, weights } from "./stage.ts";

/** What the sentence says in short to the question; nothing where it is the only sentence of an article called `title`. */
async function said(question: string, sentence: string, title = "From the archive"): Promise<string> {
  const deps = dependencies(await libraryOf([{ id: "a", title, text: sentence }]));
  const tools = createTools(deps)();
  const findings = await retrieve(understand(question, [], tools.vocabulary), deps.library.within(["main"]), tools);
  const [item] = rankSentences(findings, weights);
  if (item?.sentence.text !== sentence) throw new Error(`Not one sentence: ${sentence}`);
  return shortForm(findings, item);
}

test.each([
  // time
  ["When was the Norrby mill closed?", "The Norrby mill was closed in 1987.", "In 1987"],
  ["When did the harbour bridge open?", "The harbour bridge opened on 4 May 2021 after four years.", "On 4 May 2021"],
  ["what year did tove lind buy the mill", "Tove Lind bought the mill in March 2018.", "In March 2018"],
  [
    "In what century was the abbey founded?",
    "The abbey was founded in the late 11th century.",
    "In the late 11th century",
  ],
  ["When was the bridge damaged?", "Opened in 2015, the bridge was damaged on Tuesday.", "On Tuesday"],
  // duration, age
  ["How long had Ms. Falk served?", "By then Ms. Falk had served 21 years in a prison in Alabama.", "21 years"],
  [
    "How long did the repairs take?",
    "The repairs took almost three months and closed the road.",
    "Almost three months",
  ],
  [
    "How old was Emil Brandt when he retired?",
    "Emil Brandt retired at the age of 63 and moved to Falun.",
    "At the age of 63",
  ],
  // count, amount, money
  ["How many electorates does Tamber have?", "Tamber was divided into eight electorates in 1901.", "Eight electorates"],
  ["How many times did the plague reach Falun?", "The plague reached Falun 22 times before 1528.", "22 times"],
  ["How many workers did the mill hire?", "The mill hired about 140 workers within two years.", "About 140 workers"],
  ["What percentage of voters chose Keller?", "Keller was the one whom 61.5% of voters chose.", "61.5%"],
  [
    "How much did the bridge cost?",
    "Construction took four years and the bridge cost 90 million euros.",
    "90 million euros",
  ],
  ["How much of the island did the rebels control?", "The rebels control roughly 80% of the island.", "Roughly 80%"],
  ["When did Robinson leave the company?", "In 1914 Robinson left the company and its board for good.", ""],
  // person
  ["Who designed the town hall?", "The town hall was designed by the architect Ines Moreau in 1922.", "Ines Moreau"],
  ["Who cut the ribbon?", "Mayor Ruth Keller cut the ribbon at noon.", "Mayor Ruth Keller"],
  ["who wrote the anthem", "The anthem was written by Sandy Knox and Billy Strand.", "Sandy Knox and Billy Strand"],
  ["Who is the director of the museum?", "Jonas Bright is the director of the museum in Falun.", "Jonas Bright"],
  // place
  [
    "Where was Nora Falk born?",
    "Nora Falk was born in Falls Church, Virginia, and studied law.",
    "In Falls Church, Virginia",
  ],
  ["Where did the owls nest?", "The owls nest near Port Alder every spring.", "Near Port Alder"],
  // reason
  [
    "Why was the bridge delayed?",
    "The opening of the harbour bridge was delayed because a storm damaged two pillars.",
    "Because a storm damaged two pillars",
  ],
  [
    "Why did the mill close?",
    "The mill had to close due to the price of wood, and the workers left.",
    "Due to the price of wood",
  ],
  // yes and no
  ["Did Tove Lind close the mill?", "Tove Lind did not close the mill.", "No"],
  ["Did the council pay for the repairs?", "The council paid for the repairs in June.", "Yes"],
  ["Does Keller control the budget?", "Keller does not control the budget of the port.", "No"],
  ["Was the bridge damaged?", "The bridge was damaged on Tuesday.", "Yes"],
  // one or the other
  [
    "Is fertilization internal or external?",
    "Fertilization is external in most species, but some use internal fertilization.",
    "External",
  ],
  ["Is the tower made of wood or stone?", "The old tower is made of stone and has no windows.", ""],
  ["Did the owls return before or after the flood?", "The owls return to the valley came after the flood.", "After"],
])("%s %s", async (question, sentence, short) => {
  expect(await said(question, sentence)).toBe(short);
});

test.each([
  [
    "two numbers, and which died is not told",
    "How many people died?",
    "The storm killed 12 people and injured 30 people.",
  ],
  [
    "two numbers, the asked one without its thing",
    "How many people died?",
    "The storm injured 30 people, and 12 died.",
  ],
  [
    "a number of something else",
    "How many workers did the mill hire?",
    "The mill paid 140 crowns to the men it hired.",
  ],
  ["the date of something else", "When was the mill opened?", "The mill was closed in 1987."],
  ["a birth for a death", "When did Emil Brandt die?", "Emil Brandt was born in 1931 in Falun."],
  ["a year of the question itself", "What happened to the mill in 1987 and when?", "The mill burned in 1987."],
  ["a first time for the last", "When was the last time the river froze?", "The river froze in 1963."],
  ["a century for a year", "What year was the abbey founded?", "The abbey was founded in the 11th century."],
  ["a time that is only supposed", "When was the abbey founded?", "The abbey may have been founded in 1085."],
  ["a time that is denied", "When was the abbey founded?", "The abbey was not founded in 1085."],
  ["a change from one amount to another", "How much is the ticket?", "The ticket rose from $3 to $12."],
  ["two places", "Where was the race held?", "The race was held in Falun and in Norrby."],
  ["where something comes from", "Where was the race held?", "The race had runners from Norway."],
  ["a nationality for a person", "Who recorded the song?", "The song was recorded by American country music fans."],
  ["the one it was done to", "Who shot Harold Falk?", "Harold Falk shot a bear."],
  ["a name that is nowhere", "When did Nora Falk open the mill?", "Tove Lind opened the mill in 2018."],
  ["a question of the article", "When did the mill open?", "Did the mill open in 2018?"],
  [
    "reported speech for a fact",
    "Did the council pay for the repairs?",
    "Keller said the council paid for the repairs.",
  ],
  ["a plan for a fact", "Did the council pay for the repairs?", "The council planned to pay for the repairs."],
  ["a denied exception", "Did the council pay for the repairs?", "The council paid for the repairs, not for the road."],
  ["a negated question", "Didn't the council pay for the repairs?", "The council paid for the repairs."],
  ["only for a fact", "Did the council pay for the repairs?", "The council only paid for the repairs of one house."],
  ["the roles turned around", "Did Falk defeat Brandt?", "Brandt defeated Falk."],
  ["a passive with the roles turned around", "Did Falk defeat Brandt?", "Falk was defeated by Brandt."],
  ["the past for the present", "Is the bridge closed?", "The bridge was closed in May."],
  ["a relative clause", "Did Falk win the cup?", "The man who helped Falk win the cup was Brandt."],
  ["another word for the predicate", "Did Falk sell the mill?", "Falk bought the mill."],
  ["both of two", "Is the tower made of wood or stone?", "The tower is made of wood and stone."],
  ["a comparison that turns around", "Are owls or hawks faster?", "Hawks are slower than owls."],
  ["nothing but the answer", "When did it close?", "It closed in 1987."],
])("%s gives no short answer", async (_, question, sentence) => {
  expect(await said(question, sentence)).toBe("");
});

test("Yes and No need every word of the question, those that the conversation added included", async () => {
  expect(await said("Was it damaged?", "The bridge was damaged on Tuesday.")).toBe("");
});
