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

/** `null`: there is no robots.txt, so everything may be fetched. */
export function readRules(file: URL, text: string | null): Rules {
  if (text === null) return { check: () => {}, spacing: null };
  const robots = parse(file.href, withoutRuns(text));
  const delay = robots.getCrawlDelay(PRODUCT);
  return {
    check: (url) => {
      // The file itself may always be read, and rules count for their own origin only.
      if (robots.isAllowed(url.href, PRODUCT) !== false) return;
      throw new FetchError(
        `${shown(file)} (line ${robots.getMatchingLineNumber(url.href, PRODUCT)}) does not allow ${PRODUCT} to fetch ${shown(url)}. Ask the site for leave, or save the page and ingest the file.`,
        { trouble: "forbidden" },
      );
    },
    spacing: delay === undefined || !(delay > 0) ? null : Math.min(delay, LONGEST_DELAY) * 1000,
  };
}

/** A run of stars means the same as one, but each costs a pass over the address. */
function withoutRuns(text: string): string {
  return text.replace(/\*{2,}/g, "*");
}
