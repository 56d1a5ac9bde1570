/** Whether two words name the same country and its people where their letters do not show it. Folded, lower case. */
export function isSameNation(one: string, other: string): boolean {
  const nation = NATIONS.get(one);
  return nation !== undefined && nation === NATIONS.get(other);
}

const NATIONS: ReadonlyMap<string, number> = new Map(
  `
  usa american americans america states
  uk britain british briton britons kingdom
  france french frenchman
  netherlands dutch holland
  spain spanish spaniard
  germany german germans
  england english
  wales welsh
  ireland irish
  scotland scottish scots
  denmark danish danes
  sweden swedish swede swedes
  finland finnish finns
  poland polish poles
  turkey turkish turks
  greece greek greeks
  switzerland swiss
  china chinese
  japan japanese
  portugal portuguese
  thailand thai
  philippines filipino filipinos philippine
  norway norwegian norwegians
  belgium belgian
  europe european europeans eu
  iceland icelandic
  un nations
  `
    .trim()
    .split("\n")
    .flatMap((line, index) =>
      line
        .trim()
        .split(" ")
        .map((word) => [word, index] as const),
    ),
);
