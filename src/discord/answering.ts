import { newAnswerId } from "#text/answer-id.ts";
import type { Answer, Answered } from "#types.ts";
import type { Answering, Question } from "./asked.ts";
import { deliver } from "./deliver.ts";
import { textMessage } from "./message.ts";
import { placeName } from "./place.ts";
import { createPreview, type Preview } from "./preview.ts";
import { tell, tellFailure } from "./telling.ts";
import { withinTime } from "./within-time.ts";

/** Turns of a conversation that a follow-up is understood with. */
const turns = 12;

/** Answers a question, or says why there is no answer. Never rejects: what goes wrong is in the log. */
export async function answerQuestion(answering: Answering, question: Question): Promise<void> {
  const leave = await answering.turnstile.enter(question.askedBy);
  const unfinished = showUnfinished(answering, question);
  try {
    if (typeof leave === "string") {
      await tell(answering, question, leave === "person" ? tooManyOfYours : tooMany);
    } else {
      await answer(answering, question, unfinished);
    }
  } catch (error) {
    await tellFailure(answering, question, error);
  } finally {
    unfinished.settle();
    if (typeof leave !== "string") {
      leave();
    }
  }
}

const tooManyOfYours = textMessage(
  "I am still working on your other questions. Ask again when one of them is answered.",
);
const tooMany = textMessage("Too many questions are waiting at the moment. Please ask again in a minute.");

async function answer(answering: Answering, question: Question, unfinished: Preview): Promise<void> {
  const { clock, answers, log } = answering;
  const start = clock.now();
  const { parent, given } = await findAnswer(answering, question, unfinished);
  const id = newAnswerId();
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
  question.withdrawn?.throwIfAborted();
  await deliver(answering, question, given, id);
  const from = given.kind === "answered" ? ` from sources: ${given.sources.length},` : "";
  for (const { error } of given.trace?.calls ?? []) {
    if (error !== undefined) log(`${place} had a failure of the model: ${error}`);
  }
  log(`${place} ${given.kind}${from} in ${clock.now().getTime() - start.getTime()} ms (${id})`);
}

async function findAnswer(
  answering: Answering,
  question: Question,
  unfinished: Preview,
): Promise<{ readonly parent: string | null; readonly given: Answer }> {
  question.withdrawn?.throwIfAborted();
  try {
    return await question.working(async (signal) => {
      const parent = await question.parent();
      return { parent, given: await askWithin(answering, question, { parent, signal, unfinished }) };
    });
  } finally {
    await unfinished.end();
  }
}

/** Shows the answer while it is written; who replies to it meanwhile waits until it stands. */
function showUnfinished({ pace, sending }: Answering, question: Question): Preview & { settle(): void } {
  const { channelId } = question.place;
  let settle: (() => void) | null = null;
  const preview = createPreview({
    takeTurn: () => pace.take(channelId),
    show: (message) =>
      sending.during(channelId, async () => {
        const key = await question.preview(message);
        settle ??= key === null ? null : sending.begin(key);
      }),
  });
  return { ...preview, settle: () => settle?.() };
}

async function askWithin(
  { answers, ask, longestAnswer, shutdown }: Answering,
  { text, shelves, askedBy, place, withdrawn }: Question,
  { parent, signal, unfinished }: { parent: string | null; signal: AbortSignal | undefined; unfinished: Preview },
): Promise<Answer> {
  const history = parent === null ? [] : await answers.conversation(parent, turns);
  const payer = { person: askedBy, server: place.guildId };
  const onProgress = (soFar: Answered): void => unfinished.update(soFar);
  const work = (end: AbortSignal): Promise<Answer> => ask({ question: text, history, shelves, payer, onProgress }, end);
  const ends = [shutdown, withdrawn, signal].filter((end) => end instanceof AbortSignal);
  return await withinTime(work, longestAnswer, ends);
}
