import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Everything on the public internet that speaks IPv6 has an address in here (IANA, IPv6 Global Unicast Address Space). */
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");

/** Public by its number, but answered by the machine's own cloud (Azure) and by nobody else. */
const CLOUD_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * What keeps an address from being public (`loopback`, `private`, …); `null`: it is a public unicast address. Only
 * dotted decimal and plain IPv6 are addresses here: `URL` turns all other spellings into these. Ranges: IANA special-purpose
 * address registries (RFC 6890), as ipaddr.js has them. Tunnels and translations (mapped, 6to4, Teredo, NAT64, ISATAP) are
 * refused whole, for another address hides in them.
 */
export function notPublic(address: string): string | null {
  if (isIP(address) === 0) return "not an address";
  if (address.includes("%")) return "link-local";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range !== "unicast") return NAMES.get(range) ?? range;
  if (parsed instanceof ipaddr.IPv6) return notPublicV6(parsed);
  return CLOUD_ADDRESSES.has(parsed.toString()) ? "a service of the cloud" : null;
}

/** ipaddr.js calls unicast all it has no name for, such as `::/96`. */
function notPublicV6(address: ipaddr.IPv6): string | null {
  if (!address.match(GLOBAL_UNICAST)) return "reserved";
  const [, , , , high = 0, low = 0] = address.parts;
  return low === 0x5efe && (high & 0xfdff) === 0 ? "a tunnel (ISATAP)" : null;
}

/** Where the library's word would puzzle a reader. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["unspecified", "this machine"],
  ["linkLocal", "link-local"],
  ["carrierGradeNat", "carrier-grade NAT"],
  ["uniqueLocal", "unique local"],
  ["ipv4Mapped", "an IPv4 address in IPv6"],
  ["rfc6145", "an IPv4 address in IPv6"],
  ["rfc6052", "an IPv4 address in IPv6 (NAT64)"],
  ["6to4", "a tunnel (6to4)"],
  ["teredo", "a tunnel (Teredo)"],
  ["deprecatedSiteLocal", "site-local"],
]);
