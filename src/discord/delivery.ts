import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Interaction } from "./interaction.ts";
import type { Message, Modal } from "./message.ts";
import { codes, isRefusal, type Request } from "./request.ts";

/** A message that stands in a channel. */
interface Sent {
  readonly channelId: string;
  readonly messageId: string;
}

/** Who sees an answer to an interaction: everyone in the channel, or the one who asked. */
export type Audience = "everyone" | "user";

/** An option that completes itself: what is shown, and what is sent; each at most 100 code units. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What the bot does on Discord, one call each. Nothing it sends mentions anybody or shows a preview. */
export interface Delivery {
  /** Resolves to the id of the new message, as do the others that send one. */
  reply(to: Sent, message: Message): Promise<string>;
  send(channelId: string, message: Message): Promise<string>;
  /** Puts another message in the place of one of the bot's own. */
  change(sent: Sent, message: Message, isPassing?: boolean): Promise<string>;
  /** Puts other words into one of the bot's own messages; its buttons stay. */
  reword(sent: Sent, content: string): Promise<void>;
  /** Takes one of the bot's own messages away. */
  remove(sent: Sent): Promise<void>;
  typing(channelId: string): Promise<void>;
  /** The first answer to an interaction, due within 3 s: the message comes later through `edit`. */
  defer(interaction: Interaction, seenBy: Audience): Promise<void>;
  /** The first answer to a click on a message that is going to change through `edit`. */
  deferUpdate(interaction: Interaction): Promise<void>;
  /** What a command that is still being typed may go on with. */
  suggest(interaction: Interaction, choices: readonly Choice[]): Promise<void>;
  openModal(interaction: Interaction, modal: Modal): Promise<void>;
  /** The first answer to an interaction, seen by the one who asked only. */
  whisper(interaction: Interaction, message: Message): Promise<void>;
  /** Puts the message in the place of the first answer; `isPassing`: another one follows, so one attempt will do. */
  edit(interaction: Interaction, message: Message, isPassing?: boolean): Promise<string>;
  /** A further message after the first. */
  followUp(interaction: Interaction, message: Message, seenBy: Audience): Promise<string>;
}

const suppressEmbeds = 1 << 2;
const ephemeral = 1 << 6;
const nobody = { parse: [], replied_user: false };

export function createDelivery(request: Request, applicationId: string): Delivery {
  const callback = async ({ id, token }: Interaction, body: unknown): Promise<void> => {
    await request({ method: "POST", route: `/interactions/${id}/${token}/callback`, body, authorized: false });
  };
  const send = async (channelId: string, body: object): Promise<string> =>
    idOf(await request({ method: "POST", route: `/channels/${channelId}/messages`, body: { ...body, ...once() } }));
  const webhook = (token: string): `/${string}` => `/webhooks/${applicationId}/${token}`;
  return {
    send: (channelId, message) => send(channelId, bodyOf(message)),
    async reply({ channelId, messageId }, message) {
      const message_reference = { message_id: messageId, fail_if_not_exists: false };
      try {
        return await send(channelId, { ...bodyOf(message), message_reference });
      } catch (error) {
        if (isRefusal(error, codes.cannotReadHistory)) {
          return await send(channelId, bodyOf(message));
        }
        throw error;
      }
    },
    async change(sent, message, isPassing = false) {
      return idOf(await request({ method: "PATCH", route: routeOf(sent), body: bodyOf(message), isPassing }));
    },
    async reword(sent, content) {
      await request({ method: "PATCH", route: routeOf(sent), body: { content, allowed_mentions: nobody } });
    },
    async remove(sent) {
      await request({ method: "DELETE", route: routeOf(sent) });
    },
    async typing(channelId) {
      await request({ method: "POST", route: `/channels/${channelId}/typing` });
    },
    defer: (interaction, seenBy) =>
      callback(interaction, { type: 5, ...(seenBy === "user" && { data: { flags: ephemeral } }) }),
    deferUpdate: (interaction) => callback(interaction, { type: 6 }),
    suggest: (interaction, choices) => callback(interaction, { type: 8, data: { choices } }),
    openModal: (interaction, data) => callback(interaction, { type: 9, data }),
    whisper: (interaction, message) => callback(interaction, { type: 4, data: bodyOf(message, ephemeral) }),
    async edit({ token }, message, isPassing = false) {
      const route = `${webhook(token)}/messages/@original` as const;
      return idOf(await request({ method: "PATCH", route, body: bodyOf(message), authorized: false, isPassing }));
    },
    async followUp({ token }, message, seenBy) {
      const body = bodyOf(message, seenBy === "user" ? ephemeral : 0);
      return idOf(await request({ method: "POST", route: webhook(token), body, authorized: false }));
    },
  };
}

function routeOf({ channelId, messageId }: Sent): `/${string}` {
  return `/channels/${channelId}/messages/${messageId}`;
}

function bodyOf({ content, components }: Message, flags = 0): object {
  return {
    content,
    components,
    allowed_mentions: nobody,
    flags: suppressEmbeds | flags,
  };
}

/** A message that is sent again because the answer to the first attempt was lost does not appear twice. */
function once(): object {
  return { nonce: randomBytes(12).toString("hex"), enforce_nonce: true };
}

function idOf(message: unknown): string {
  return z.object({ id: z.string() }).parse(message).id;
}
