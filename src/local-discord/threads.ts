import { announceChannel, makeChannel } from "./channels.ts";
import { intents } from "./intents.ts";
import { announce } from "./messages.ts";
import { channelPayload } from "./places.ts";
import { refuse } from "./refusal.ts";
import { messageFlags, type User } from "./wire.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** Opens a public thread, on a message (whose id it then has) or on its own. */
export function openThread(
  world: World,
  parent: Channel,
  owner: User,
  name: string,
  starter: StoredMessage | null,
): Channel {
  if (starter?.wire.thread !== undefined) throw refuse("threadExists");
  const id = starter === null ? {} : { id: starter.wire.id };
  const thread = makeChannel(world, { ...id, type: 11, name, guild: parent.guild, parent, ownerId: owner.id });
  const payload = { ...channelPayload(thread), newly_created: true };
  world.dispatch({ type: "THREAD_CREATE", intent: intents.guilds, payload: () => payload });
  if (starter !== null) {
    const flags = starter.wire.flags | messageFlags.hasThread;
    starter.wire = { ...starter.wire, flags, thread: channelPayload(thread) };
    announce(world, "MESSAGE_UPDATE", starter);
  }
  return thread;
}

export function archive(world: World, thread: Channel, archived: boolean): void {
  thread.archived = archived;
  announceChannel(world, "THREAD_UPDATE", thread);
}
