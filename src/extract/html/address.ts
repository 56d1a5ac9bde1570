/** An address of the web without what does not belong to it: fragment, tracking, name and password; `null` for others. */
export function cleanAddress(value: string, base?: string | null): string | null {
  const trimmed = value.trim();
  const from = base ?? undefined;
  if (trimmed === "" || !URL.canParse(trimmed, from)) {
    return null;
  }
  const url = new URL(trimmed, from);
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return null;
  }
  url.hash = "";
  withoutTracking(url);
  return unwrapped(url);
}

function withoutTracking(url: URL): void {
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  // Left alone where nothing is taken out, since setting parameters writes all of them anew.
  for (const name of tracking) {
    url.searchParams.delete(name);
  }
}

const TRACKING =
  /^(?:utm_\w+|at_(?:medium|campaign|custom\d?|link\w*|format|ptr_name|bbc_team)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|oly_enc_id|oly_anon_id|vero_id|wickedid|ns_(?:mchannel|source|campaign|linkname|fee)|cmpid|cmp|ito|ocid|ncid|smid|smtyp|sref|xtor|wt_mc|wt\.mc_id|ref_src|ref_url|s_cid|soc_src|soc_trk|guccounter|guce_\w+|pk_\w+|mtm_\w+|piwik_\w+|spm|__twitter_impression|amp_js_v|amp_gsa|usqp)$/i;

/** The publisher's address inside one of an AMP cache (`…cdn.ampproject.org/c/s/host/path`) or of a viewer of them. */
function unwrapped(url: URL): string {
  const isCache = /(?:^|\.)cdn\.ampproject\.org$/.test(url.hostname);
  const isViewer = /^(?:www\.)?google\.[a-z.]{2,6}$/.test(url.hostname) && url.pathname.startsWith("/amp/");
  const match = isCache || isViewer ? /^\/(?:[a-z]{1,4}\/)?(s\/)?([^/]+\.[^/]+)(\/.*)?$/.exec(path(url)) : null;
  if (match === null) {
    return url.href;
  }
  const inner = `${match[1] === undefined ? "http" : "https"}://${match[2]}${match[3] ?? "/"}${url.search}`;
  return URL.canParse(inner) ? new URL(inner).href : url.href;
}

function path(url: URL): string {
  return url.pathname.replace(/^\/amp\/(?=s\/|[^/]+\.)/, "/");
}
