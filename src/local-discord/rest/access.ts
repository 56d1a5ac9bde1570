import { may, type Permission } from "#local-discord/permissions.ts";
import { refuse } from "#local-discord/refusal.ts";
import type { Channel, StoredMessage } from "#local-discord/world.ts";
import type { Call } from "./router.ts";

/** The channel of the path, if the bot can see it. */
export function channelOfPath({ world, param }: Call): Channel {
  const channel = world.channels.get(param("channel"));
  if (channel === undefined || channel.deleted) throw refuse("unknownChannel");
  if (!may(channel, world.bot.id, "viewChannel")) throw refuse("missingAccess");
  return channel;
}

/** Throws 50013 unless the bot has every one of the permissions there. */
export function demand({ world }: Call, channel: Channel, ...permissions: readonly Permission[]): void {
  if (!permissions.every((permission) => may(channel, world.bot.id, permission))) throw refuse("missingPermissions");
}

/** The message of the path. The bot never sees ephemeral messages here, not even its own. */
export function messageOfPath(call: Call, channel: Channel): StoredMessage {
  const stored = channel.messages.get(call.param("message"));
  if (stored === undefined || stored.visibleTo !== null) throw refuse("unknownMessage");
  return stored;
}
