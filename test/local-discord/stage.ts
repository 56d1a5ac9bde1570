import type { ApplicationCommandDataResolvable, Client, GuildTextBasedChannel, Interaction } from "discord.js";
import type { GuildHandle } from "#local-discord/guilds.ts";
import type { LocalDiscord, LocalDiscordOptions } from "#local-discord/local-discord.ts";
import type { Person } from "#local-discord/people.ts";
import type { ChannelHandle } from "#local-discord/rooms.ts";
import { startClient } from "./client.ts";
import { startDiscord } from "./discord.ts";

export const quiet = { allowedMentions: { parse: [] } };

const commands: ApplicationCommandDataResolvable[] = [
  {
    name: "ask",
    description: "Ask",
    options: [{ type: 3, name: "question", description: "What?", required: true, autocomplete: true }],
  },
  {
    name: "library",
    description: "Library",
    options: [
      {
        type: 1,
        name: "add",
        description: "Add",
        options: [
          { type: 11, name: "file", description: "File" },
          { type: 4, name: "days", description: "Days", min_value: 1, max_value: 30 },
          { type: 6, name: "who", description: "Who" },
        ],
      },
    ],
  },
  { name: "Ask about this", type: 3 },
  { name: "Greet", type: 2 },
];

/** A server with a channel and a member, and the real client in it. */
interface Place {
  readonly discord: LocalDiscord;
  readonly guild: GuildHandle;
  readonly channel: ChannelHandle;
  readonly ada: Person;
  readonly client: Client<true>;
  /** The channel as the client knows it. */
  readonly place: GuildTextBasedChannel;
}

export async function openPlace(options?: LocalDiscordOptions): Promise<Place> {
  const discord = await startDiscord(options);
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  const client = await startClient(discord);
  const place = client.channels.cache.get(channel.id);
  if (!place?.isTextBased() || place.isDMBased()) throw new Error("the channel is missing");
  return { discord, guild, channel, ada, client, place };
}

/** The same with commands, and a client that handles every interaction with `act`. */
export async function stage(act: (interaction: Interaction) => unknown, options?: LocalDiscordOptions): Promise<Place> {
  const open = await openPlace(options);
  open.client.on("interactionCreate", (interaction) => void act(interaction));
  await open.client.application.commands.set(commands);
  return open;
}
