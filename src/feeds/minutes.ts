/** What feeds say about how often they change. */
interface Pace {
  readonly ttl?: number;
  readonly sy?: { readonly updatePeriod?: string; readonly updateFrequency?: number };
}

const PERIODS: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/** No feed is left alone for longer than a day, whatever it says. */
const LONGEST = 1440;

/** Minutes between two fetches, by `ttl` of RSS, else by the syndication module; `null`: the feed does not say. */
export function minutesOf({ ttl, sy }: Pace): number | null {
  const period = PERIODS[sy?.updatePeriod?.trim().toLowerCase() ?? ""];
  const times = sy?.updateFrequency ?? 1;
  const said = ttl ?? (period === undefined || !(times > 0) ? undefined : period / times);
  return said === undefined || !(said > 0) ? null : Math.min(LONGEST, Math.max(1, Math.round(said)));
}
