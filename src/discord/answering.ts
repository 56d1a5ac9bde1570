import { randomBytes } from "node:crypto";
import type { AnswerLog, AnswerRecord, Ask, Clock, Conversations } from "#ports.ts";
import type { Answer } from "#types.ts";
import { renderAnswer } from "./answer.ts";
import { apology, detail, missingPermission, newNumber } from "./failure.ts";
import { type Message, textMessage } from "./message.ts";
import { type Place, placeName } from "./place.ts";
import type { Turnstile } from "./turnstile.ts";

/** A question that someone asked on Discord, with the way back to them. */
export interface Question {
  readonly text: string;
  readonly askedBy: string;
  readonly place: Place;
  readonly shelves: readonly string[];
  /** The answer it follows up on. */
  readonly parent: string | null;
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
      await question.show(leave === "person" ? tooManyOfYours : tooMany);
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
  const given = await question.working((signal) => askWithin(answering, question, signal));
  const id = randomBytes(9).toString("base64url");
  await answers.save(recordOf(id, given, question, start));
  for (const message of renderAnswer(given, { id, followUp: question.followUpButton })) {
    await conversations.link(await question.show(message), id);
  }
  if (question.place.guildId === null) {
    await conversations.link(lastAnswerKey(question.place), id);
  }
  const seconds = clock.now().getTime() - start.getTime();
  const sources = given.kind === "answered" ? `, ${given.sources.length} sources` : "";
  answering.log(`${placeName(question.place)} ${given.kind}${sources} in ${seconds} ms (${id})`);
}

/** Where it is kept which answer was last given in direct messages. */
export function lastAnswerKey({ channelId }: Place): string {
  return `discord:${channelId}:last`;
}

async function askWithin(answering: Answering, question: Question, signal?: AbortSignal): Promise<Answer> {
  const { parent, text, shelves } = question;
  const history = parent === null ? [] : await answering.answers.conversation(parent, turns);
  const limit = AbortSignal.timeout(answering.longestAnswer);
  const end = AbortSignal.any([answering.shutdown, limit, ...(signal === undefined ? [] : [signal])]);
  return await orAborted(answering.ask({ question: text, history, shelves }, end), end);
}

/** Does not wait for work that does not listen to its signal. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function recordOf(
  id: string,
  given: Answer,
  { shelves, parent, place, askedBy }: Question,
  askedAt: Date,
): AnswerRecord {
  return {
    id,
    answer: given,
    shelves,
    parent,
    askedAt: askedAt.toISOString(),
    place: placeName(place),
    asker: askedBy,
  };
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
  try {
    await question.show(answering.shutdown.aborted ? restarting : textMessage(apology(error, number)));
  } catch (second) {
    answering.log(
      `${place} could not be told (${number}): ${missingPermission(second, place) ?? detail(second, answering.secrets)}`,
    );
  }
}
