import { InputError } from "#errors.ts";
import { complete, flatten } from "./components.ts";
import { intents } from "./intents.ts";
import { type AllowedMentions, pingedBy } from "./mentions.ts";
import { may } from "./permissions.ts";
import { memberFields } from "./places.ts";
import {
  type Attachment,
  type Component,
  type Embed,
  type Message,
  type MessageReference,
  messageFlags,
  type User,
} from "./wire.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** What a message is made from; everything but the author may be left out. */
export interface Draft {
  readonly author: User;
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly Component[];
  readonly attachments?: readonly Attachment[];
  readonly allowedMentions?: AllowedMentions;
  readonly flags?: number;
  readonly type?: number;
  readonly nonce?: string | number;
  readonly replyTo?: StoredMessage | null;
  /** Fields only answers to interactions have. */
  readonly extra?: Partial<Message>;
  readonly visibleTo?: string | null;
}

/** Puts a message into a channel and tells the gateway. */
export function post(world: World, channel: Channel, draft: Draft): StoredMessage {
  const id = world.nextId();
  const content = (draft.content ?? "").trim();
  const repliedTo = draft.replyTo?.wire.author ?? null;
  const wire: Message = {
    id,
    channel_id: channel.id,
    author: draft.author,
    content,
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    ...pingedBy(world, channel, draft.author, textOf(content, draft.components), draft.allowedMentions, repliedTo),
    attachments: draft.attachments ?? [],
    embeds: (draft.embeds ?? []).map(completeEmbed),
    components: complete(draft.components ?? []),
    pinned: false,
    type: draft.type ?? (draft.replyTo ? 19 : 0),
    flags: draft.flags ?? 0,
    ...(draft.nonce === undefined ? {} : { nonce: draft.nonce }),
    ...(draft.replyTo ? { message_reference: referenceTo(draft.replyTo, channel) } : {}),
    ...draft.extra,
  };
  const stored: StoredMessage = { wire, deleted: false, visibleTo: draft.visibleTo ?? null, reactions: new Map() };
  channel.messages.set(id, stored);
  announce(world, "MESSAGE_CREATE", stored);
  return stored;
}

/** Changes of a message by its author; what is left out stays. */
export type Edit = Omit<Draft, "author" | "replyTo" | "extra" | "nonce" | "type" | "visibleTo">;

export function edit(world: World, stored: StoredMessage, change: Edit): void {
  const channel = channelOf(world, stored);
  const content = change.content === undefined ? stored.wire.content : change.content.trim();
  const components = change.components === undefined ? stored.wire.components : complete(change.components);
  const text = textOf(content, components);
  stored.wire = {
    ...stored.wire,
    ...pingedBy(world, channel, stored.wire.author, text, change.allowedMentions, null),
    content,
    components,
    embeds: change.embeds?.map(completeEmbed) ?? stored.wire.embeds,
    attachments: change.attachments ?? stored.wire.attachments,
    flags: change.flags ?? stored.wire.flags,
    edited_timestamp: new Date(world.now()).toISOString(),
  };
  announce(world, "MESSAGE_UPDATE", stored);
}

export function remove(world: World, stored: StoredMessage): void {
  const channel = channelOf(world, stored);
  stored.deleted = true;
  channel.messages.delete(stored.wire.id);
  world.changes.notify();
  if (stored.visibleTo !== null || !may(channel, world.bot.id, "viewChannel")) return;
  const payload = {
    id: stored.wire.id,
    channel_id: channel.id,
    ...(channel.guild ? { guild_id: channel.guild.id } : {}),
  };
  world.dispatch({ type: "MESSAGE_DELETE", intent: messageIntent(channel), payload: () => payload });
}

/** The message as the bot may read it: without the content intent some of it is blank. */
export function asTheBotReads(world: World, stored: StoredMessage, contentIntent: boolean): Message {
  const { wire } = stored;
  const channel = channelOf(world, stored);
  const own = contentIntent || readable(world, channel, stored) ? wire : blank(wire);
  if (wire.message_reference === undefined) return own;
  const target = channel.messages.get(wire.message_reference.message_id);
  if (target === undefined) return { ...own, referenced_message: null };
  const { referenced_message: _, ...flat } = asTheBotReads(world, target, contentIntent);
  return { ...own, referenced_message: flat };
}

export function channelOf(world: World, stored: StoredMessage): Channel {
  const channel = world.channels.get(stored.wire.channel_id);
  if (channel === undefined) throw new InputError(`Message ${stored.wire.id} is in a channel that was never made.`);
  return channel;
}

/** Whether a message is the bot's answer to an interaction, as opposed to an ordinary message of the bot. */
export function answersInteraction(message: Message): boolean {
  return message.interaction_metadata !== undefined;
}

/**
 * Direct messages, the bot's own messages, messages that mention it, and replies to its ordinary messages can be read
 * without the content intent; replies to its answers to interactions cannot, unless they mention it by name.
 */
function readable(world: World, channel: Channel, stored: StoredMessage): boolean {
  const { wire } = stored;
  if (channel.guild === null || wire.author.id === world.bot.id) return true;
  if (new RegExp(`<@!?${world.bot.id}>`).test(wire.content)) return true;
  const target = channel.messages.get(wire.message_reference?.message_id ?? "");
  return target !== undefined && target.wire.author.id === world.bot.id && !answersInteraction(target.wire);
}

function blank(message: Message): Message {
  return { ...message, content: "", embeds: [], attachments: [], components: [] };
}

export function announce(world: World, type: "MESSAGE_CREATE" | "MESSAGE_UPDATE", stored: StoredMessage): void {
  world.changes.notify();
  const channel = channelOf(world, stored);
  if (stored.visibleTo !== null || !may(channel, world.bot.id, "viewChannel")) return;
  const member = channel.guild?.members.get(stored.wire.author.id);
  const place =
    channel.guild === null
      ? { channel_type: 1 }
      : { guild_id: channel.guild.id, ...(member === undefined ? {} : { member: memberFields(member) }) };
  world.dispatch({
    type,
    intent: messageIntent(channel),
    payload: (asked) => ({ ...asTheBotReads(world, stored, (asked & intents.messageContent) !== 0), ...place }),
  });
}

function messageIntent(channel: Channel): number {
  return channel.guild === null ? intents.directMessages : intents.guildMessages;
}

function referenceTo(target: StoredMessage, channel: Channel): MessageReference {
  return {
    type: 0,
    message_id: target.wire.id,
    channel_id: channel.id,
    ...(channel.guild === null ? {} : { guild_id: channel.guild.id }),
  };
}

/** Everything in a message that can ping: its content and its text components. */
function textOf(content: string, components: readonly Component[] | undefined): string {
  const texts = flatten(components ?? []).filter((component) => component.type === 10);
  return [content, ...texts.map((component) => component.content ?? "")].join("\n");
}

/** An embed with what Discord adds to it. */
function completeEmbed(embed: Embed): Embed {
  const fields = embed.fields?.map((field) => ({ inline: false, ...field }));
  return { type: "rich", ...embed, ...(fields === undefined ? {} : { fields }) };
}

export function isEphemeral(message: Message): boolean {
  return (message.flags & messageFlags.ephemeral) !== 0;
}
