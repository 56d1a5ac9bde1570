import { intents } from "./intents.ts";
import { channelPayload } from "./places.ts";
import type { User } from "./wire.ts";
import type { Channel, Guild, World } from "./world.ts";

interface ChannelStart {
  readonly id?: string;
  readonly type: Channel["type"];
  readonly name: string;
  readonly guild: Guild | null;
  readonly recipient?: User;
  readonly parent?: Channel;
  readonly ownerId?: string;
}

export function makeChannel(world: World, start: ChannelStart): Channel {
  const channel: Channel = {
    id: start.id ?? world.nextId(),
    type: start.type,
    name: start.name,
    guild: start.guild,
    recipient: start.recipient ?? null,
    parent: start.parent ?? null,
    ownerId: start.ownerId ?? "",
    overwrites: new Map(),
    messages: new Map(),
    typing: [],
    archived: false,
    deleted: false,
  };
  world.channels.set(channel.id, channel);
  start.guild?.channels.push(channel);
  return channel;
}

/** The direct messages between the bot and a person; made when first needed. */
export function directChannel(world: World, recipient: User): Channel {
  const known = [...world.channels.values()].find((channel) => channel.recipient?.id === recipient.id);
  return known ?? makeChannel(world, { type: 1, name: "", guild: null, recipient });
}

export function announceChannel(world: World, type: string, channel: Channel): void {
  world.dispatch({ type, intent: intents.guilds, payload: () => channelPayload(channel) });
}
