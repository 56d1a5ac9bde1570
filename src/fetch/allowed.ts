import { portOf } from "./address.ts";

/** Whether an address is of a host that is exempt from the rule that only public addresses are fetched. */
export type IsAllowed = (url: URL) => boolean;

/** Each host is a name or address for any port, or one with a port (`127.0.0.1:8080`, `[::1]:8080`). */
export function createAllowed(hosts: readonly string[]): IsAllowed {
  const known = new Set(hosts.map(normalised));
  return (url) => known.has(url.hostname) || known.has(`${url.hostname}:${portOf(url)}`);
}

/** As `URL` writes it, so that `127.1` and `127.0.0.1` are one host. */
function normalised(host: string): string {
  const [, name = host, port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const url = URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`) : null;
  const hostname = url?.hostname ?? name.toLowerCase();
  return port === undefined ? hostname : `${hostname}:${Number(port)}`;
}
