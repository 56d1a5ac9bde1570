import { ModelError } from "#errors.ts";
import type { ChatEvent, ChatModel, ChatRequest } from "#ports.ts";
import { createQueue } from "./queue.ts";
import { untilAborted } from "./until-aborted.ts";

export interface Limits {
  /** Calls at the same time, at least 1. */
  readonly concurrency: number;
  /** Calls that may wait for their turn; a call beyond them fails at once. */
  readonly waiting: number;
  /** From the begin of a call's turn to its first text. */
  readonly firstTokenMilliseconds: number;
  /** From the begin of a call's turn to its end. A call also waits for its turn no longer than this. */
  readonly totalMilliseconds: number;
}

/**
 * The model with at most so many calls at once, and none that lasts too long. Rejects with `ModelError`: `busy` where too
 * many wait, `slow` where a call took too long; its request is aborted.
 */
export function withLimits(model: ChatModel, limits: Limits): ChatModel {
  const { concurrency, waiting, totalMilliseconds } = limits;
  const queue = createQueue({ concurrency, waiting, waitMilliseconds: totalMilliseconds });
  return {
    id: model.id,
    async *complete(request, signal) {
      const leave = await queue.enter(signal);
      try {
        yield* inTime(model, request, limits, signal);
      } finally {
        leave();
      }
    },
  };
}

async function* inTime(
  model: ChatModel,
  request: ChatRequest,
  { firstTokenMilliseconds, totalMilliseconds }: Limits,
  signal?: AbortSignal,
): AsyncGenerator<ChatEvent> {
  signal?.throwIfAborted();
  const call = new AbortController();
  const abort = (): void => call.abort(signal?.reason);
  const late = (what: string, milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => call.abort(tooSlow(model.id, what, milliseconds)), milliseconds);
  signal?.addEventListener("abort", abort);
  const first = late("a first word", firstTokenMilliseconds);
  const whole = late("the whole", totalMilliseconds);
  try {
    for await (const event of untilAborted(model.complete(request, call.signal), call.signal)) {
      if (event.kind === "end" || event.text !== "") clearTimeout(first);
      yield event;
    }
  } finally {
    clearTimeout(first);
    clearTimeout(whole);
    signal?.removeEventListener("abort", abort);
    // Whoever left early wants nothing more of it.
    call.abort();
  }
}

function tooSlow(id: string, what: string, milliseconds: number): ModelError {
  return new ModelError(
    `Expected ${what} of ${id} within ${milliseconds / 1000} s, found none. Ask again, or check whether its server is overloaded.`,
    { trouble: "slow", retryable: true },
  );
}
