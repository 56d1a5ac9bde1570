const months = "January February March April May June July August September October November December".split(" ");

/** `2018-06-15` or a date and time becomes `15 June 2018`; anything else is shown as it is, `null` as `undated`. */
export function showDate(date: string | null): string {
  if (date === null) {
    return "undated";
  }
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/u.exec(date) ?? [];
  const name = months[Number(month) - 1];
  return year === undefined || name === undefined ? date : `${Number(day)} ${name} ${year}`;
}

/** `2026-11-24T11:59:23.000Z` becomes `24 November 2026, 11:59 UTC`; what is no time is shown as it is. */
export function showTime(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return time;
  }
  const iso = date.toISOString();
  return `${showDate(iso)}, ${iso.slice(11, 16)} UTC`;
}
