import { z } from "zod";

/**
 * What Discord sends, reduced to what the bot uses. Unknown fields are ignored; what lacks a field the bot needs, or
 * is of a kind it does not use, is `null`.
 */

/** A person whose id stands in a text. */
interface Mentioned {
  readonly id: string;
  readonly name: string;
}

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

interface InteractionBase {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly userId: string;
}

export type Interaction = InteractionBase &
  (
    | {
        readonly kind: "command";
        readonly name: string;
        readonly options: ReadonlyMap<string, string>;
        readonly mentions: readonly Mentioned[];
      }
    | { readonly kind: "component"; readonly customId: string; readonly values: readonly string[] }
    | { readonly kind: "modal"; readonly customId: string; readonly fields: ReadonlyMap<string, string> }
  );

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

export function readInteraction(raw: unknown): Interaction | null {
  const { success, data } = interactionSchema.safeParse(raw);
  const user = success ? (data.member?.user ?? data.user) : undefined;
  if (!success || user === undefined) {
    return null;
  }
  const base = {
    id: data.id,
    token: data.token,
    channelId: data.channel?.id ?? data.channel_id,
    guildId: data.guild_id ?? null,
    userId: user.id,
  };
  switch (data.type) {
    case 2: {
      const options = (data.data.options ?? []).map(({ name, value }) => [name, String(value ?? "")] as const);
      const mentions = Object.values(data.data.resolved?.users ?? {}).map(named);
      return { ...base, kind: "command", name: data.data.name, options: new Map(options), mentions };
    }
    case 3:
      return { ...base, kind: "component", customId: data.data.custom_id, values: data.data.values ?? [] };
    default:
      return { ...base, kind: "modal", customId: data.data.custom_id, fields: new Map(fieldsOf(data.data.components)) };
  }
}

/** An ordinary message and a reply; the others are notices of Discord's own. */
const readableTypes: readonly number[] = [0, 19];

const user = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

const mentioned = user.extend({ member: z.object({ nick: z.string().nullish() }).optional() });

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

const interactionBase = z.object({
  id: z.string(),
  token: z.string(),
  channel_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  guild_id: z.string().optional(),
  member: z.object({ user }).optional(),
  user: user.optional(),
});

const field = z.object({ custom_id: z.string(), value: z.string() });

/** Submitted fields stand under a label, or in a row. */
const fieldHolder = z.object({ component: field.optional(), components: z.array(field).optional() });

const interactionSchema = z.discriminatedUnion("type", [
  interactionBase.extend({
    type: z.literal(2),
    data: z.object({
      name: z.string(),
      options: z
        .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).optional() }))
        .optional(),
      resolved: z.object({ users: z.record(z.string(), mentioned).optional() }).optional(),
    }),
  }),
  interactionBase.extend({
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
  }),
  interactionBase.extend({
    type: z.literal(5),
    data: z.object({ custom_id: z.string(), components: z.array(fieldHolder) }),
  }),
]);

function fieldsOf(holders: readonly z.infer<typeof fieldHolder>[]): [string, string][] {
  const fields = holders.flatMap(({ component, components = [] }) => (component ? [component] : components));
  return fields.map(({ custom_id, value }) => [custom_id, value]);
}

function named(person: z.infer<typeof mentioned>): Mentioned {
  return { id: person.id, name: person.member?.nick ?? person.global_name ?? person.username };
}
