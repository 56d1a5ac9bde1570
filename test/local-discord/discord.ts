import { afterEach } from "vitest";
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from "#local-discord/local-discord.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** How long `expect.poll` waits on a busy machine. */
export const patient = { timeout: 5000 };

/** Runs at the end of the test, the latest first. */
export function cleanUp(act: () => unknown): void {
  cleanups.push(act);
}

/** A local Discord that stops when the test ends. */
export async function startDiscord(options?: LocalDiscordOptions): Promise<LocalDiscord> {
  const discord = await startLocalDiscord(options);
  cleanUp(() => discord.stop());
  return discord;
}

interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A REST call without the client, as the bot. */
export async function rest(discord: LocalDiscord, method: string, path: string, body?: unknown): Promise<RestAnswer> {
  const headers = { authorization: `Bot ${discord.token}`, "content-type": "application/json" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${discord.api}/v10${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
}

/** The paths at which an answer reports errors, with their codes: `content BASE_TYPE_MAX_LENGTH`. */
export function faults(body: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string[]) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "_errors") found.push(...(inner as { code: string }[]).map(({ code }) => [...path, code].join(" ")));
      else walk(inner, [...path, key]);
    }
  };
  walk((body as { errors?: unknown }).errors, []);
  return found;
}
