import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { FetchError } from "#errors.ts";
import { shown } from "./address.ts";
import type { IsAllowed } from "./allowed.ts";
import { notPublic } from "./public.ts";
import { untilAborted } from "./until-aborted.ts";

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/**
 * The addresses that a request may connect to, looked up now, all of them checked; whoever connects uses these and looks
 * nothing up again. Throws `FetchError` (`forbidden`) where one of them is not public and the host is not allowed; what
 * the look-up throws passes through.
 */
export type Guard = (url: URL, signal: AbortSignal) => Promise<readonly LookupAddress[]>;

export function createGuard(isAllowed: IsAllowed, resolve: Resolve): Guard {
  return async (url, signal) => {
    const isExempt = isAllowed(url);
    if (!isExempt && LOCAL_NAME.test(url.hostname)) throw refused(url, "is a name of this machine or its network");
    const found = await addressesOf(url, resolve, signal);
    if (found.length === 0) throw new FetchError(`${shown(url)}: its host has no address.`, { trouble: "missing" });
    if (!isExempt) checkAll(url, found);
    return found;
  };
}

async function addressesOf(url: URL, resolve: Resolve, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  return family === 0 ? untilAborted(resolve(host), signal) : [{ address: host, family }];
}

/** One address that is not public is enough: nobody says which of them will be connected to. */
function checkAll(url: URL, found: readonly LookupAddress[]): void {
  for (const { address } of found) {
    const kind = notPublic(address);
    if (kind !== null) throw refused(url, hostOf(url) === address ? `is ${kind}` : `leads to ${address} (${kind})`);
  }
}

/** Without the brackets of an IPv6 address. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Names that are not of the public internet, or of the machine itself (RFC 6761, 6762, 7686, 8375; clouds). */
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|onion|home\.arpa|ip6-localhost|ip6-loopback)\.*$/;

function refused(url: URL, why: string): FetchError {
  return new FetchError(
    `Expected an address on the public internet, but ${url.hostname} of ${shown(url)} ${why}. If it is a host of your own network, name it in FETCH_ALLOW_HOSTS.`,
    { trouble: "forbidden" },
  );
}
