import type { ReadSetting } from "./names.ts";
import { type Problems, readNumber } from "./values.ts";

/** How articles are fetched from the web. */
export interface FetchConfig {
  /** Hosts (`intranet.example`, `127.0.0.1:8080`) that may be fetched although they are not public. Lower case. */
  readonly allowedHosts: readonly string[];
  /** Where operators of sites reach whoever runs this; `null`: not said. */
  readonly contact: string | null;
}

/** What a running bot fetches again and again. */
export interface WatchConfig {
  /** Addresses of feeds and sitemaps. */
  readonly sources: readonly string[];
  readonly minutes: number;
  readonly shelf: string;
}

export function readFetch(read: ReadSetting, problems: Problems): FetchConfig {
  const allowedHosts = wordsOf(read("FETCH_ALLOW_HOSTS")).map((host) => host.toLowerCase());
  for (const host of allowedHosts) {
    if (!isHost(host)) {
      problems.push(
        `FETCH_ALLOW_HOSTS: expected hosts such as wiki.example.org or 127.0.0.1:8080, found "${host}"; leave out http:// and paths.`,
      );
    }
  }
  return { allowedHosts, contact: readContact(read("FETCH_CONTACT"), problems) };
}

/** Goes into a header, where a line end or a letter beyond ASCII may not stand. */
function readContact(contact: string | null, problems: Problems): string | null {
  if (contact !== null && !/^[!-'*-~]{1,200}$/.test(contact)) {
    problems.push(
      `FETCH_CONTACT: expected an address such as mailto:editor@example.org or https://example.org/bot, found "${contact}"; correct it or leave it out.`,
    );
  }
  return contact;
}

export function readWatch(read: ReadSetting, problems: Problems): WatchConfig {
  const sources = wordsOf(read("WATCH"));
  for (const source of sources) {
    if (!URL.canParse(source) || !/^https?:$/.test(new URL(source).protocol)) {
      // An address may hold a password, so what looks like one is not shown.
      const found = source.includes("@") ? "something else (not shown)" : `"${source}"`;
      problems.push(
        `WATCH: expected addresses of feeds such as https://example.org/feed.xml, found ${found}; correct it or leave it out.`,
      );
    }
  }
  const minutes = readNumber("WATCH_MINUTES", read("WATCH_MINUTES"), { from: 1, to: 10_080, whole: true }, problems);
  return { sources, minutes: minutes ?? 15, shelf: readShelf(read("WATCH_SHELF"), problems) };
}

function readShelf(name: string | null, problems: Problems): string {
  if (name !== null && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) {
    problems.push(
      `WATCH_SHELF: expected the name of a shelf (a-z 0-9 -), found "${name}"; correct it or leave it out.`,
    );
  }
  return name ?? "main";
}

function isHost(host: string): boolean {
  return /^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}.-]+)(?::\d{1,5})?$/u.test(host) && URL.canParse(`http://${host}/`);
}

/** Separated by spaces, commas or line ends. */
function wordsOf(value: string | null): string[] {
  return (value ?? "").split(/[\s,]+/).filter((word) => word !== "");
}
