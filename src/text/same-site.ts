/**
 * Whether two addresses are of one site: their hosts share the part that was registered. Without a list of all public
 * suffixes: two labels, three under suffixes such as `co.uk` and on hosts that give each customer a name of its own.
 */
export function isSameSite(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && registered(one) === registered(other);
}

function registered(address: string): string {
  const host = new URL(address).hostname.replace(/\.$/, "");
  if (/^(?:[\d.]+|\[.*\])$/.test(host)) return host;
  const labels = host.split(".");
  const tail = labels.slice(-2).join(".");
  const isSuffix =
    SHARED.has(tail) ||
    (/^(?:com?|org|net|gov|govt|edu|ac|or|ne|go|gob|gouv|nom)\./.test(tail) && /\.\w\w$/.test(tail));
  return labels.slice(isSuffix ? -3 : -2).join(".");
}

const SHARED = new Set(
  "blogspot.com wordpress.com tumblr.com substack.com github.io gitlab.io medium.com typepad.com netlify.app vercel.app pages.dev ghost.io livejournal.com wixsite.com weebly.com squarespace.com over-blog.com ampproject.org".split(
    " ",
  ),
);
