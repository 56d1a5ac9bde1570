import { Client, type ClientOptions, GatewayIntentBits, Partials } from "discord.js";
import { afterEach } from "vitest";
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from "#local-discord/local-discord.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A local Discord that stops when the test ends. */
export async function startDiscord(options?: LocalDiscordOptions): Promise<LocalDiscord> {
  const discord = await startLocalDiscord(options);
  cleanups.push(() => discord.stop());
  return discord;
}

export const everyIntent = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** The real client, not logged in yet, pointed at the local Discord; destroyed when the test ends. */
export function makeClient(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: everyIntent,
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    rest: { api: discord.api, timeout: 2000 },
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: async () => {} }) },
    ...options,
  } as ClientOptions);
  cleanups.push(() => client.destroy());
  return client;
}

/** The real client, logged in and ready. */
export async function startClient(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = makeClient(discord, options);
  const ready = new Promise<Client<true>>((resolve) => client.once("clientReady", resolve));
  await client.login(discord.token);
  return ready;
}

/** The next value of an event of the client. */
export function once(client: Client, event: string): Promise<unknown> {
  return new Promise((resolve) => client.once(event, resolve));
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
