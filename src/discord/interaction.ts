import { z } from "zod";
import { type Mentioned, mentioned, named, user } from "./person.ts";

/** A file that came with a command, as Discord describes it. */
export interface IncomingFile {
  /** As the sender named it. */
  readonly name: string;
  /** Bytes, as Discord says. */
  readonly size: number;
  readonly url: string;
}

interface InteractionBase {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  /** `null`: a direct message. */
  readonly guildId: string | null;
  readonly userId: string;
  /** What the person may do in the channel, as bits that Discord computed; 0 in direct messages. */
  readonly permissions: bigint;
}

/** Something a person did with a command, a button, a menu or a dialogue, reduced to what the bot uses. */
export type Interaction = InteractionBase &
  (
    | {
        readonly kind: "command";
        readonly name: string;
        readonly options: ReadonlyMap<string, string>;
        /** By the name of the option. */
        readonly files: ReadonlyMap<string, IncomingFile>;
        readonly mentions: readonly Mentioned[];
      }
    /** A command that is still being typed: `options` holds what stands in it so far. */
    | { readonly kind: "completion"; readonly name: string; readonly options: ReadonlyMap<string, string> }
    | { readonly kind: "component"; readonly customId: string; readonly values: readonly string[] }
    | { readonly kind: "modal"; readonly customId: string; readonly fields: ReadonlyMap<string, string> }
  );

/** `null`: it lacks a field that the bot needs, or is of a kind that it does not use. */
export function readInteraction(raw: unknown): Interaction | null {
  const { success, data } = interactionSchema.safeParse(raw);
  const person = success ? (data.member?.user ?? data.user) : undefined;
  if (!success || person === undefined) {
    return null;
  }
  const base = {
    id: data.id,
    token: data.token,
    channelId: data.channel?.id ?? data.channel_id,
    guildId: data.guild_id ?? null,
    userId: person.id,
    permissions: BigInt(data.member?.permissions ?? 0),
  };
  switch (data.type) {
    case 2:
      return { ...base, kind: "command", ...commandOf(data.data) };
    case 3:
      return { ...base, kind: "component", customId: data.data.custom_id, values: data.data.values ?? [] };
    case 4:
      return { ...base, kind: "completion", name: data.data.name, options: commandOf(data.data).options };
    case 5:
      return { ...base, kind: "modal", customId: data.data.custom_id, fields: new Map(fieldsOf(data.data.components)) };
  }
}

function commandOf({ name, options = [], resolved }: z.infer<typeof commandSchema>) {
  const given = options.map((option) => [option.name, String(option.value ?? "")] as const);
  const attachments = resolved?.attachments ?? {};
  const files = given.flatMap(([option, id]) => {
    const file = Object.hasOwn(attachments, id) ? attachments[id] : undefined;
    return file === undefined ? [] : [[option, { name: file.filename, size: file.size, url: file.url }] as const];
  });
  const mentions = Object.values(resolved?.users ?? {}).map(named);
  return { name, options: new Map(given), files: new Map(files), mentions };
}

const interactionBase = z.object({
  id: z.string(),
  token: z.string(),
  channel_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  guild_id: z.string().optional(),
  member: z.object({ user, permissions: z.string().regex(/^\d+$/).optional() }).optional(),
  user: user.optional(),
});

const field = z.object({ custom_id: z.string(), value: z.string() });

/** Submitted fields stand under a label, or in a row. */
const fieldHolder = z.object({ component: field.optional(), components: z.array(field).optional() });

const attachment = z.object({ filename: z.string(), size: z.number(), url: z.string() });

const commandSchema = z.object({
  name: z.string(),
  options: z
    .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).optional() }))
    .optional(),
  resolved: z
    .object({
      users: z.record(z.string(), mentioned).optional(),
      attachments: z.record(z.string(), attachment).optional(),
    })
    .optional(),
});

const interactionSchema = z.discriminatedUnion("type", [
  interactionBase.extend({ type: z.literal(2), data: commandSchema }),
  interactionBase.extend({
    type: z.literal(3),
    data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
  }),
  interactionBase.extend({ type: z.literal(4), data: commandSchema }),
  interactionBase.extend({
    type: z.literal(5),
    data: z.object({ custom_id: z.string(), components: z.array(fieldHolder) }),
  }),
]);

function fieldsOf(holders: readonly z.infer<typeof fieldHolder>[]): [string, string][] {
  const fields = holders.flatMap(({ component, components = [] }) => (component ? [component] : components));
  return fields.map(({ custom_id, value }) => [custom_id, value]);
}
