import robotsParser from "robots-parser";
import { FetchError } from "#errors.ts";
import { shown } from "./address.ts";
import { PRODUCT } from "./user-agent.ts";

// The package exports the function itself; its types say that it stands under `default`.
const parse = robotsParser as unknown as typeof robotsParser.default;

/** What the robots.txt of an origin says to us (RFC 9309). */
export interface Rules {
  /** Throws `FetchError` (`forbidden`) where the address may not be fetched. */
  check(url: URL): void;
  /** Milliseconds between two requests; `null`: it does not say. */
  readonly spacing: number | null;
}

/** Seconds: who asks for a longer delay is asked that often all the same. */
const LONGEST_DELAY = 60;

/** Of all rules of a file: several times as many as the largest sites have. */
const MOST_STARS = 2_000;

/** `null`: there is no robots.txt, so everything may be fetched. */
export function readRules(file: URL, text: string | null): Rules {
  if (text === null) return { check: () => {}, spacing: null };
  const robots = parse(file.href, withFewStars(text));
  const delay = robots.getCrawlDelay(PRODUCT);
  return {
    check: (url) => {
      if (url.pathname === file.pathname || robots.isAllowed(url.href, PRODUCT) !== false) return;
      throw new FetchError(
        `${shown(file)} (line ${robots.getMatchingLineNumber(url.href, PRODUCT)}) does not allow ${PRODUCT} to fetch ${shown(url)}. Ask the site for leave, or save the page and ingest the file.`,
        { trouble: "forbidden" },
      );
    },
    spacing: delay === undefined || !(delay > 0) ? null : Math.min(delay, LONGEST_DELAY) * 1000,
  };
}

/**
 * Each star costs a pass over the address, and a hostile file could hold up everything else for seconds. Beyond so many
 * stars a rule to disallow ends at its first one, which keeps us out of more, and a rule to allow is left out.
 */
function withFewStars(text: string): string {
  let stars = 0;
  const lines = text.split(/\r\n|\r|\n/).map((line) => {
    const rule = /^\s*(dis)?allow\s*:([^#]*)/i.exec(line);
    if (rule === null) return line;
    // A run of stars means the same as one.
    const [plain, ...rest] = rule[0].replace(/\*+/g, "*").split("*");
    stars += rest.length;
    if (stars > MOST_STARS && rest.length > 0) return rule[1] === undefined ? "" : plain;
    return [plain, ...rest].join("*");
  });
  return lines.join("\n");
}
