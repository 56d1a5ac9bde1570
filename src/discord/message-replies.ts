import type { Delivery } from "./delivery.ts";
import type { IncomingMessage } from "./incoming.ts";
import type { Message } from "./message.ts";
import { messageKey } from "./place.ts";
import type { Replies } from "./replies.ts";
import { codes, isRefusal } from "./request.ts";

/** The first message is a reply, so that it is seen what it belongs to; the others follow it. */
export function createMessageReplies(delivery: Delivery, { id, channelId }: IncomingMessage): Replies {
  let isFirst = true;
  /** The message in which the unfinished answer stands. */
  let begun: string | null = null;
  const reply = (message: Message): Promise<string> => delivery.reply({ channelId, messageId: id }, message);
  const first = async (message: Message): Promise<string> => {
    if (begun === null) {
      return await reply(message);
    }
    try {
      return await delivery.change({ channelId, messageId: begun }, message);
    } catch (error) {
      if (isRefusal(error, codes.unknownMessage)) {
        return await reply(message);
      }
      throw error;
    }
  };
  return {
    async show(message) {
      const sent = isFirst ? first(message) : delivery.send(channelId, message);
      isFirst = false;
      return messageKey(channelId, await sent);
    },
    async preview(message) {
      if (begun === null) {
        begun = await reply(message);
      } else {
        await delivery.change({ channelId, messageId: begun }, message, true);
      }
      return messageKey(channelId, begun);
    },
    async takeBack() {
      if (begun !== null) {
        await delivery.remove({ channelId, messageId: begun });
      }
    },
  };
}
