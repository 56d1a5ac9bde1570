import type { AnswerLog, AnswerRecord, Clock, Conversations } from "#ports.ts";
import type { Answered } from "#types.ts";
import type { Delivery } from "./delivery.ts";
import { detail } from "./failure.ts";
import { markedContents } from "./marks.ts";
import { DiscordError } from "./request.ts";

interface Telling {
  readonly answers: AnswerLog;
  readonly conversations: Conversations;
  readonly delivery: Delivery;
  readonly clock: Clock;
  readonly secrets: readonly string[];
  /** Milliseconds between two edits: five in 5 s are what Discord takes in a channel, and answers go before. */
  readonly pause: number;
  isStopping(): boolean;
  log(line: string): void;
}

/**
 * Puts a line under each answer whose cited words no longer stand in their article, once. An answer that can not be
 * changed any more, because it was deleted or its channel is closed to the bot, counts as told and is in the log. Throws
 * `DiscordError` where Discord can not be reached: the others are for the next time.
 */
export async function tellMarks(telling: Telling): Promise<void> {
  for (const record of await telling.answers.marked()) {
    if (telling.isStopping()) {
      return;
    }
    const { answer } = record;
    if (answer.kind === "answered" && record.place.startsWith("discord:") && (await tellOne(telling, record, answer))) {
      await telling.answers.tell(record.id);
      await new Promise((resolve) => setTimeout(resolve, telling.pause));
    }
  }
}

/** Milliseconds after which an answer stands in all its messages if it ever will. */
const longestDelivery = 30 * 60_000;

/** Resolves to whether there is nothing left to tell. */
async function tellOne(telling: Telling, record: AnswerRecord, answer: Answered): Promise<boolean> {
  const { conversations, clock, delivery, log } = telling;
  const name = `The answer ${record.id} in ${record.place}`;
  const contents = markedContents(answer, record.marks ?? []);
  const messages = (await conversations.messagesOf(record.id)).flatMap(messageIn);
  const last = messages.at(-1);
  if (last === undefined || messages.length !== contents.length) {
    const isOld = clock.now().getTime() - Date.parse(record.askedAt) > longestDelivery;
    if (isOld) {
      log(`${name} cites words that changed, but it does not stand in its messages as it was given.`);
    }
    return isOld;
  }
  try {
    await delivery.reword(last, contents.at(-1) ?? "");
    log(`${name} says now that words it cites have changed.`);
  } catch (error) {
    if (!isFinal(error)) {
      throw error;
    }
    log(`${name} cites words that changed, but can not be changed any more: ${detail(error, telling.secrets)}`);
  }
  return true;
}

/** `discord:<channel>:<message>`; the last answer of direct messages has a key of its own, which is none. */
function messageIn(key: string): { readonly channelId: string; readonly messageId: string }[] {
  const [, channelId, messageId] = /^discord:(\d+):(\d+)$/u.exec(key) ?? [];
  return channelId === undefined || messageId === undefined ? [] : [{ channelId, messageId }];
}

/** Whether Discord says no: the message or its channel is gone, or closed to the bot. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof DiscordError && error.status >= 400 && error.status < 500 && ![401, 429].includes(error.status)
  );
}
