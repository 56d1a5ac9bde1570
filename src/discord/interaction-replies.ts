import type { Audience, Delivery } from "./delivery.ts";
import { isExpired } from "./failure.ts";
import type { Interaction } from "./interaction.ts";
import { type Message, textMessage } from "./message.ts";
import { messageKey } from "./place.ts";
import type { Replies } from "./replies.ts";
import { codes, isRefusal } from "./request.ts";

/** After 15 min an interaction can not be answered any more; a minute before, we stop trying (milliseconds). */
export const interactionLife = 14 * 60_000;

interface InteractionReplies extends Replies {
  /** No more messages will come. */
  end(): void;
}

/**
 * The first message takes the place of "is thinking", the others follow it. If there is none when the life of the
 * interaction is over, it says that the answer will come, and the answer goes to the channel.
 */
export function createReplies(
  { delivery, log }: { readonly delivery: Delivery; log(line: string): void },
  interaction: Interaction,
  life: number,
  seenBy: Audience = "everyone",
): InteractionReplies {
  const { channelId } = interaction;
  let isFirst = true;
  let isLate = false;
  const inTime = async (message: Message): Promise<string> => {
    const sent = isFirst
      ? original(delivery, interaction, message, seenBy)
      : delivery.followUp(interaction, message, seenBy);
    isFirst = false;
    return await sent;
  };
  const timer = setTimeout(() => {
    isLate = true;
    if (isFirst) {
      inTime(comesLater).catch(() => log(`discord:${channelId} could not be told that its answer takes long.`));
    }
  }, life);
  return {
    async show(message) {
      if (!isLate) {
        try {
          return messageKey(channelId, await inTime(message));
        } catch (error) {
          if (!isExpired(error)) {
            throw error;
          }
        }
      }
      return messageKey(channelId, await delivery.send(channelId, message));
    },
    async preview(message) {
      return isLate ? null : messageKey(channelId, await delivery.edit(interaction, message, true));
    },
    // Nobody can take a command back.
    takeBack: async () => {},
    end: () => clearTimeout(timer),
  };
}

/** In the place of "is thinking" or of the unfinished answer; after it, where somebody removed that. */
async function original(
  delivery: Delivery,
  interaction: Interaction,
  message: Message,
  seenBy: Audience,
): Promise<string> {
  try {
    return await delivery.edit(interaction, message);
  } catch (error) {
    if (isRefusal(error, codes.unknownMessage)) {
      return await delivery.followUp(interaction, message, seenBy);
    }
    throw error;
  }
}

const comesLater = textMessage(
  "This takes longer than Discord lets me wait here. The answer will come as a new message.",
);
