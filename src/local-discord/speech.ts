import { InputError } from "#errors.ts";
import { type FileUpload, storeUpload } from "./attachments.ts";
import { directChannel } from "./channels.ts";
import { channelOf, edit, post, remove } from "./messages.ts";
import { may, type Permission } from "./permissions.ts";
import { react } from "./reactions.ts";
import { type ChannelHandle, createChannelHandle } from "./rooms.ts";
import { openThread } from "./threads.ts";
import { startTyping } from "./typing.ts";
import type { Message, User } from "./wire.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** What people do with messages. */
export interface Speech {
  /** This person's direct messages with the bot. */
  directMessages(): ChannelHandle;
  says(channel: ChannelHandle, content: string, files?: readonly FileUpload[]): Promise<Message>;
  /** `says` with a mention of somebody in front. */
  mentions(whom: { readonly id: string }, channel: ChannelHandle, content: string): Promise<Message>;
  /** Replies; `ping` (on, as in Discord) makes it a mention of the author. */
  repliesTo(message: Message, content: string, options?: { readonly ping?: boolean }): Promise<Message>;
  directs(content: string): Promise<Message>;
  edits(message: Message, content: string): Promise<Message>;
  deletes(message: Message): Promise<void>;
  reacts(message: Message, emoji: string): Promise<void>;
  types(channel: ChannelHandle): void;
  startsThread(message: Message, name: string): Promise<ChannelHandle>;
}

export function createSpeech(world: World, user: User): Speech {
  const own = (message: Message) => {
    const stored = visibleMessage(world, user, message);
    if (stored.wire.author.id === user.id) return stored;
    throw new InputError(
      `Expected a message of ${user.username}, but ${message.id} is of ${stored.wire.author.username}.`,
    );
  };
  const speech: Speech = {
    directMessages: () => createChannelHandle(world, directChannel(world, user)),
    async says(channel, content, files = []) {
      const place = placeOf(world, user, channel.id, "sendMessages");
      checkText(content, files.length);
      const attachments = files.map((file) => storeUpload(world, channel.id, file));
      return post(world, place, { author: user, content, attachments }).wire;
    },
    mentions: (whom, channel, content) => speech.says(channel, `<@${whom.id}> ${content}`),
    async repliesTo(message, content, { ping = true } = {}) {
      const replyTo = visibleMessage(world, user, message);
      const place = placeOf(world, user, message.channel_id, "sendMessages");
      checkText(content, 0);
      const parse = ["users", "roles", "everyone"];
      return post(world, place, { author: user, content, replyTo, allowedMentions: { parse, replied_user: ping } })
        .wire;
    },
    directs: (content) => speech.says(speech.directMessages(), content),
    async edits(message, content) {
      const stored = own(message);
      edit(world, stored, { content });
      return stored.wire;
    },
    deletes: async (message) => remove(world, own(message)),
    reacts: async (message, emoji) => react(world, visibleMessage(world, user, message), user, emoji),
    types: (channel) => startTyping(world, placeOf(world, user, channel.id, "sendMessages"), user),
    async startsThread(message, name) {
      const starter = visibleMessage(world, user, message);
      return createChannelHandle(world, openThread(world, channelOf(world, starter), user, name, starter));
    },
  };
  return speech;
}

/** Discord lets people write 2,000 characters, and 4,000 where they pay for it. */
function checkText(content: string, files: number): void {
  const length = [...content].length;
  if (length > 4000) throw new InputError(`Expected at most 4000 characters in a message, found ${length}.`);
  if (content.trim() === "" && files === 0) throw new InputError("Expected a text or a file to send, found neither.");
}

/** The channel, if this person can do that there. */
export function placeOf(world: World, user: User, id: string, permission: Permission): Channel {
  const channel = world.channels.get(id);
  if (channel === undefined || channel.deleted)
    throw new InputError(`Expected a channel, but ${id} is none (any more).`);
  const allowed = channel.guild === null ? channel.recipient?.id === user.id : may(channel, user.id, permission);
  if (allowed) return channel;
  throw new InputError(
    `Expected ${user.username} to have the permission ${permission} in #${channel.name}, found it missing.`,
  );
}

export function visibleMessage(world: World, user: User, message: Message): StoredMessage {
  const stored = placeOf(world, user, message.channel_id, "viewChannel").messages.get(message.id);
  if (stored === undefined) throw new InputError(`Expected message ${message.id} to be there, but it was deleted.`);
  if (stored.visibleTo !== null && stored.visibleTo !== user.id) {
    throw new InputError(
      `Expected a message that ${user.username} sees, but ${message.id} is only for another person.`,
    );
  }
  return stored;
}
