import type { ListedEntry, Listing } from "#ports.ts";
import { isSameSite } from "#text/same-site.ts";

/**
 * A listing, believed only as far as it speaks of its own site: what it carries in full, takes back or calls the outlet of
 * an article elsewhere could be anybody's invention under a good name. The article itself says all that.
 */
export function ownEntries(listing: Listing, address: string): Listing {
  const entries = listing.entries.flatMap((entry) => (isSameSite(entry.address, address) ? [entry] : elsewhere(entry)));
  return { ...listing, entries };
}

function elsewhere({ address, hints, updatedAt, isWithdrawn }: ListedEntry): readonly ListedEntry[] {
  const { outlet: _, ...others } = hints;
  return isWithdrawn === true ? [] : [{ address, hints: others, updatedAt, content: null }];
}
