/**
 * The address without what does not change the page, as the identity of an article: `http` is `https`, and the dot after
 * the host, the default port, the fragment, tracking parameters, the order of parameters and the case of
 * percent-encoding do not count. `www.` and a slash at the end do: other pages may stand there.
 */
export function canonicalAddress(address: string): string {
  const url = new URL(address);
  url.hash = "";
  if (url.protocol === "http:") url.protocol = "https:";
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.replace(/\.+$/, "");
  sortParameters(url, isTracking);
  return url.href.replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase());
}

/** Sorts the parameters but those that are left out; a question mark without any goes too. */
function sortParameters(url: URL, isLeftOut: (name: string, value: string) => boolean): void {
  if (!url.href.includes("?")) return;
  for (const [name, value] of [...url.searchParams]) if (isLeftOut(name, value)) url.searchParams.delete(name);
  url.searchParams.sort();
}

/**
 * The forms under which earlier versions of Footnote may have stored the article: fewer parameters were known, and
 * `http` was another page than `https`. `own` is its canonical address.
 */
export function formerAddresses(address: string, own: string): readonly string[] {
  const url = new URL(address);
  url.hash = "";
  sortParameters(url, (name) => FORMER_TRACKING.test(name));
  const forms = [url.href, otherScheme(url.href), own, otherScheme(own)];
  return [...new Set(forms)].filter((form) => form !== own);
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function otherScheme(address: string): string {
  return address.startsWith("https:") ? address.replace(/^https:/, "http:") : address.replace(/^http:/, "https:");
}

/** Parameters that say where a reader came from, not what the page is. */
function isTracking(name: string, value: string): boolean {
  return TRACKING.test(name) || (/^ref$/i.test(name) && NAMES_A_PLACE.test(value));
}

const TRACKING = new RegExp(
  `^(?:${[
    "utm_\\w+|fbclid|gclid|gclsrc|dclid|yclid|msclkid|ttclid|twclid|wbraid|gbraid|igshid|igsh|li_fat_id|srsltid",
    "mc_\\w+|mkt_tok|_hs\\w+|vero_\\w+|oly_\\w+|ck_subscriber_id|_ga|_gl",
    "at_\\w+|ns_\\w+|wt_mc|wtmc|xtor|pk_\\w+|piwik_\\w+|mtm_\\w+|matomo_\\w+",
    "cmp|cmpid|icid|ito|ocid|smid|smtyp|spm|ref_src|ref_url|__twitter_impression|guccounter",
  ].join("|")})$`,
  "i",
);

/** `ref=rss`, `ref=t.co`; with a digit in it, it may be what the page is about. */
const NAMES_A_PLACE = /^[a-z][a-z._-]*$/i;

const FORMER_TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|cmpid|ocid|smid)$/i;
