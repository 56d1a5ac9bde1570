import type { App } from "#app.ts";
import { describe } from "#terminal/run.ts";
import { newAnswerId } from "#text/answer-id.ts";
import type { Answer } from "#types.ts";

interface Asked {
  readonly shelves: readonly string[];
  /** The answer this one follows up on. */
  readonly parent: string | null;
  readonly askedAt: Date;
}

/**
 * Keeps an answer that was given in a terminal, so that it can be gone through again. Resolves to its id; to `null`,
 * with a line on standard error, where it can not be kept: the answer is worth more than that. What a model failed
 * with stands there, too: the answer itself only says that it did.
 */
export async function keepAnswer(
  { state, config }: Pick<App, "state" | "config">,
  answer: Answer,
  { askedAt, ...asked }: Asked,
  stderr: { write(text: string): unknown },
): Promise<string | null> {
  const id = newAnswerId();
  const record = { id, answer, ...asked, askedAt: askedAt.toISOString(), place: "terminal", asker: null };
  for (const { error } of answer.trace?.calls ?? []) {
    if (error !== undefined) stderr.write(`The model failed: ${error}\n`);
  }
  try {
    await state().answers.save(record);
    return id;
  } catch (error) {
    stderr.write(
      `This answer could not be kept, so npm run replay will not find it: ${describe(error, config.debug)}\n`,
    );
    return null;
  }
}
