import { intents } from "./intents.ts";
import { channelOf } from "./messages.ts";
import { may } from "./permissions.ts";
import { memberPayload } from "./places.ts";
import { refuse } from "./refusal.ts";
import type { Reaction, User } from "./wire.ts";
import type { StoredMessage, World } from "./world.ts";

/** How many different reactions a message can have. */
const reactionLimit = 20;

const emojiPattern = /^(\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\u{fe0f}?\u{20e3})/u;

export function react(world: World, stored: StoredMessage, user: User, emoji: string): void {
  // No server here has emoji of its own, so a custom one is always unknown.
  if (!emojiPattern.test(emoji)) throw refuse("unknownEmoji");
  const known = stored.reactions.get(emoji);
  if (known === undefined && stored.reactions.size >= reactionLimit) throw refuse("tooManyReactions");
  if (known?.has(user.id) === true) return;
  stored.reactions.set(emoji, new Set([...(known ?? []), user.id]));
  announce(world, stored, user, emoji, "MESSAGE_REACTION_ADD");
}

export function unreact(world: World, stored: StoredMessage, user: User, emoji: string): void {
  const who = stored.reactions.get(emoji);
  if (who?.delete(user.id) !== true) throw refuse("unknownEmoji");
  if (who.size === 0) stored.reactions.delete(emoji);
  announce(world, stored, user, emoji, "MESSAGE_REACTION_REMOVE");
}

function announce(world: World, stored: StoredMessage, user: User, emoji: string, type: string): void {
  const channel = channelOf(world, stored);
  const reactions = [...stored.reactions].map(
    ([name, who]): Reaction => ({
      emoji: { id: null, name },
      count: who.size,
      count_details: { burst: 0, normal: who.size },
      burst_colors: [],
      me: who.has(world.bot.id),
      me_burst: false,
    }),
  );
  const { reactions: _, ...bare } = stored.wire;
  stored.wire = reactions.length === 0 ? bare : { ...bare, reactions };
  world.changes.notify();
  if (!may(channel, world.bot.id, "viewChannel")) return;
  const member = channel.guild?.members.get(user.id);
  const adds = type === "MESSAGE_REACTION_ADD";
  const payload = {
    user_id: user.id,
    channel_id: channel.id,
    message_id: stored.wire.id,
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
    ...(channel.guild === null ? {} : { guild_id: channel.guild.id }),
    ...(adds ? { message_author_id: stored.wire.author.id } : {}),
    ...(adds && member !== undefined ? { member: memberPayload(member) } : {}),
  };
  const intent = channel.guild === null ? intents.directMessageReactions : intents.guildMessageReactions;
  world.dispatch({ type, intent, payload: () => payload });
}
