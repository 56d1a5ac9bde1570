/** What one request may take. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** From the look-up of the name to the last byte of the body, for each request of a chain of redirects. */
  readonly whole: number;
  readonly connect: number;
  readonly headers: number;
  /** Between two pieces of a body. */
  readonly idle: number;
  readonly headerBytes: number;
  /** Bytes of a body, compressed and decompressed alike. PDFs are articles too. */
  readonly articleBytes: number;
  readonly listingBytes: number;
  /** Of a longer robots.txt the beginning counts (RFC 9309, 2.5). */
  readonly robotsBytes: number;
  /** Most bytes that come out of one compressed byte, once more than 1 MiB has come out. Prose comes to about 10. */
  readonly ratio: number;
  readonly redirects: number;
  /** Further tries after a failure that may pass. */
  readonly retries: number;
  /** Before the first further try; doubled for the second, up to half of it more by chance. */
  readonly backoff: number;
  /** Between the beginnings of two requests to a host that asks for nothing else. */
  readonly spacing: number;
  readonly atOnce: number;
  /** Longest `Retry-After` that is waited for rather than told. */
  readonly patience: number;
}

const MIB = 1024 * 1024;

export const LIMITS: Limits = {
  whole: 30_000,
  connect: 10_000,
  headers: 15_000,
  idle: 10_000,
  headerBytes: 32 * 1024,
  articleBytes: 32 * MIB,
  listingBytes: 64 * MIB,
  robotsBytes: 500 * 1024,
  ratio: 200,
  redirects: 5,
  retries: 2,
  backoff: 500,
  spacing: 250,
  atOnce: 2,
  patience: 10_000,
};
