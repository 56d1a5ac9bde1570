import { InputError } from "#errors.ts";

/** Fetches an attachment, at most `limit` bytes of it. Throws `InputError`, or the signal's reason. */
export type Download = (address: string, limit: number, signal: AbortSignal) => Promise<Uint8Array>;

/** Where Discord keeps attachments. */
const hosts: readonly string[] = ["cdn.discordapp.com", "media.discordapp.net"];

/** Milliseconds one attachment may take. */
const longest = 120_000;

/**
 * Downloads from Discord's own hosts over https, and where `api` names another Discord, from its host. No redirect is
 * followed, so nothing that Discord or anybody in its place says leads elsewhere.
 */
export function createDownload(api: string | null, milliseconds = longest): Download {
  return async (address, limit, signal) => {
    if (!isDiscord(address, api)) {
      throw new InputError("Expected an attachment that Discord keeps, found another address. Send the file again.");
    }
    const end = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    try {
      const response = await fetch(address, { redirect: "error", signal: end });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw failure(`its status ${response.status}`);
      }
      return await collect(response, limit);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof InputError ? error : failure(end.aborted ? "no end to it" : "no connection", error);
    }
  };
}

function isDiscord(address: string, api: string | null): boolean {
  if (!URL.canParse(address)) {
    return false;
  }
  const { protocol, host, username, password } = new URL(address);
  if (username !== "" || password !== "") {
    return false;
  }
  const other = api === null ? null : new URL(api);
  return (protocol === "https:" && hosts.includes(host)) || (protocol === other?.protocol && host === other.host);
}

async function collect(response: Response, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > limit) {
      throw new InputError(`Expected at most ${limit / 1024 / 1024} MiB in an attachment, found more. Divide it.`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function failure(found: string, cause?: unknown): InputError {
  const message = `Expected to get the attachment from Discord, found ${found}. Send the file again.`;
  return new InputError(message, { retryable: true, cause });
}
