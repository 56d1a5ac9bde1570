import type { World } from "#local-discord/world.ts";
import type { Match, Reply } from "./router.ts";

/** Requests a second over all routes; interaction endpoints do not count. */
const globalLimit = 50;

interface Bucket {
  remaining: number;
  resetAt: number;
}

export interface Rates {
  /** Takes one request from the route's bucket. */
  spend(match: Match, method: string): Spent;
}

interface Spent {
  readonly headers: Readonly<Record<string, string>>;
  /** The 429, where the bucket or the second was used up. */
  readonly refusal: Reply | null;
}

export function createRates(world: World): Rates {
  const { requests: bucketLimit, windowMs: bucketWindowMs } = world.options.routeLimit;
  const buckets = new Map<string, Bucket>();
  const whole: Bucket = { remaining: globalLimit, resetAt: 0 };
  return {
    spend(match, method) {
      const now = Date.now();
      if (match.route.open !== true && !take(whole, now, globalLimit, 1000)) {
        world.violate("global rate limit", `more than ${globalLimit} requests in a second`);
        return limited((whole.resetAt - now) / 1000, "global", {});
      }
      const major = ["channel", "guild", "webhook", "token"].map((name) => match.params.get(name) ?? "").join(":");
      const key = `${method} ${match.route.pattern} ${major}`;
      const bucket = buckets.get(key) ?? { remaining: bucketLimit, resetAt: 0 };
      buckets.set(key, bucket);
      const free = take(bucket, now, bucketLimit, bucketWindowMs);
      const headers = {
        "x-ratelimit-limit": String(bucketLimit),
        "x-ratelimit-remaining": String(bucket.remaining),
        "x-ratelimit-reset": (bucket.resetAt / 1000).toFixed(3),
        "x-ratelimit-reset-after": ((bucket.resetAt - now) / 1000).toFixed(3),
        "x-ratelimit-bucket": hash(`${method} ${match.route.pattern}`),
      };
      return free ? { headers, refusal: null } : limited((bucket.resetAt - now) / 1000, "user", headers);
    },
  };
}

/** A 429 as Discord words it; `seconds` may be a fraction. */
export function limited(
  seconds: number,
  scope: "user" | "global" | "shared",
  headers: Readonly<Record<string, string>>,
): Spent & { readonly refusal: Reply } {
  return {
    headers: {
      ...headers,
      "retry-after": String(Math.max(seconds, 0)),
      "x-ratelimit-scope": scope,
      ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
    },
    refusal: {
      status: 429,
      body: { message: "You are being rate limited.", retry_after: seconds, global: scope === "global" },
    },
  };
}

function take(bucket: Bucket, now: number, limit: number, windowMs: number): boolean {
  if (now >= bucket.resetAt) {
    bucket.remaining = limit;
    bucket.resetAt = now + windowMs;
  }
  if (bucket.remaining === 0) return false;
  bucket.remaining -= 1;
  return true;
}

/** A short name for a bucket, the same at each start. */
function hash(text: string): string {
  let value = 7;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 0xffffffff;
  return value.toString(16).padStart(8, "0");
}
