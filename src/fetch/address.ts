import { FetchError } from "#errors.ts";
import { BAD_PORTS } from "./ports.ts";

/** Characters of an address; longer ones do not occur among articles, and rules of robots.txt are tried on all of it. */
const LONGEST = 4096;

/**
 * The address as the URL standard reads it: http or https, no name or password, no port of another protocol. Whether its
 * host may be asked is the guard's matter. Throws `FetchError` (`forbidden`).
 */
export function readAddress(address: string, base?: string): URL {
  const url = address.length <= LONGEST && URL.canParse(address, base) ? new URL(address, base) : null;
  if (url === null) {
    throw forbidden(
      `Expected an address such as https://example.org/article (at most ${LONGEST} characters), found ${shownText(address)}. Correct it.`,
    );
  }
  url.hash = "";
  const problem = problemOf(url);
  if (problem !== null) throw forbidden(`${problem}: ${shown(url)}.`);
  return url;
}

function problemOf(url: URL): string | null {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return `Expected an address that begins with http:// or https://, found ${url.protocol} Correct it, or save the article and ingest the file`;
  }
  if (url.username !== "" || url.password !== "") {
    return "Expected an address without name and password before the host, found one with them. Leave them out";
  }
  if (BAD_PORTS.has(portOf(url))) {
    return `Expected a port for web pages, found ${portOf(url)}, on which other services listen. Correct the address`;
  }
  return null;
}

/** The port that is connected to. */
export function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/** An address as messages name it: short, without what may be secret in it. */
export function shown(url: URL): string {
  const host = /^https?:$/.test(url.protocol) ? `//${url.host}` : "";
  return shortened(`${url.protocol}${host}${url.pathname}${url.search === "" ? "" : "?…"}`);
}

/** The same for what is no address. */
function shownText(address: string): string {
  const plain = address
    .slice(0, 400)
    .replace(/\p{C}/gu, "")
    .replace(/[?#].*$/s, "")
    .replace(/\/\/.*@/, "//");
  return `"${shortened(plain)}"`;
}

function shortened(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}

function forbidden(message: string): FetchError {
  return new FetchError(message, { trouble: "forbidden" });
}
