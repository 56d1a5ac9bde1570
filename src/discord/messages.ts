import { answerQuestion } from "./answering.ts";
import type { Answering } from "./asked.ts";
import { lastAnswerKey } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import type { IncomingMessage } from "./incoming.ts";
import { textMessage } from "./message.ts";
import { createMessageReplies } from "./message-replies.ts";
import { messageKey, type Place, type ShelfRules, shelvesOf } from "./place.ts";
import { mentionsBot, type Names, questionIn } from "./question.ts";
import { smallTalk } from "./small-talk.ts";
import { restarting, tell } from "./telling.ts";
import { whileTyping } from "./typing.ts";
import type { Withdrawals } from "./withdrawals.ts";

export interface MessageDesk extends Answering {
  readonly delivery: Delivery;
  readonly names: Names;
  readonly rules: ShelfRules;
  readonly typingInterval: number;
  readonly withdrawals: Withdrawals;
  /** Whether the bot is about to stop. */
  isStopping(): boolean;
}

/** A direct message that is no reply goes on with the last answer there if that is not older than this (30 min). */
const conversationLife = 30 * 60_000;

/**
 * Answers a message that is meant for the bot: a direct message, one that mentions it, or a reply to one of its own.
 * All others are left alone, and so are other bots. An edited message does not come here.
 */
export async function handleMessage(desk: MessageDesk, message: IncomingMessage): Promise<void> {
  const { names, delivery } = desk;
  const isReply = message.repliedTo?.authorId === names.botId;
  if (message.author.isBot || !(message.guildId === null || isReply || mentionsBot(message, names))) {
    return;
  }
  const place = { guildId: message.guildId, channelId: message.channelId };
  const replies = createMessageReplies(delivery, message);
  const text = questionOf(message, names);
  const isHidden = isReply && message.content === "" && message.repliedTo?.answersCommand === true;
  const aside = desk.isStopping() ? restarting : isHidden ? hiddenReply : smallTalk(text);
  if (aside !== null) {
    return await tell(desk, { place, ...replies }, aside);
  }
  await desk.withdrawals.during(message.id, (withdrawn) =>
    answerQuestion(desk, {
      ...replies,
      text,
      askedBy: message.author.id,
      place,
      shelves: shelvesOf(place, desk.rules),
      withdrawn,
      parent: () => parentOf(desk, message, isReply),
      followUpButton: false,
      working: (work) => whileTyping(() => delivery.typing(message.channelId), work, desk.typingInterval),
    }),
  );
}

/** What Discord hides: replies to the answer to a command that do not mention the bot. */
const hiddenReply = textMessage(
  "Discord does not show me this reply. Press **Follow up** under my answer, or mention me in your message.",
);

/** A mention alone, under someone else's message, asks what that message asks. */
function questionOf(message: IncomingMessage, names: Names): string {
  const { repliedTo } = message;
  const own = questionIn(message, names);
  return own === "" && repliedTo !== null && repliedTo.authorId !== names.botId ? questionIn(repliedTo, names) : own;
}

async function parentOf(desk: MessageDesk, message: IncomingMessage, isReply: boolean): Promise<string | null> {
  await desk.sending.settled(message.channelId);
  if (isReply && message.repliedTo !== null) {
    const key = messageKey(message.channelId, message.repliedTo.id);
    await desk.sending.settled(key);
    return await desk.conversations.answerIn(key);
  }
  if (message.guildId !== null || message.repliedTo !== null) {
    return null;
  }
  return await lastAnswer(desk, { guildId: null, channelId: message.channelId });
}

async function lastAnswer({ conversations, answers, clock }: MessageDesk, place: Place): Promise<string | null> {
  const id = await conversations.answerIn(lastAnswerKey(place));
  const record = id === null ? null : await answers.find(id);
  const age = record === null ? Number.POSITIVE_INFINITY : clock.now().getTime() - Date.parse(record.askedAt);
  return age <= conversationLife ? id : null;
}
