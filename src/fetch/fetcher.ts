import { request as send } from "undici";
import { FetchError, type FetchTrouble } from "#errors.ts";
import type { Clock, Fetched, Fetcher } from "#ports.ts";

/**
 * Fetches from hosts that are allowed by name, and from no other: whether an address is public is not looked into here.
 * Follows no redirects and asks no robots.txt.
 */
export function createFetcher({
  allowedHosts,
  contact,
}: {
  readonly allowedHosts: readonly string[];
  readonly contact: string | null;
  readonly clock: Clock;
}): Fetcher {
  const agent = contact === null ? "Footnote" : `Footnote (+${contact})`;
  return {
    async fetch(address, { validators }, signal) {
      const url = new URL(address);
      if (!allowedHosts.includes(url.host) && !allowedHosts.includes(url.hostname)) {
        throw new FetchError(
          `Expected an address on a host that FETCH_ALLOW_HOSTS names, found ${url.host}. Add it there.`,
          { trouble: "forbidden" },
        );
      }
      const headers = {
        "user-agent": agent,
        ...(validators?.etag && { "if-none-match": validators.etag }),
        ...(validators?.lastModified && { "if-modified-since": validators.lastModified }),
      };
      try {
        return await answer(url.href, await send(url, { headers, ...(signal && { signal }), bodyTimeout: 30_000 }));
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof FetchError) throw error;
        throw new FetchError(`Expected an answer from ${url.host}, found none. Try again later.`, {
          trouble: "down",
          cause: error,
        });
      }
    },
    close: async () => {},
  };
}

const TROUBLES: Readonly<Record<number, FetchTrouble>> = { 404: "missing", 410: "gone", 429: "busy", 503: "busy" };

async function answer(address: string, reply: Awaited<ReturnType<typeof send>>): Promise<Fetched> {
  const { statusCode, body } = reply;
  const header = (name: string): string | null => [reply.headers[name]].flat()[0] ?? null;
  const bytes = await body.bytes();
  if (statusCode === 304) return { kind: "unchanged" };
  if (statusCode !== 200) {
    const trouble = TROUBLES[statusCode] ?? (statusCode < 500 ? "denied" : "down");
    const retryAfter = Number(header("retry-after")) || null;
    throw new FetchError(`Expected what stands at ${address}, found status ${statusCode}.`, { trouble, retryAfter });
  }
  const [type = "", charset = null] = (header("content-type") ?? "").split(/;\s*charset=/i);
  const mediaType = type.split(";")[0]?.trim().toLowerCase() || null;
  const validators = { etag: header("etag"), lastModified: header("last-modified") };
  return { kind: "found", address, bytes, mediaType, charset, validators };
}
