import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compare } from "#ask/verify/check.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { supportOf } from "#ask/verify/support.ts";
import { lexicon, thesaurus } from "./stage.ts";

const model = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));
const support = { lexicon, thesaurus, model };

function complaint(statement: string, quote: string, before = ""): string | null {
  return supportOf(compare(statement, [quote], { head: "", passage: "", before }, support), support).complaint;
}

/** The last is the sentence before the quote. */
type Pair = readonly [statement: string, quote: string, before?: string];

const FALSE: readonly Pair[] = [
  ["Trump commuted the sentence after a month.", "A week later Trump commuted the sentence."],
  ["She stayed in the valley for several months.", "She stayed in the valley for several weeks."],
  ["The paper appears daily.", "The paper appears weekly."],
  ["Profits rose by 5 percentage points.", "Profits rose by 5 percent."],
  ["The company lost $5 billion.", "The company lost $5 million."],
  ["Sales fell from 10 million to 12 million.", "Sales rose from 10 million to 12 million."],
  ["Sales rose from 12 million to 10 million.", "Sales rose from 10 million to 12 million."],
  ["Fewer than 20 people died.", "More than 20 people died."],
  ["Up to 20 people died.", "At least 20 people died."],
  ["The mine employs 300 people.", "The mine employs 3,000 people."],
  ["The vote passed 52 to 48.", "The vote passed 48 to 52."],
  ["He was born on 4 May 1960.", "He was born on 5 April 1960."],
  ["She arrived without a lawyer.", "She arrived with a lawyer."],
  ["The team failed to reach the final.", "The team reached the final."],
  ["The mayor denied that the money was stolen.", "The mayor said that the money was stolen."],
  ["The bridge is no longer open.", "The bridge is open."],
  ["He never apologised.", "He apologised on Monday."],
  ["Keller criticised the plan.", "Keller praised the plan."],
  ["Keller opposed the plan to build a bridge.", "Keller supported the plan to build a bridge."],
  ["The firm cut wages by 5 percent.", "The firm raised wages by 5 percent."],
  ["The court upheld the ban.", "The court overturned the ban."],
  ["All of the passengers survived.", "None of the passengers survived."],
  ["Most members voted for the plan.", "Most members voted against the plan."],
  ["The most recent flood was worse than the last.", "The most recent flood was better than the last."],
  ["Keller said that Bright was lying.", "Bright said that Keller was lying."],
  ["According to Bright, the bridge is safe.", "According to Keller, the bridge is safe. Bright doubts it."],
  ["Bright accused Keller of fraud.", "Keller accused Bright of fraud."],
  ["The thief was arrested and convicted.", "The thief was arrested and acquitted."],
  ["The price doubled in 2019.", "The price tripled in 2019."],
  ["It takes half an hour.", "It takes an hour and a half."],
  ["A quarter of voters agreed.", "Three quarters of voters agreed."],
  ["Two thirds of voters agreed.", "One third of voters agreed."],
  ["The film won an Oscar.", "The film was nominated for an Oscar."],
  ["The suspect was guilty.", "The suspect was not found guilty."],
  ["The strike has ended.", "The strike has begun."],
  ["The strike ended on Monday.", "The strike will end on Friday if the talks succeed."],
  ["The mayor will not resign.", "The mayor will resign."],
  ["He is 45 years old.", "He is 54 years old."],
  ["The tower is 30 metres wide.", "The tower is 30 metres tall."],
  ["The ship left Oslo for Bergen.", "The ship left Bergen for Oslo."],
  ["He is the oldest of three brothers.", "He is the youngest of three brothers."],
  ["It was the third-largest city.", "It was the largest city."],
  ["It was the largest city.", "It was the third-largest city."],
  ["Every member voted yes.", "Not every member voted yes."],
  ["The plan was approved despite protests.", "The plan was withdrawn after protests."],
  ["The school has few pupils.", "The school has many pupils."],
  ["Temperatures fell below 5 degrees.", "Temperatures rose above 5 degrees."],
  ["Twice as many people came as last year.", "Half as many people came as last year."],
  ["The temperature was 5 degrees.", "The temperature was -5 degrees."],
  ["Keller, who is a doctor, wrote the book.", "Bright, who is a doctor, wrote the book. Keller reviewed it."],
];

const TRUE: readonly Pair[] = [
  ["The paper appears weekly.", "The paper appears every week."],
  ["She took office in the year 2018.", "She took office in 2018."],
  ["It opened on the day of the fair, Monday.", "It opened on Monday, when the fair was held."],
  ["He won the annual race.", "He won the race, which is held every year."],
  ["The company made a profit of about $5 million.", "The company made a profit of $4.9 million."],
  ["More than half of the voters agreed.", "52 percent of the voters agreed, more than half."],
  ["He turned 45 in May.", "In May he turned 45."],
  ["Keller said the bridge was safe.", "“The bridge is safe,” Ms. Keller said."],
  ["The bridge, Keller said, is safe.", "“The bridge is safe,” Ms. Keller said."],
  [
    "Keller told reporters that the bridge is safe.",
    "“The bridge is safe,” she told reporters.",
    "Keller met the press on Monday.",
  ],
  ["The talks lasted more than eight hours.", "The talks lasted over eight hours."],
  ["The plan was rejected.", "The council did not approve the plan."],
  ["The firm did not pay the fine.", "The firm refused to pay the fine."],
  ["The mill employs no more than 20 people.", "The mill employs at most 20 people."],
  ["The price went from 5 to 10 euros.", "The price rose from 5 euros to 10."],
  ["The third mill burned in 1990.", "The 3rd mill burned in 1990."],
  ["The mill lost its roof in 1990 but reopened in 1996.", "In 1990 the mill lost its roof; it reopened in 1996."],
  ["The mill has been open since 1990.", "The mill opened in 1990."],
  ["Nearly 500 workers lost their jobs.", "498 workers lost their jobs."],
  ["The bridge opened before the school did.", "The bridge opened before the school."],
  ["The team lost the final.", "The team was beaten in the final."],
  ["The film earned $1.2 billion worldwide.", "Worldwide, the film earned 1.2 billion dollars."],
  ["The suspects were released without charge.", "Police released the suspects without charging them."],
  ["Keller called the plan “a waste of money”.", "“The plan is a waste of money,” said Keller."],
  ["About a third of the patients recovered.", "Roughly one third of the patients recovered."],
  ["The ban takes effect on January 1.", "The ban will take effect on 1 January."],
  ["The oldest mill in Norway closed.", "Norway's oldest mill closed."],
];

describe("what a careless or malicious writer makes of a sentence", () => {
  test.each(FALSE.map(([statement, quote]) => [statement, quote] as const))("refused: %s (%s)", (statement, quote) =>
    expect(complaint(statement, quote)).not.toBeNull(),
  );
  test.each(TRUE.map(([statement, quote, before = ""]) => [statement, quote, before] as const))(
    "kept: %s (%s)",
    (statement, quote, before) => expect(complaint(statement, quote, before)).toBeNull(),
  );
});

test("who did it to whom in free wording is not seen: a limit", () => {
  expect(complaint("Bright sued Keller.", "Keller was the one who sued Bright.")).toBeNull();
});
