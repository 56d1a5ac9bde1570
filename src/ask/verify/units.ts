import type { NumberMention } from "#text/numbers.ts";

/** The unit that a number is counted in, by one name each: what follows it, or its sign; `null` where there is none. */
export function unitOf({ text: number, kind, end }: NumberMention, text: string): string | null {
  if (kind === "percent") return "percent";
  if (kind === "money") return currencyOf(number);
  const match =
    /^[\s-]?(?:(?:square|cubic|long|short|consecutive|more|percentage|extra|further|full) )?(\p{L}+|°\s?[CF])/u.exec(
      text.slice(end, end + 32),
    );
  return UNITS.get(match?.[1]?.toLowerCase().replace(/\s/gu, "") ?? "") ?? null;
}

const SIGNS: Readonly<Record<string, string>> = {
  $: "dollars",
  "€": "euros",
  "£": "pounds",
  "¥": "yen",
  "₹": "rupees",
};

function currencyOf(number: string): string | null {
  const [sign = ""] = /[$€£¥₹]/u.exec(number) ?? [];
  return SIGNS[sign] ?? UNITS.get(/\p{L}+\s*$/u.exec(number)?.[0].trim().toLowerCase() ?? "") ?? null;
}

/** One unit a line: its name, then the ways to write it. */
const UNITS: ReadonlyMap<string, string> = new Map(
  `
  seconds second sec secs
  minutes minute min mins
  hours hour hr hrs
  days day
  weeks week
  months month
  years year yr yrs
  decades decade
  centuries century
  millimetres mm millimetre millimeter millimeters
  centimetres cm centimetre centimeter centimeters
  metres m metre meter meters
  kilometres km kilometre kilometer kilometers
  inches inch
  feet foot ft
  yards yard
  miles mile
  grams g gram gramme grammes
  kilograms kg kilogram kilo kilos
  tonnes tonne ton tons
  ounces ounce oz
  litres litre liter liters
  gallons gallon
  hectares hectare ha
  acres acre
  °c celsius
  °f fahrenheit
  mph
  kph km/h
  percent %
  points point
  dollars dollar
  cents cent
  euros euro
  pounds pound lb lbs
  yen
  pesos peso
  rupees rupee
  roubles rouble rubles ruble
  kronor krona
  kroner krone
  francs franc
  zlotys zloty zlotych
  liras lira
  yuan renminbi
  shekels shekel
  dirhams dirham
  `
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [name = "", ...others] = line.trim().split(" ");
      return [name, ...others].map((way) => [way, name] as const);
    }),
);
