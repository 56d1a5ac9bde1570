import type { Told } from "../stage.ts";

/** Two reports, and the sentence of the first that an answer rests on. */
export interface Pair {
  readonly name: string;
  readonly question: string;
  readonly first: Told;
  readonly second: Told;
  /** Words of the sentence that the answer quotes, and of the one that differs; `null`: none does. */
  readonly says: string;
  readonly differs: string | null;
}

function told(id: string, publishedAt: string | undefined, title: string, text: string): Told {
  return { id, title, outlet: id, text, ...(publishedAt !== undefined && { publishedAt }) };
}

export const PAIRS: readonly Pair[] = [
  {
    name: "two outlets count the injured of one fire differently",
    question: "How many people were injured in the fire at the cannery in Port Alder?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Fire at cannery in Port Alder",
      "A fire broke out at the Marlow cannery in Port Alder on Tuesday morning. Twelve people were injured in the fire and taken to the hospital in Tamber. Firefighters needed four hours to bring the flames under control.",
    ),
    second: told(
      "Solway Ledger",
      "2021-05-05",
      "Cannery blaze: workers escape through window",
      "Workers of the Marlow cannery in Port Alder escaped through a window when a fire broke out on Tuesday. Fourteen people were injured in the fire, among them two firefighters, the police said on Wednesday.",
    ),
    says: "Twelve people",
    differs: "Fourteen people",
  },
  {
    name: "both outlets give the same number",
    question: "How many people were injured in the fire at the cannery in Port Alder?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Fire at cannery in Port Alder",
      "A fire broke out at the Marlow cannery in Port Alder on Tuesday morning. Twelve people were injured in the fire and taken to the hospital in Tamber.",
    ),
    second: told(
      "Solway Ledger",
      "2021-05-05",
      "Cannery blaze: workers escape through window",
      "Workers of the Marlow cannery in Port Alder escaped when a fire broke out on Tuesday. A total of 12 people were injured in the fire, the police said.",
    ),
    says: "Twelve people",
    differs: null,
  },
  {
    name: "two fires in one town are two events",
    question: "How many people were injured in the fire in Port Alder?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Fire at cannery in Port Alder",
      "A fire broke out at the cannery in Port Alder on Tuesday morning. Twelve people were injured in the fire and taken to the hospital in Tamber.",
    ),
    second: told(
      "Solway Ledger",
      "2021-05-27",
      "Hotel fire in Port Alder",
      "A fire broke out in the kitchen of a hotel in Port Alder on Wednesday evening. Three people were injured in the fire and taken to the hospital in Tamber.",
    ),
    says: "Twelve people",
    differs: null,
  },
  {
    name: "a toll that rose",
    question: "How many people did the landslide in Corvara kill?",
    first: told(
      "Alpine Post",
      "2019-06-10",
      "Landslide buries houses above Corvara",
      "A landslide buried six houses above Corvara on Sunday night. The landslide killed nine people, the mayor, Elio Brandt, said.",
    ),
    second: told(
      "Valley Radio",
      "2019-06-14",
      "Corvara mourns its dead",
      "Corvara held a minute of silence on Friday for those buried in their houses. The death toll of the landslide stands at 11, Mayor Elio Brandt said.",
    ),
    says: "killed nine people",
    differs: "stands at 11",
  },
  {
    name: "a percentage is no count",
    question: "How many members of the Tamber rowing club voted for the merger?",
    first: told(
      "Tamber Echo",
      "2022-02-01",
      "Rowers vote for merger",
      "The members of the Tamber Rowing Club voted for the merger with Alder Rowing on Monday. In all, 212 members voted for the merger.",
    ),
    second: told(
      "Rowing Weekly",
      "2022-02-03",
      "Two clubs become one",
      "The Tamber Rowing Club and Alder Rowing will merge. About 83 percent of the members voted for the merger at the meeting on Monday.",
    ),
    says: "212 members",
    differs: null,
  },
  {
    name: "the injured are not the badly injured",
    question: "How many passengers were injured in the bus crash near Lorn?",
    first: told(
      "Lorn Gazette",
      "2020-01-14",
      "Bus overturns near Lorn",
      "A bus overturned on the road to Lorn on Monday. Nineteen passengers were injured in the crash, the police in Lorn said.",
    ),
    second: told(
      "Highland Mail",
      "2020-01-14",
      "Bus crash on icy road",
      "A bus left the icy road near Lorn on Monday. Four passengers were seriously injured in the crash, the police in Lorn said.",
    ),
    says: "Nineteen passengers",
    differs: null,
  },
  {
    name: "at least twelve may be fourteen",
    question: "How many people were injured when the stand collapsed in Veld?",
    first: told(
      "Veld Times",
      "2018-08-20",
      "Stand collapses in Veld",
      "A stand collapsed at the stadium in Veld on Sunday. At least 12 people were injured in the collapse.",
    ),
    second: told(
      "Sport Daily",
      "2018-08-21",
      "Match abandoned in Veld",
      "The match in Veld was abandoned when a stand collapsed on Sunday. Fourteen people were injured in the collapse.",
    ),
    says: "At least 12",
    differs: null,
  },
  {
    name: "a sum that two reports give differently",
    question: "How much did the harbour bridge in Port Alder cost?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Harbour bridge opens after four years",
      "The harbour bridge in Port Alder opened to traffic on Tuesday. The construction of the bridge cost 90 million euros, the mayor said.",
    ),
    second: told(
      "Builders' Weekly",
      "2021-05-20",
      "What the new harbour bridge teaches",
      "Few were sad when the harbour bridge in Port Alder opened. The construction of the bridge cost 114 million euros and took four years.",
    ),
    says: "90 million euros",
    differs: "114 million euros",
  },
  {
    name: "a sum said roughly",
    question: "How much did the harbour bridge in Port Alder cost?",
    first: told(
      "Harbour Courier",
      "2021-05-04",
      "Harbour bridge opens after four years",
      "The harbour bridge in Port Alder opened to traffic on Tuesday. The construction of the bridge cost 90 million euros, the mayor said.",
    ),
    second: told(
      "Builders' Weekly",
      "2021-05-20",
      "What the new harbour bridge teaches",
      "Few were sad when the harbour bridge in Port Alder opened. The construction of the bridge cost 91.4 million euros and took four years.",
    ),
    says: "90 million euros",
    differs: null,
  },
  {
    name: "a date on which reports differ",
    question: "When will the trial of Bela Ortiz begin?",
    first: told(
      "Court Report",
      "2020-03-02",
      "Date set in Ortiz case",
      "The trial of the banker Bela Ortiz will begin on April 14. He is accused of fraud.",
    ),
    second: told(
      "Evening Lantern",
      "2020-03-09",
      "Banker awaits judges",
      "The trial of Bela Ortiz will begin on April 28, a spokeswoman for the court said. Ortiz denies the charges.",
    ),
    says: "April 14",
    differs: "April 28",
  },
  {
    name: "the same date, once with the year",
    question: "When will the trial of Bela Ortiz begin?",
    first: told(
      "Court Report",
      "2020-03-02",
      "Date set in Ortiz case",
      "The trial of the banker Bela Ortiz will begin on April 14. He is accused of fraud.",
    ),
    second: told(
      "Evening Lantern",
      "2020-03-09",
      "Banker awaits judges",
      "The trial of Bela Ortiz will begin on 14 April 2020, a spokeswoman for the court said.",
    ),
    says: "April 14",
    differs: null,
  },
  {
    name: "someone else in the same part",
    question: "Who designed the new library in Tamber?",
    first: told(
      "Tamber Echo",
      "2023-04-11",
      "Library opens its doors",
      "The new library in Tamber was designed by Ruth Keller. It holds 40,000 books.",
    ),
    second: told(
      "Architecture Now",
      "2023-04-20",
      "A house of books",
      "The new library in Tamber was designed by Jonas Bright. Its roof is planted with grass.",
    ),
    says: "Ruth Keller",
    differs: "Jonas Bright",
  },
  {
    name: "the same name misspelt",
    question: "Who designed the new library in Tamber?",
    first: told(
      "Tamber Echo",
      "2023-04-11",
      "Library opens its doors",
      "The new library in Tamber was designed by Ruth Keller. It holds 40,000 books.",
    ),
    second: told(
      "Architecture Now",
      "2023-04-20",
      "A house of books",
      "The new library in Tamber was designed by Ruth Kellar. Its roof is planted with grass.",
    ),
    says: "Ruth Keller",
    differs: null,
  },
  {
    name: "what is planned is no other number of what happened",
    question: "How many jobs were cut at the Velo works in Lorn?",
    first: told(
      "Lorn Gazette",
      "2022-09-01",
      "Velo works cut jobs",
      "The Velo works in Lorn are smaller since Thursday. The company cut 120 jobs at the works in Lorn.",
    ),
    second: told(
      "Business Wire",
      "2022-09-12",
      "More cuts at Velo",
      "Workers of the Velo works in Lorn fear for their future. The company could cut 200 jobs at the works in Lorn.",
    ),
    says: "120 jobs",
    differs: null,
  },
  {
    name: "reports without a date are not compared",
    question: "How many people were injured when the stand collapsed in Veld?",
    first: told(
      "Veld Times",
      undefined,
      "Stand collapses in Veld",
      "A stand collapsed at the stadium in Veld on Sunday. Twelve people were injured in the collapse.",
    ),
    second: told(
      "Sport Daily",
      "2018-08-21",
      "Match abandoned in Veld",
      "The match in Veld was abandoned when a stand collapsed on Sunday. Fourteen people were injured in the collapse.",
    ),
    says: "Twelve people",
    differs: null,
  },
  {
    name: "last year's figure is no other figure of this year",
    question: "How many visitors came to the Tamber festival?",
    first: told(
      "Tamber Echo",
      "2022-07-04",
      "Festival ends in the rain",
      "The festival in Tamber ended on Sunday. In 2022, 31,250 visitors came to the festival in Tamber.",
    ),
    second: told(
      "Stage Monthly",
      "2022-07-10",
      "Summer of festivals",
      "Tamber remains the largest of them. In 2019, 44,120 visitors came to the festival in Tamber.",
    ),
    says: "31,250 visitors",
    differs: null,
  },
  {
    name: "the same deed in another town",
    question: "How many trees did the storm fell in Lorn?",
    first: told(
      "Lorn Gazette",
      "2020-02-11",
      "Storm Ada in Lorn",
      "Storm Ada crossed the county on Monday. The storm felled 130 trees in the park of Lorn.",
    ),
    second: told(
      "Veld Times",
      "2020-02-11",
      "Storm Ada in Veld",
      "Storm Ada crossed the county on Monday. The storm felled 55 trees in the park of Veld.",
    ),
    says: "130 trees",
    differs: null,
  },
];
