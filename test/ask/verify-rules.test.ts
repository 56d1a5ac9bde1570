import { describe, expect, test } from "vitest";
import { compare } from "#ask/verify/check.ts";
import { brokenRule, RULES_ALONE, supportOf } from "#ask/verify/support.ts";
import { lexicon } from "./stage.ts";

const MILL = {
  head: "Tove Lind reopens the Norrby paper mill\n\n2021-05-04",
  passage: "",
  before: "Tove Lind reopens the mill.",
};

/** What the rules say about a statement that rests on these quotes. */
function said(statement: string, ...quotes: readonly string[]): string | null {
  return brokenRule(compare(statement, quotes, MILL, { lexicon }));
}

type Pair = readonly [statement: string, quote: string];

function kept(pairs: readonly Pair[]) {
  test.each(pairs)("kept: %s", (statement, quote) => expect(said(statement, quote)).toBeNull());
}

function refused(pairs: readonly (readonly [...Pair, complaint: string | RegExp])[]) {
  test.each(pairs)("refused: %s", (statement, quote, complaint) => expect(said(statement, quote)).toMatch(complaint));
}

describe("numbers", () => {
  kept([
    ["The bridge cost 1,500 euros.", "It cost 1500 euros to build the bridge."],
    ["Twenty-one people came.", "In all, 21 people came."],
    ["Costs rose by 12 percent.", "Costs rose by 12%."],
    ["Some 2.5 million voted.", "A total of 2,500,000 voted."],
    ["About 500 people came.", "In all, 497 people came."],
    ["One of the pillars broke.", "A pillar broke."],
    ["It was the first edition.", "It was the inaugural edition."],
    ["The plant lies 230 metres below ground.", "The plant lies 230 meters under ground."],
    ["The 2018–19 season was short.", "The season of 2018–2019 was short."],
    ["The mill opened in May 2021.", "The mill opened in May."],
  ]);
  refused([
    ["The bridge cost 1,600 euros.", "It cost 1500 euros to build the bridge.", "1,600 euros does not stand"],
    ["Costs rose by 12 percent.", "Costs rose by $12.", "12 percent does not stand"],
    ["About 3,033 people came.", "About 3,000 people came.", "The number 3,033 does not stand"],
    ["Exactly 500 people came.", "In all, 497 people came.", "The number 500 does not stand"],
    ["Two of the pillars broke.", "A pillar broke.", "The number Two does not stand"],
    ["The plant lies 230 feet below ground.", "The plant lies 230 metres below ground.", "not counted in feet"],
    ["It took five weeks.", "It took five days.", "not counted in weeks"],
    ["The mill opened in May 2020.", "The mill opened in May.", "2020 does not stand"],
  ]);
});

describe("units and kinds of numbers", () => {
  kept([
    ["The film cost €86,000.", "The film cost 86,000 euros."],
    ["Detentions fell by 44%.", "Detentions fell by 44 percent."],
    ["The first 4 qualify for the play-offs.", "The first four qualify for the play-offs."],
    ["The vote is on the 12th.", "The vote is on 12 December."],
  ]);
  refused([
    ["The film cost 86,000 pounds.", "The film cost 86,000 euros.", "not counted in pounds"],
    ["The firm was sold for €310 million.", "The firm was sold for $310 million.", "not counted in euros"],
    ["The firm was sold for $310 billion.", "The firm was sold for $310 million.", "does not stand"],
    ["Detentions fell by 44 percentage points.", "Detentions fell by 44 percent.", "not counted in points"],
    ["Detentions fell by 44 percent.", "Detentions fell by 44 percentage points.", "not counted in percent"],
    ["It sold 640,000 copies in its first three months.", "It sold 640,000 copies in its first three weeks.", "months"],
    ["Two dozen people came.", "Two people came.", "does not stand"],
    ["Three of five mills closed.", "The third of five mills closed.", "is not a count"],
    ["Lind hired five people.", "Lind hired people on 5 May.", "is a date"],
    ["He was born on 3 May.", "He was born on 5 March.", "The number 3 does not stand"],
  ]);
});

describe("bounds and ranges", () => {
  kept([
    ["More than 500 people came.", "In all, 512 people came."],
    ["Nearly 500 people came.", "In all, 497 people came."],
    ["Over 500 people came.", "More than 500 people came."],
    ["At least 14 people came.", "No fewer than 14 people came."],
    ["Prices rose from 5 to 10 euros.", "Prices rose to 10 euros from 5."],
    ["The train goes from Oslo to Bergen.", "The train goes from Oslo to Bergen and from Bergen to Oslo."],
  ]);
  refused([
    ["More than 500 people came.", "In all, 500 people came.", "“More than 500”"],
    ["Fewer than 500 people came.", "In all, 512 people came.", /512|does not stand/],
    ["Less than 500 people came.", "More than 500 people came.", "the quotes give 500 as “More than 500”"],
    ["It matures for at least five years.", "It matures for up to five years.", "“at least five”"],
    ["At most, he tried.", "At least, he tried.", "“At most” where the quotes say “At least”"],
    ["Prices rose from 10 to 5 euros.", "Prices rose from 5 to 10 euros.", /other way round/],
    ["The train goes from Bergen to Oslo.", "The train goes from Oslo to Bergen.", /other way round|have/],
  ]);
});

describe("direct speech", () => {
  kept([
    ["Keller called it “a bridge for everyone”.", "“It is a bridge for everyone,” Keller said."],
    ["Keller wrote “The Harbour Bridge”.", "Keller wrote a book about the harbour bridge."],
  ]);
  refused([
    ["Keller said: “It is a safe bridge.”", "Keller said that the bridge is safe.", "does not stand word for word"],
  ]);
});

describe("dates", () => {
  kept([
    ["He died on 7 May 2018.", "He died on May 7, 2018."],
    ["He died on May 7, 2018.", "He died on 2018-05-07."],
    ["He died in May 2018.", "He died on the 7th of May 2018."],
    ["The vote was on Wednesday, Dec. 12.", "The vote was on Wed, 12 December."],
  ]);
  refused([
    ["He died on 8 May 2018.", "He died on May 7, 2018.", /does not stand/],
    ["He died in June 2018.", "He died on May 7, 2018.", "The date June 2018"],
    ["He was born on 9 May.", "He was born on 3 May and died on 9 June.", "The date 9 May"],
    ["The vote was on Tuesday.", "The vote was on Wednesday.", "The day Tuesday"],
  ]);
});

describe("names", () => {
  kept([
    ["Lind bought the mill.", "Tove Lind bought the mill."],
    ["T. Lind bought the mill.", "Tove Lind bought the mill."],
    ["The Canadian mill closed.", "The mill in Canada closed."],
    ["The French team won.", "The team of France won."],
    ["The FBI searched the mill.", "The Federal Bureau of Investigation searched the mill."],
    ["The Federal Bureau of Investigation searched the mill.", "The FBI searched the mill."],
    ["Senator Lind bought the mill.", "Tove Lind bought the mill."],
    ["Tove Lind bought the mill.", "Lind bought the mill."],
    ["Tove Lind hired 140 workers.", "She hired 140 workers."],
    ["Construction took four years.", "It took four years to construct the bridge."],
  ]);
  refused([
    ["Eva Lind bought the mill.", "Tove Lind bought the mill.", "The name Eva does not stand"],
    ["The Australian mill closed.", "The mill in Austria closed.", "The name Australian"],
    ["Tove Lind hired 140 workers.", "The mayor hired 140 workers.", "The name Tove"],
    ["London is far.", "Paris is far.", "The name London"],
  ]);
});

describe("negation", () => {
  kept([
    ["She didn't close the mill.", "She did not close the mill."],
    ["The offer was not accepted.", "The offer was rejected."],
    ["The attempt was not successful.", "The attempt was unsuccessful."],
    ["Tobacco is not allowed.", "Tobacco is banned."],
    ["The mill was not shut.", "She did not close the mill."],
    ["She never married.", "She was never married, and had no children."],
    ["The bridge opened in May.", "The bridge opened in May, but no toll was charged."],
    ["Not only the mill burned.", "The mill burned, and so did the barn."],
    ["The house stands at No. 5.", "The house stands at number 5."],
  ]);
  refused([
    ["She did close the mill.", "She did not close the mill.", "The quotes deny something (“not close”)"],
    [
      "The bridge was not opened in May.",
      "The bridge was opened in May.",
      "The statement denies something (“not opened”)",
    ],
    ["She failed to win the cup.", "She won the cup.", "The statement denies something (“failed to win”)"],
    ["He signed the treaty.", "He refused to sign the treaty.", "The quotes deny something"],
    ["A toll will be charged.", "No toll will be charged.", "The quotes deny something (“No toll”)"],
    [
      "The bridge never opened to traffic.",
      "The bridge opened to traffic. No toll is charged.",
      "The statement denies",
    ],
  ]);
});

describe("opposites", () => {
  kept([
    ["Prices rose in March.", "In March prices rose."],
    ["The team did not lose.", "The team won."],
  ]);
  refused([
    ["A laboratory denied that they are siblings.", "A laboratory confirmed that they are siblings.", /den/],
    ["He lent boots from Berg.", "He borrowed boots from Berg.", "“lent” where the quotes say “borrowed”"],
    ["Complaints had halved since April.", "Complaints had doubled since April.", "“halved”"],
    ["Prices rose sharply in the city.", "Prices fell sharply in the city.", "says “rose” where the quotes say “fell”"],
    ["The shop opened before the war.", "The shop opened after the war.", "“before” where the quotes say “after”"],
    [
      "It has more members than the club.",
      "It has fewer members than the club.",
      "“more” where the quotes say “fewer”",
    ],
  ]);
});

describe("speakers", () => {
  kept([
    ["Keller said the bridge is safe.", "“The bridge is safe,” said Ruth Keller."],
    ["The bridge is safe.", "Ruth Keller said the bridge is safe."],
  ]);
  refused([
    ["Bright said the bridge is safe.", "Keller said the bridge is safe, and Jonas Bright thanked her.", /speaks|have/],
  ]);
});

describe("what stands elsewhere in the quotes", () => {
  kept([
    ["In 1990 the mill burned.", "The mill burned in 1990 and was rebuilt in 1996."],
    ["Lind, who was born in Falun, bought the mill.", "Lind bought the mill. She was born in Falun."],
  ]);
  refused([
    ["The mill burned in 1996.", "The mill burned in 1990. It was rebuilt in 1996.", "“1996”, the quotes have “1990”"],
    ["Berg beat Lind in the final.", "Lind beat Berg in the final.", "Where the statement has"],
    ["The mill in Mora employs many people.", "The mill in Falun employs many people. Mora has none.", "have “Falun”"],
  ]);
});

test("exchanged roles that keep every word are not seen: the limit of rules", () => {
  expect(said("The dog that bit the man ran away.", "The man that bit the dog ran away.")).toBeNull();
});

test("without a lexicon a statement may differ from its quotes in two of five content words, not more", () => {
  const verdict = (statement: string) =>
    supportOf(compare(statement, ["The owls raised three chicks near the mill."], MILL, RULES_ALONE), RULES_ALONE);
  expect(verdict("The owls reared three chicks near the mill.")).toEqual({ score: 1, complaint: null });
  expect(verdict("The owls were filmed by tourists.").complaint).toMatch(
    "2 of 3 content words do not stand in the quotes",
  );
});
