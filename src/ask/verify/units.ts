/** The unit that a number is counted in, by one name each; `null` where none follows. */
export function unitAfter(text: string, end: number): string | null {
  const match = /^[\s-]?(?:(?:square|cubic|long|short|consecutive|more) )?(\p{L}+|°\s?[CF])/u.exec(
    text.slice(end, end + 32),
  );
  return UNITS.get(match?.[1]?.toLowerCase().replace(/\s/gu, "") ?? "") ?? null;
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
  dollars dollar
  euros euro
  pounds pound lb lbs
  `
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [name = "", ...others] = line.trim().split(" ");
      return [name, ...others].map((way) => [way, name] as const);
    }),
);
