/**
 * A date as feeds write it (RFC 822 with its successors, ISO 8601 with its profiles) as ISO 8601: a day, or a time with
 * offset. A time without a zone that is known says the day alone. `null` for anything else and for days that do not exist.
 */
export function feedDate(value: string | undefined): string | null {
  const text = value?.trim().slice(0, 100) ?? "";
  return fromIso(text) ?? fromMail(text);
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

function fromIso(text: string): string | null {
  const [, year, month, day, hour, minute, second, zone] = ISO.exec(text) ?? [];
  if (year === undefined) return null;
  return join({ year: Number(year), month: Number(month), day: Number(day) }, hour, minute, second, zone ?? "Z");
}

const MAIL =
  /^(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d\d)(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([A-Za-z]{1,5}|[+-]\d\d:?\d\d)?)?/;

function fromMail(text: string): string | null {
  const [, day, name, years, hour, minute, second, zone] = MAIL.exec(text) ?? [];
  const month = MONTHS.indexOf(name?.toLowerCase() ?? "") + 1;
  if (years === undefined || month === 0) return null;
  // Two digits, as RFC 2822 reads them.
  const year = Number(years) + (years.length === 4 ? 0 : Number(years) < 50 ? 2000 : 1900);
  return join({ year, month, day: Number(day) }, hour, minute, second, zone);
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function join(
  { year, month, day }: Day,
  hour?: string,
  minute?: string,
  second?: string,
  zone?: string,
): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null;
  const iso = date.toISOString().slice(0, 10);
  const offset = offsetOf(zone);
  if (hour === undefined || offset === null) return iso;
  const full = `${iso}T${hour.padStart(2, "0")}:${minute}:${second ?? "00"}${offset}`;
  return Number.isNaN(Date.parse(full)) ? iso : full;
}

/** Names that mean one thing: those of RFC 822 and of Central Europe. Others (BST, IST) mean several. */
const ZONES: Readonly<Record<string, string>> = {
  ...{ Z: "Z", UT: "Z", UTC: "Z", GMT: "Z", CET: "+01:00", CEST: "+02:00" },
  ...{ EST: "-05:00", EDT: "-04:00", CST: "-06:00", CDT: "-05:00" },
  ...{ MST: "-07:00", MDT: "-06:00", PST: "-08:00", PDT: "-07:00" },
};

function offsetOf(zone: string | undefined): string | null {
  if (zone === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return hours === undefined ? (ZONES[zone.toUpperCase()] ?? null) : `${sign}${hours}:${minutes ?? "00"}`;
}
