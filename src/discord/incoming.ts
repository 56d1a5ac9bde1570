import { z } from "zod";
import { type Mentioned, mentioned, named, user } from "./person.ts";

/**
 * What Discord sends of messages, reduced to what the bot uses. Unknown fields are ignored; what lacks a field the bot
 * needs, or is of a kind it does not use, is `null`.
 */

/** A text with the people it mentions. */
export interface IncomingText {
  /** Empty where Discord hides it from the bot. */
  readonly content: string;
  readonly mentions: readonly Mentioned[];
}

export interface IncomingMessage extends IncomingText {
  readonly id: string;
  readonly channelId: string;
  /** `null`: a direct message. */
  readonly guildId: string | null;
  readonly author: { readonly id: string; readonly isBot: boolean };
  readonly repliedTo:
    | (IncomingText & { readonly id: string; readonly authorId: string; readonly answersCommand: boolean })
    | null;
}

export function readMessage(raw: unknown): IncomingMessage | null {
  const { success, data } = messageSchema.safeParse(raw);
  if (!success || !readableTypes.includes(data.type)) {
    return null;
  }
  const original = data.referenced_message;
  return {
    id: data.id,
    channelId: data.channel_id,
    guildId: data.guild_id ?? null,
    author: { id: data.author.id, isBot: data.author.bot === true || data.webhook_id !== undefined },
    content: data.content,
    mentions: data.mentions.map(named),
    repliedTo: original
      ? {
          id: original.id,
          authorId: original.author.id,
          answersCommand: original.interaction_metadata !== undefined,
          content: original.content,
          mentions: original.mentions.map(named),
        }
      : null,
  };
}

/** The ids of the messages that an event says were deleted. */
export function readDeletion(raw: unknown): readonly string[] {
  const { success, data } = deletionSchema.safeParse(raw);
  return success ? [data.id ?? [], data.ids ?? []].flat() : [];
}

/** An ordinary message and a reply; the others are notices of Discord's own. */
const readableTypes: readonly number[] = [0, 19];

const messageBase = z.object({
  id: z.string(),
  author: user,
  content: z.string().default(""),
  mentions: z.array(mentioned).default([]),
  interaction_metadata: z.unknown().optional(),
});

const messageSchema = messageBase.extend({
  channel_id: z.string(),
  guild_id: z.string().optional(),
  webhook_id: z.string().optional(),
  type: z.number(),
  referenced_message: messageBase.nullish(),
});

/** One, or many at once. */
const deletionSchema = z.object({ id: z.string().optional(), ids: z.array(z.string()).optional() });
