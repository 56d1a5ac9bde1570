/** Seconds in a month: who says more has made a mistake. */
const LONGEST = 30 * 24 * 3600;

/** The three forms of an HTTP-date (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 …`, `Sunday, 06-Nov-94 …`, `Sun Nov  6 …`. */
const DATE = /^(?:[A-Z][a-z]{2}, \d|[A-Z][a-z]{5,8}, \d|([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]))/;

/** Seconds from `now` that a `Retry-After` asks for, in either of its forms (RFC 9110, 10.2.3); `null`: it says nothing. */
export function readRetryAfter(value: string | null, now: Date): number | null {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Math.min(Number(text), LONGEST);
  const form = DATE.exec(text);
  if (form === null) return null;
  const at = Date.parse(form[1] === undefined ? text : `${text} GMT`);
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(0, Math.ceil((at - now.getTime()) / 1000)), LONGEST);
}
