/** Entries of one listing: what the sitemap protocol allows (sitemaps.org). */
export const MOST_ENTRIES = 50_000;

/** Elements within each other. Feeds need about 10, and HTML within them some 20 more. */
export const DEEPEST = 200;

/** Attributes of one element; more are left out. */
export const MOST_ATTRIBUTES = 60;

/** Characters of a title, an address, an attribute; the rest is left out. The sitemap protocol allows 2,048. */
export const LONGEST_FIELD = 4096;

/** Characters of what names a person. */
export const LONGEST_NAME = 200;

/** Characters of an article in a feed; the rest is left out. */
export const LONGEST_CONTENT = 2_000_000;

/** Characters of a feed. Sitemaps may be longer: less is made of them. */
export const LONGEST_FEED = 32 * 1024 * 1024;

/** Places that are not XML. Each takes microseconds, and a real feed has thousands at most (`&nbsp;`, bare &). */
export const MOST_FAULTS = 100_000;

/** Bytes of a listing that came compressed; the sitemap protocol allows 50 MiB. */
export const LARGEST_INFLATED = 64 * 1024 * 1024;

/** Bytes out of one compressed byte. Sitemaps, which repeat themselves, come to about 50; the format allows 1,032. */
export const GREATEST_RATIO = 250;
