import { randomBytes } from "node:crypto";
import type { AnswerLog, Ask, Clock, Conversations } from "#ports.ts";
import type { Answer } from "#types.ts";
import { renderAnswer } from "./answer.ts";
import { apology, detail, missingPermission, newNumber } from "./failure.ts";
import { type Message, textMessage } from "./message.ts";
import { type Place, placeName } from "./place.ts";
import type { Sending } from "./sending.ts";
import type { Turnstile } from "./turnstile.ts";
import { withinTime } from "./within-time.ts";

/** A question that someone asked on Discord, with the way back to them. */
export interface Question {
  readonly text: string;
  readonly askedBy: string;
  readonly place: Place;
  readonly shelves: readonly string[];
  /** Finds the answer it follows up on. */
  parent(): Promise<string | null>;
  /** Whether the answer needs a button to ask on. */
  readonly followUpButton: boolean;
  /** Shows the next message of the answer; resolves to its key in `Conversations`. */
  show(message: Message): Promise<string>;
  /** Runs the work with a sign that the bot is at it. */
  working<T>(work: (signal?: AbortSignal) => Promise<T>): Promise<T>;
}

export interface Answering {
  readonly ask: Ask;
  readonly answers: AnswerLog;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly turnstile: Turnstile;
  readonly sending: Sending;
  /** Ends every answer that is under way. */
  readonly shutdown: AbortSignal;
  /** Milliseconds one answer may take. */
  readonly longestAnswer: number;
  readonly secrets: readonly string[];
  log(line: string): void;
}

/** Turns of a conversation that a follow-up is understood with. */
const turns = 12;

export const restarting: Message = textMessage("I am restarting. Please ask again in a minute.");

/** Answers a question, or says why there is no answer. Never rejects: what goes wrong is in the log. */
export async function answerQuestion(answering: Answering, question: Question): Promise<void> {
  const leave = await answering.turnstile.enter(question.askedBy);
  try {
    if (typeof leave === "string") {
      await tell(answering, question, leave === "person" ? tooManyOfYours : tooMany);
    } else {
      await answer(answering, question);
    }
  } catch (error) {
    await fail(answering, question, error);
  } finally {
    if (typeof leave !== "string") {
      leave();
    }
  }
}

const tooManyOfYours = textMessage(
  "I am still working on your other questions. Ask again when one of them is answered.",
);
const tooMany = textMessage("Too many questions are waiting at the moment. Please ask again in a minute.");

async function answer(answering: Answering, question: Question): Promise<void> {
  const { clock, answers, conversations } = answering;
  const start = clock.now();
  const { parent, given } = await question.working(async (signal) => {
    const parent = await question.parent();
    return { parent, given: await askWithin(answering, question, parent, signal) };
  });
  const id = randomBytes(9).toString("base64url");
  const place = placeName(question.place);
  await answers.save({
    id,
    answer: given,
    shelves: question.shelves,
    parent,
    askedAt: start.toISOString(),
    place,
    asker: question.askedBy,
  });
  // The answer stands by then: that it can not be followed up is for the log.
  const link = (key: string): Promise<void> =>
    conversations.link(key, id).catch((error: unknown) => {
      answering.log(`${place} can not be followed up: ${detail(error, answering.secrets)}`);
    });
  await answering.sending.during(question.place.channelId, async () => {
    for (const message of renderAnswer(given, { id, followUp: question.followUpButton })) {
      await link(await question.show(message));
    }
    if (question.place.guildId === null) {
      await link(lastAnswerKey(question.place));
    }
  });
  const from = given.kind === "answered" ? ` from sources: ${given.sources.length},` : "";
  answering.log(`${place} ${given.kind}${from} in ${clock.now().getTime() - start.getTime()} ms (${id})`);
}

/** Where it is kept which answer was last given in direct messages. */
export function lastAnswerKey({ channelId }: Place): string {
  return `discord:${channelId}:last`;
}

async function askWithin(
  { answers, ask, longestAnswer, shutdown }: Answering,
  { text, shelves }: Question,
  parent: string | null,
  signal?: AbortSignal,
): Promise<Answer> {
  const history = parent === null ? [] : await answers.conversation(parent, turns);
  const work = (end: AbortSignal): Promise<Answer> => ask({ question: text, history, shelves }, end);
  return await withinTime(work, longestAnswer, signal === undefined ? [shutdown] : [shutdown, signal]);
}

async function fail(answering: Answering, question: Question, error: unknown): Promise<void> {
  const place = placeName(question.place);
  const permission = missingPermission(error, place);
  if (permission !== null) {
    answering.log(permission);
    return;
  }
  const number = newNumber();
  answering.log(`${place} failed (${number}): ${detail(error, answering.secrets)}`);
  await tell(answering, question, answering.shutdown.aborted ? restarting : textMessage(apology(error, number)));
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
