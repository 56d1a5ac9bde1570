/**
 * The offset (`Z`, `+02:00`) of a time zone as dates name it: `UTC`, `+0200`, `GMT+2`, `CEST`, `ET`. `null`: none is
 * known. `day` decides what zones without summer and winter names (`ET`) mean.
 */
export function offsetOf(zone: string, day: Date): string | null {
  const name = zone.trim().toUpperCase().replace(/\.|\s/g, "");
  const numeric = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (numeric !== null) {
    return `${numeric[1]}${(numeric[2] ?? "").padStart(2, "0")}:${numeric[3] ?? "00"}`;
  }
  if (/^(?:Z|UTC|GMT|UT)$/.test(name)) {
    return "Z";
  }
  const fixed = OFFSETS.get(name);
  return fixed ?? ofPlace(PLACES.get(name), day);
}

/** Names of zones with one meaning in datelines; `IST` and `CST` are those of India and of the United States. */
const OFFSETS: ReadonlyMap<string, string> = new Map(
  `EST-05:00 EDT-04:00 CST-06:00 CDT-05:00 MST-07:00 MDT-06:00 PST-08:00 PDT-07:00 AKST-09:00 AKDT-08:00 HST-10:00
  BST+01:00 WET+00:00 WEST+01:00 CET+01:00 CEST+02:00 MEZ+01:00 MESZ+02:00 EET+02:00 EEST+03:00 MSK+03:00 TRT+03:00
  SAST+02:00 EAT+03:00 WAT+01:00 GST+04:00 PKT+05:00 IST+05:30 WIB+07:00 ICT+07:00 SGT+08:00 HKT+08:00 PHT+08:00
  JST+09:00 KST+09:00 AEST+10:00 AEDT+11:00 ACST+09:30 AWST+08:00 NZST+12:00 NZDT+13:00 BRT-03:00 ART-03:00`
    .split(/\s+/)
    .map((entry): [string, string] => [entry.slice(0, -6), entry.slice(-6)]),
);

const PLACES: ReadonlyMap<string, string> = new Map([
  ["ET", "America/New_York"],
  ["CT", "America/Chicago"],
  ["MT", "America/Denver"],
  ["PT", "America/Los_Angeles"],
  ["EASTERN", "America/New_York"],
  ["PACIFIC", "America/Los_Angeles"],
]);

function ofPlace(place: string | undefined, day: Date): string | null {
  if (place === undefined) {
    return null;
  }
  const parts = new Intl.DateTimeFormat("en", { timeZone: place, timeZoneName: "longOffset" }).formatToParts(day);
  return parts.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "") ?? null;
}
