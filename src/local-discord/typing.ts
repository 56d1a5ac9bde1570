import { intents } from "./intents.ts";
import { may } from "./permissions.ts";
import { memberPayload } from "./places.ts";
import type { User } from "./wire.ts";
import type { Channel, World } from "./world.ts";

/** For how long Discord shows that somebody types. */
const typingMs = 10_000;

export function startTyping(world: World, channel: Channel, user: User): void {
  const at = world.now();
  channel.typing.push({ userId: user.id, at });
  world.changes.notify();
  if (!may(channel, world.bot.id, "viewChannel")) return;
  const member = channel.guild?.members.get(user.id);
  const place =
    channel.guild === null
      ? {}
      : { guild_id: channel.guild.id, ...(member === undefined ? {} : { member: memberPayload(member) }) };
  const payload = { channel_id: channel.id, user_id: user.id, timestamp: Math.floor(at / 1000), ...place };
  world.dispatch({
    type: "TYPING_START",
    intent: channel.guild === null ? intents.directMessageTyping : intents.guildMessageTyping,
    payload: () => payload,
  });
}

/** Whether the channel shows the user typing: 10 s long, or until the user's next message. */
export function isTyping(world: World, channel: Channel, user: User): boolean {
  const last = channel.typing.findLast(({ userId }) => userId === user.id);
  if (last === undefined || world.now() - last.at > typingMs) return false;
  const spoke = [...channel.messages.values()].findLast(({ wire }) => wire.author.id === user.id);
  return spoke === undefined || Date.parse(spoke.wire.timestamp) < last.at;
}
