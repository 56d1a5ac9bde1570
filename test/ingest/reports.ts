/** Reports made from a seed: equal seeds, equal texts. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mix = Math.imul(state ^ (state >>> 15), state | 1);
    mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
    return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from.");
  return item;
}

const SUBJECTS =
  "the council|the harbour authority|a spokeswoman for the company|the union|the regional court|an inspector|the minister|residents of the quarter|the hospital|the opposition|a group of engineers|the tenants|the police|the museum|a judge|the auditors";
const VERBS =
  "approved|rejected|postponed|criticised|confirmed|described|reopened|cancelled|defended|examined|announced|withdrew|doubled|questioned|signed|inspected";
const OBJECTS =
  "the plan for the northern bridge|a contract with the ferry line|the budget for schools|a report on the flood walls|the sale of the old market hall|the new timetable|a fine against the operator|the search for survivors|the rules for short lets|a petition against the tunnel|the repair of the water mains|the offer of the bank|the visit of the delegation|a study of air quality|the closing of two wards|the list of protected houses";
const ENDS =
  "after a meeting that lasted until midnight|although the deadline had passed|because the cost had risen again|in a letter that was read aloud on the square|with a majority of a single vote|before the courts could decide|while the trains stood still|to the surprise of most members|for the second time within a year|in spite of a warning by experts|under pressure from three villages|as winter storms were forecast|without giving a reason|once the translation was ready|despite earlier promises|on the advice of its lawyers";
const QUOTES =
  "we have waited long enough|nobody had told us anything|this is a beginning and not an end|the numbers speak for themselves|it will be checked again in spring|there is no money for that|our children walk this way every day|we shall appeal";

/** A name of a person or place. */
function nameOf(random: Random): string {
  const part = () =>
    `${pick(random, "B D F G H K L M N P R S T V W".split(" "))}${pick(random, "a e i o u".split(" "))}`.concat(
      pick(random, "rn ll sk nd mb st rv lt nn rd".split(" ")),
      pick(random, "a er o in ow ey um ov is el".split(" ")),
    );
  return `${part()} ${part()}`;
}

function sentence(random: Random): string {
  const list = (items: string) => pick(random, items.split("|"));
  const subject = list(SUBJECTS);
  const start = `${subject.charAt(0).toUpperCase()}${subject.slice(1)}`;
  const value = random() < 0.4 ? ` of ${Math.ceil(random() * 900)} ${pick(random, ["homes", "pages", "tons"])}` : "";
  const plain = `${start} ${list(VERBS)} ${list(OBJECTS)}${value} ${list(ENDS)}.`;
  if (random() < 0.25) return `“${list(QUOTES)},” said ${nameOf(random)}, who ${list(VERBS)} ${list(OBJECTS)}.`;
  return random() < 0.3 ? `${plain.slice(0, -1)}, ${nameOf(random)} said on Tuesday.` : plain;
}

/** A report of 12 to 30 sentences (some 200 to 600 words) in paragraphs, with a dateline. */
export function report(random: Random): string {
  const paragraphs: string[] = [];
  const count = 5 + Math.floor(random() * 6);
  for (let place = 0; place < count; place += 1) {
    paragraphs.push(Array.from({ length: 2 + Math.floor(random() * 2) }, () => sentence(random)).join(" "));
  }
  return `${nameOf(random).toUpperCase()}, May ${Math.ceil(random() * 28)} (Wire) - ${paragraphs.join("\n\n")}`;
}

/** What another outlet makes of a report. */
export const reprints: Readonly<Record<string, (text: string, random: Random) => string>> = {
  "another dateline": (text, random) => text.replace(/^.*? - /, `${nameOf(random)} — `),
  "a tail cut by 30 %": (text) => cutTail(text),
  "boilerplate around it": (text, random) => withBoilerplate(text, random),
  "light edits": (text, random) => edited(text, random),
  "all of it at once": (text, random) =>
    withBoilerplate(edited(cutTail(text), random).replace(/^.*? - /, `${nameOf(random)} — `), random),
};

function cutTail(text: string): string {
  const words = text.split(/(?<=\s)/);
  return words.slice(0, Math.ceil(words.length * 0.7)).join("");
}

function withBoilerplate(text: string, random: Random): string {
  const outlet = `The ${nameOf(random)}`;
  return [
    `This story is part of ${outlet}'s morning briefing. Sign up to have it sent to you every weekday.`,
    text,
    `${outlet} is supported by its readers. If you value what we do, consider a subscription from ${Math.ceil(random() * 9)} a month. All rights reserved; no part may be used without written permission of ${outlet} Media Group.`,
  ].join("\n\n");
}

const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/\bapproved\b/g, "backed"],
  [/\brejected\b/g, "turned down"],
  [/\bresidents\b/g, "people"],
  [/\bannounced\b/g, "made public"],
  [/\balthough\b/g, "though"],
  [/\bin spite of\b/g, "despite"],
  [/\bwithin a year\b/g, "in twelve months"],
  [/\bthe police\b/g, "police"],
  [/\bsaid on Tuesday\b/g, "said"],
];

/** As a desk edits: some words changed, one word in fifty left out, one in fifty put in. */
function edited(text: string, random: Random): string {
  const swapped = SWAPS.reduce((now, [from, to]) => (random() < 0.5 ? now.replace(from, to) : now), text);
  return swapped
    .split(/(?<=\s)/)
    .flatMap((word) => {
      const chance = random();
      if (chance < 0.02 && /^\p{Ll}+\s$/u.test(word)) return [];
      return chance > 0.98 ? [word, pick(random, ["also ", "now ", "local ", "reportedly "])] : [word];
    })
    .join("");
}

/** Reports that are made by filling in a form: same form, other day, other names and numbers. */
export const forms: Readonly<Record<string, (random: Random) => string>> = {
  "box score": (random) => {
    const [home, away, scorer, other, keeper] = Array.from({ length: 5 }, () => nameOf(random));
    const n = (most: number) => Math.ceil(random() * most);
    return `${home} United beat ${away} Town ${n(5)}-${n(3)} in the league on Saturday in front of ${n(40)},${n(899) + 100} spectators. ${scorer} scored in minute ${n(44)} and again in minute ${n(44) + 45}, after a cross by ${other}. ${away} Town had ${n(60)} percent of the ball and ${n(19)} shots, of which ${n(9)} were on target, but goalkeeper ${keeper} let nothing more pass.\n\n${home} United are now in place ${n(20)} of the table with ${n(60)} points from ${n(34)} games. The next game of ${home} United is on Saturday at ${nameOf(random)} Rovers, when ${other} is suspended. ${away} Town, who have won ${n(9)} of their last ten games, receive ${nameOf(random)} City.`;
  },
  weather: (random) => {
    const n = (most: number) => Math.ceil(random() * most);
    const wind = () => pick(random, ["south-west", "north", "east", "north-west", "south"]);
    const sky = () =>
      pick(random, [
        "mostly sunny",
        "cloudy with showers",
        "dry with long bright spells",
        "overcast",
        "foggy at first",
      ]);
    return `The weather for ${nameOf(random)} and the surrounding area: Today it will be ${sky()} with a high of ${n(32)} degrees and a low of ${n(14)} degrees. The wind will be from the ${wind()} at ${n(60)} kilometres an hour. The chance of rain is ${n(100)} percent. Tomorrow it will be ${sky()} with a high of ${n(32)} degrees, and the wind will turn to the ${wind()}.\n\nThe outlook for the rest of the week is ${sky()}, with temperatures of up to ${n(32)} degrees on ${pick(random, ["Thursday", "Friday", "Saturday"])}. The sun rises at ${n(3) + 4}:${n(49) + 10} and sets at ${n(4) + 16}:${n(49) + 10}. The sea has a temperature of ${n(20)} degrees. Pollen: ${pick(random, ["low", "moderate", "high"])}.`;
  },
  "court list": (random) => {
    const n = (most: number) => Math.ceil(random() * most);
    const offence = () =>
      pick(random, [
        "driving without insurance",
        "theft from a shop",
        "being drunk and disorderly",
        "speeding",
        "using a mobile phone while driving",
        "fare evasion",
      ]);
    const line = () =>
      `${nameOf(random)}, ${n(60) + 18}, of ${nameOf(random)} Road, was fined ${n(900)} pounds for ${offence()} on ${pick(random, ["January", "March", "May", "July"])} ${n(28)}. He was ordered to pay ${n(300)} pounds in costs and a surcharge of ${n(90)} pounds.`;
    return `These are the cases that were heard at ${nameOf(random)} magistrates' court this week.\n\n${Array.from({ length: 6 }, line).join("\n\n")}`;
  },
  "stock market": (random) => {
    const n = (most: number) => Math.ceil(random() * most);
    const move = () => `${pick(random, ["rose", "fell", "gained", "lost"])} ${n(4)}.${n(99)} percent`;
    return `Shares of ${nameOf(random)} Holdings ${move()} on ${pick(random, ["Monday", "Tuesday", "Wednesday", "Friday"])}, after the company reported quarterly revenue of $${n(900)} million, compared with $${n(900)} million in the same quarter a year earlier. Analysts surveyed had expected revenue of $${n(900)} million. Net income was $${n(90)} million, or ${n(99)} cents a share.\n\nThe company said it expected full-year revenue of between $${n(900)} million and $${n(900)} million. Chief executive ${nameOf(random)} said that demand had been ${pick(random, ["strong", "weak", "in line with expectations"])}. The shares have ${move()} since the beginning of the year. The broader index ${move()} to close at ${n(9)},${n(899) + 100} points.`;
  },
  earthquake: (random) => {
    const n = (most: number) => Math.ceil(random() * most);
    return `A magnitude ${n(6)}.${n(9)} earthquake was reported on ${pick(random, ["Monday", "Thursday", "Sunday"])} at ${n(12)}:${n(49) + 10} a.m. ${n(40)} miles from ${nameOf(random)}, according to the geological survey. The earthquake occurred ${n(40)} miles from ${nameOf(random)}, ${n(80)} miles from ${nameOf(random)} and ${n(90)} miles from ${nameOf(random)}. In the last ten days there have been ${n(9)} earthquakes of magnitude 3.0 or greater centred nearby.\n\nAn average of ${n(300)} earthquakes with magnitudes between 3.0 and 4.0 occur each year in the region. The earthquake occurred at a depth of ${n(20)}.${n(9)} miles. Did you feel this earthquake? Report what you felt to the survey. This information comes from a notification service, and this post was created by an algorithm written by the author.`;
  },
};
