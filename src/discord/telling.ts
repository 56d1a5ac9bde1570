import type { Answering, Question } from "./asked.ts";
import { apology, detail, missingPermission, newNumber } from "./failure.ts";
import { type Message, textMessage } from "./message.ts";
import { placeName } from "./place.ts";

export const restarting: Message = textMessage("I am restarting. Please ask again in a minute.");

/** Says that there is no answer, to the log what went wrong, and nothing to those who took their question back. */
export async function tellFailure(answering: Answering, question: Question, error: unknown): Promise<void> {
  const place = placeName(question.place);
  if (question.withdrawn?.aborted === true) {
    answering.log(`${place} is not answered: its question was deleted.`);
    return await takeBack(answering, question);
  }
  const permission = missingPermission(error, place);
  if (permission !== null) {
    answering.log(permission);
    return;
  }
  const number = newNumber();
  answering.log(`${place} failed (${number}): ${detail(error, answering.secrets)}`);
  await tell(answering, question, answering.shutdown.aborted ? restarting : textMessage(apology(error, number)));
}

async function takeBack({ log, secrets }: Answering, question: Question): Promise<void> {
  try {
    await question.takeBack();
  } catch (error) {
    log(`${placeName(question.place)} still shows an unfinished answer: ${detail(error, secrets)}`);
  }
}

/** Shows a message that is no answer. Never rejects: where Discord refuses it, the log says why. */
export async function tell(
  { log, secrets }: Pick<Answering, "log" | "secrets">,
  { place, show }: Pick<Question, "place" | "show">,
  message: Message,
): Promise<void> {
  try {
    await show(message);
  } catch (error) {
    const name = placeName(place);
    log(missingPermission(error, name) ?? `${name} could not be told: ${detail(error, secrets)}`);
  }
}
