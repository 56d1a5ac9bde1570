import type { Told } from "../stage.ts";
import type { Pair } from "./pairs.ts";

function told(id: string, publishedAt: string, title: string, text: string): Told {
  return { id, title, outlet: id, text, publishedAt };
}

/** More of them, written to see what the rules for the others miss. */
export const MORE_PAIRS: readonly Pair[] = [
  {
    name: "a flood's dead",
    question: "How many people died in the flood in Orsova?",
    first: told(
      "Danube Post",
      "2023-07-02",
      "Flood in Orsova",
      "The river rose three metres within an hour in Orsova on Saturday. Seven people died in the flood, the fire brigade said.",
    ),
    second: told(
      "Plains Radio",
      "2023-07-05",
      "Orsova counts the damage",
      "The mud is knee-deep in the streets of Orsova. The flood on Saturday killed ten people, the county said on Tuesday.",
    ),
    says: "Seven people died",
    differs: "killed ten people",
  },
  {
    name: "jobs lost",
    question: "How many jobs will the Hartwin glassworks cut?",
    first: told(
      "Business Lantern",
      "2022-03-01",
      "Glassworks to shrink",
      "The Hartwin glassworks in Elm will cut 240 jobs by the autumn, the company said on Tuesday.",
    ),
    second: told(
      "Elm Gazette",
      "2022-03-02",
      "Workers march through Elm",
      "Hundreds of workers marched through Elm on Wednesday. The Hartwin glassworks will cut 310 jobs, the union said.",
    ),
    says: "240 jobs",
    differs: "310 jobs",
  },
  {
    name: "a price",
    question: "How much did the museum in Antwerp pay for the lute?",
    first: told(
      "Antwerp Post",
      "2021-02-03",
      "Museum buys lute",
      "The museum in Antwerp has a new treasure. The museum paid 1.2 million euros for the lute, the director said.",
    ),
    second: told(
      "Flanders Review",
      "2021-02-20",
      "A lute and its price",
      "The lute now hangs in a glass case in Antwerp. The museum paid 1.6 million euros for the lute, according to the sale papers.",
    ),
    says: "1.2 million euros",
    differs: "1.6 million euros",
  },
  {
    name: "an opening day",
    question: "When does the new tram line in Lorn open?",
    first: told(
      "Lorn Gazette",
      "2024-01-10",
      "Tram line nearly done",
      "The new tram line in Lorn opens on March 3, the city said.",
    ),
    second: told(
      "Rail Notebook",
      "2024-01-25",
      "Trams for Lorn",
      "The last rails were laid in January. The new tram line in Lorn opens on March 17.",
    ),
    says: "March 3",
    differs: "March 17",
  },
  {
    name: "a winner",
    question: "Who won the mayoral election in Kestrel Falls?",
    first: told(
      "Cascade Register",
      "2019-11-06",
      "Kestrel Falls votes",
      "The mayoral election in Kestrel Falls was won by Dana Ruiz, early counts showed.",
    ),
    second: told(
      "Evening Mail",
      "2019-11-20",
      "Recount in Kestrel Falls",
      "After a recount the town has a new mayor. The mayoral election in Kestrel Falls was won by Peter Oyelaran.",
    ),
    says: "Dana Ruiz",
    differs: "Peter Oyelaran",
  },
  {
    name: "a share of voters, once said roughly",
    question: "What percentage of voters said no to the bridge on Skarvøy?",
    first: told(
      "North Sea Tidings",
      "2025-09-16",
      "Skarvøy says no",
      "The islanders of Skarvøy voted on the bridge on Sunday. About 61 percent of the voters said no to the bridge.",
    ),
    second: told(
      "Fjord Weekly",
      "2025-09-18",
      "No bridge for Skarvøy",
      "Skarvøy remains an island without a bridge. Final counts show that 54 percent of the voters said no to the bridge.",
    ),
    says: "61 percent",
    differs: "54 percent",
  },
  {
    name: "a share of voters, both exact",
    question: "What percentage of voters said no to the bridge on Skarvøy?",
    first: told(
      "North Sea Tidings",
      "2025-09-16",
      "Skarvøy says no",
      "The islanders of Skarvøy voted on the bridge on Sunday. Sixty-one percent of the voters said no to the bridge.",
    ),
    second: told(
      "Fjord Weekly",
      "2025-09-18",
      "No bridge for Skarvøy",
      "Skarvøy remains an island without a bridge. In all, 54 percent of the voters said no to the bridge.",
    ),
    says: "Sixty-one percent",
    differs: "54 percent",
  },
  {
    name: "how long they were trapped",
    question: "How long were the hikers trapped in the cave of Lisca?",
    first: told(
      "Cantabria News",
      "2022-10-11",
      "Hikers rescued",
      "Three hikers were brought out of the flooded cave of Lisca on Monday. They were trapped in the cave for 52 hours.",
    ),
    second: told(
      "Mountain Daily",
      "2022-10-12",
      "Out of the dark",
      "The hikers who were rescued from the cave of Lisca are well. They were trapped in the cave for 47 hours, a doctor said.",
    ),
    says: "52 hours",
    differs: "47 hours",
  },
  {
    name: "two clubs and their members",
    question: "How many members does the Tamber Rowing Club have?",
    first: told(
      "Tamber Echo",
      "2022-02-01",
      "Rowers celebrate",
      "The Tamber Rowing Club turned 100 on Sunday. The club has 212 members.",
    ),
    second: told(
      "Tamber Echo Weekend",
      "2022-02-05",
      "Chess in Tamber",
      "The Tamber Chess Club meets in the town hall. The club has 48 members.",
    ),
    says: "212 members",
    differs: null,
  },
  {
    name: "killed and injured side by side",
    question: "How many people were injured in the bus crash near Lorn?",
    first: told(
      "Lorn Gazette",
      "2020-01-14",
      "Bus overturns near Lorn",
      "A bus overturned near Lorn on Monday. Two people were killed and 19 were injured in the crash.",
    ),
    second: told(
      "Highland Mail",
      "2020-01-14",
      "Bus crash on icy road",
      "A bus left the icy road near Lorn on Monday. The crash killed two people and injured 19.",
    ),
    says: "Two people were killed",
    differs: null,
  },
  {
    name: "a fire and its firefighters",
    question: "How many firefighters fought the fire in Port Alder?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Fire in Port Alder",
      "A fire broke out in Port Alder on Tuesday. Eighty firefighters fought the fire.",
    ),
    second: told(
      "Solway Ledger",
      "2021-05-05",
      "After the fire",
      "Port Alder smelled of smoke on Wednesday. Two firefighters were hurt in the fire, and five engines fought the fire.",
    ),
    says: "Eighty firefighters",
    differs: null,
  },
  {
    name: "two matches of one team",
    question: "How many goals did Rovers score?",
    first: told(
      "Northern Terrace",
      "2024-05-05",
      "Rovers win",
      "Rovers beat Elm Town on Sunday. Rovers scored four goals in the first half.",
    ),
    second: told(
      "Sport Daily",
      "2024-05-12",
      "Rovers win again",
      "Rovers beat Lorn United on Sunday. Rovers scored two goals in the first half.",
    ),
    says: "four goals",
    differs: null,
  },
  {
    name: "two concerts of one tour",
    question: "How many people saw Adaeze Nwoku in Glasgow?",
    first: told(
      "Stage Monthly",
      "2019-05-17",
      "Nwoku in Glasgow",
      "Adaeze Nwoku sang at the Brightwell Arena in Glasgow. About 9,000 people were in the hall.",
    ),
    second: told(
      "Evening Lantern",
      "2019-05-20",
      "Nwoku in Leeds",
      "Adaeze Nwoku sang in Leeds on Sunday. About 4,000 people were in the hall.",
    ),
    says: "9,000 people",
    differs: null,
  },
  {
    name: "two people of one trial",
    question: "Who was sentenced in the trial in Trieste?",
    first: told(
      "Court Report",
      "2018-04-02",
      "Sentence in Trieste",
      "Marco Belli was sentenced to four years in prison in Trieste on Monday.",
    ),
    second: told(
      "Trieste Daily",
      "2018-04-03",
      "Second sentence in Trieste",
      "Anna Rossi was sentenced to four years in prison in Trieste on Monday.",
    ),
    says: "Marco Belli",
    differs: null,
  },
];
