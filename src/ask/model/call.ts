import { ModelError } from "#errors.ts";
import type { ChatModel, ChatRequest, Clock } from "#ports.ts";
import type { Finish, ModelCall, Usage } from "#types.ts";

/** Keeps the books on the calls that one answer takes. */
export interface Calls {
  /** In the order in which they were begun. */
  readonly made: readonly ModelCall[];
  /** What the model writes, as it arrives. Returns why it stopped; throws as `ChatModel.complete` does. */
  stream(model: ChatModel, request: ChatRequest, signal?: AbortSignal): AsyncGenerator<string, Finish, undefined>;
  /** Everything it writes. */
  whole(model: ChatModel, request: ChatRequest, signal?: AbortSignal): Promise<string>;
}

export function createCalls(clock: Clock): Calls {
  const made: ModelCall[] = [];
  async function* stream(model: ChatModel, request: ChatRequest, signal?: AbortSignal) {
    const place = made.length;
    const started = clock.now().getTime();
    let output = "";
    const note = (finish: ModelCall["finish"], usage: Usage | null, failure?: unknown): void => {
      const milliseconds = Math.max(0, clock.now().getTime() - started);
      const error = failure instanceof Error ? { error: failure.message } : {};
      made[place] = { purpose: request.purpose, model: model.id, output, finish, usage, milliseconds, ...error };
    };
    note("failed", null);
    try {
      for await (const event of model.complete(request, signal)) {
        if (event.kind === "end") {
          note(event.finish, event.usage);
          return event.finish;
        }
        output += event.text;
        yield event.text;
      }
      throw new ModelError(`Expected ${model.id} to say when it is done, found that it only stopped. Try again.`, {
        retryable: true,
      });
    } catch (error) {
      note("failed", null, error);
      throw error;
    } finally {
      // Whoever heard enough leaves early: what was written until then is kept.
      if (made[place]?.finish === "failed" && made[place]?.error === undefined) note("failed", null);
    }
  }
  return {
    made,
    stream,
    async whole(model, request, signal) {
      let output = "";
      for await (const text of stream(model, request, signal)) output += text;
      return output;
    },
  };
}
