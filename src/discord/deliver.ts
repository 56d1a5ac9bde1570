import type { Answer } from "#types.ts";
import { renderAnswer } from "./answer.ts";
import type { Answering, Question } from "./asked.ts";
import { detail } from "./failure.ts";
import { type Place, placeName } from "./place.ts";

/** Shows an answer that is kept under `id`, and notes in which messages it stands. */
export async function deliver(answering: Answering, question: Question, given: Answer, id: string): Promise<void> {
  const { conversations, log, secrets, sending } = answering;
  const { place } = question;
  // The answer stands by then: that it can not be followed up is for the log.
  const link = (key: string): Promise<void> =>
    conversations.link(key, id).catch((error: unknown) => {
      log(`${placeName(place)} can not be followed up: ${detail(error, secrets)}`);
    });
  await sending.during(place.channelId, async () => {
    for (const message of renderAnswer(given, { id, followUp: question.followUpButton })) {
      await link(await question.show(message));
    }
    if (place.guildId === null) {
      await link(lastAnswerKey(place));
    }
  });
}

/** Where it is kept which answer was last given in direct messages. */
export function lastAnswerKey({ channelId }: Place): string {
  return `discord:${channelId}:last`;
}
