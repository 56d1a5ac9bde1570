import { Client, type ClientOptions, GatewayIntentBits, Partials } from "discord.js";
import type { LocalDiscord } from "#local-discord/local-discord.ts";
import { cleanUp } from "./discord.ts";

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
    rest: { api: discord.api },
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: async () => {} }) },
    ...options,
  } as ClientOptions);
  cleanUp(() => client.destroy());
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
