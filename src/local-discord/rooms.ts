import { announceChannel } from "./channels.ts";
import { answersInteraction, isEphemeral } from "./messages.ts";
import type { Person } from "./people.ts";
import { bitsOf, type Permission } from "./permissions.ts";
import { isTyping } from "./typing.ts";
import { type Message, messageFlags } from "./wire.ts";
import type { Channel, StoredMessage, Typing, World } from "./world.ts";

/** A channel, a thread or direct messages, as people look at it. */
export interface ChannelHandle {
  readonly id: string;
  readonly name: string;
  /** What everybody in the channel sees, oldest first. */
  messages(): readonly Message[];
  /** The same with what only this person sees. */
  messagesVisibleTo(person: Person): readonly Message[];
  lastMessage(): Message | undefined;
  /**
   * The bot's next ordinary message (not an answer to an interaction) that no call of `nextMessage` has given yet;
   * waits for one if need be (default 5000 ms).
   */
  nextMessage(options?: { readonly timeoutMs?: number }): Promise<Message>;
  /** Every notice of typing so far. */
  readonly typing: readonly Typing[];
  /** Whether the channel shows the bot typing right now. */
  botIsTyping(): boolean;
  /** Changes what the bot may do in this channel. */
  permit(...permissions: readonly Permission[]): void;
  forbid(...permissions: readonly Permission[]): void;
  /** Somebody deletes the channel. */
  remove(): void;
}

/** Messages `nextMessage` has given, by channel. */
const given = new WeakMap<Channel, Set<string>>();

export function createChannelHandle(world: World, channel: Channel): ChannelHandle {
  const visible = (sees: (stored: StoredMessage) => boolean) => [...channel.messages.values()].filter(sees).map(wireOf);
  const seen = given.get(channel) ?? new Set<string>();
  given.set(channel, seen);
  const unseen = () =>
    visible(({ wire }) => wire.author.id === world.bot.id && !isEphemeral(wire)).find(
      (message) => !answersInteraction(message) && !seen.has(message.id),
    );
  return {
    id: channel.id,
    name: channel.name,
    messages: () => visible((stored) => stored.visibleTo === null),
    messagesVisibleTo: (person) => visible(({ visibleTo }) => visibleTo === null || visibleTo === person.id),
    lastMessage: () => visible((stored) => stored.visibleTo === null && !isThinking(stored)).at(-1),
    async nextMessage({ timeoutMs = 5000 } = {}) {
      const message = await world.changes.until(unseen, timeoutMs, `a message of the bot in #${channel.name}`);
      seen.add(message.id);
      return message;
    },
    typing: channel.typing,
    botIsTyping: () => isTyping(world, channel, world.bot),
    permit: (...permissions) => overwrite(world, channel, bitsOf(permissions), 0n),
    forbid: (...permissions) => overwrite(world, channel, 0n, bitsOf(permissions)),
    remove() {
      announceChannel(world, channel.type === 11 ? "THREAD_DELETE" : "CHANNEL_DELETE", channel);
      channel.deleted = true;
    },
  };
}

function overwrite(world: World, channel: Channel, allow: bigint, deny: bigint): void {
  const before = channel.overwrites.get(world.bot.id) ?? { allow: 0n, deny: 0n };
  channel.overwrites.set(world.bot.id, {
    type: 1,
    allow: (before.allow & ~deny) | allow,
    deny: (before.deny & ~allow) | deny,
  });
  announceChannel(world, "CHANNEL_UPDATE", channel);
}

function isThinking(stored: StoredMessage): boolean {
  return (stored.wire.flags & messageFlags.loading) !== 0;
}

function wireOf(stored: StoredMessage): Message {
  return stored.wire;
}
