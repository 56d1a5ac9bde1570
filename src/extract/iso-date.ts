/**
 * A date, or a date and time, in the extended form of ISO 8601: `2018-06-15`, `2018-06-15T09:30:00+02:00`. A space for
 * the `T`, missing seconds and an offset without colon are mended; a time without offset is taken as UTC. `null` for
 * anything else, days that do not exist included.
 */
export function isoDate(value: string): string | null {
  const match = ISO.exec(value);
  if (match === null || !existsDay(match)) {
    return null;
  }
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) {
    return date;
  }
  const full = `${date}T${hour}:${minute}:${second ?? "00"}${fraction ?? ""}${zone(offset)}`;
  return Number.isNaN(Date.parse(full)) ? null : full;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

function zone(offset: string | undefined): string {
  if (offset === undefined || offset.toUpperCase() === "Z") {
    return "Z";
  }
  const digits = offset.slice(1).replace(":", "");
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2) || "00"}`;
}

function existsDay(match: RegExpExecArray): boolean {
  const [year, month, day] = match.slice(1, 4).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day ?? 0);
  return (year ?? 0) > 0 && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}
