import { ModelError } from "#errors.ts";
import type { ChatModel, Clock } from "#ports.ts";
import { QueueFullError } from "./queue.ts";

interface BreakerOptions {
  /** Failures in a row after which the model is left alone. */
  readonly failures: number;
  /** For how long. */
  readonly restMilliseconds: number;
  readonly clock: Clock;
}

/**
 * The model, left alone for a while after it has failed several times in a row: calls then fail at once with `ModelError`
 * (`down`). After the rest one call goes through as a trial; its success ends the rest, its failure begins another. A call
 * succeeds with its `end`. Calls that the asker aborted or left, that our own queue or a budget refused say nothing.
 */
export function withBreaker(model: ChatModel, options: BreakerOptions): ChatModel {
  const circuit = createCircuit(model.id, options);
  return {
    id: model.id,
    async *complete(request, signal) {
      signal?.throwIfAborted();
      const call = circuit.enter();
      try {
        for await (const event of model.complete(request, signal)) {
          if (event.kind === "end") call.succeeded();
          yield event;
        }
      } catch (error) {
        if (signal?.aborted !== true && isFailure(error)) call.failed(error);
        throw error;
      } finally {
        call.left();
      }
    },
  };
}

function isFailure(error: unknown): error is ModelError {
  return error instanceof ModelError && error.trouble !== "budget" && !(error instanceof QueueFullError);
}

/** One call of the model as the circuit sees it. */
interface Call {
  succeeded(): void;
  failed(error: ModelError): void;
  left(): void;
}

/** Consecutive failures. */
interface Failing {
  readonly count: number;
  readonly since: Date;
  readonly last: ModelError;
  /** When a trial may be made; `null`: the model is not left alone yet. */
  readonly restUntil: Date | null;
}

function createCircuit(id: string, { failures, restMilliseconds, clock }: BreakerOptions): { enter(): Call } {
  let failing: Failing | null = null;
  let trial: symbol | null = null;

  const noteFailure = (last: ModelError, isTrial: boolean): void => {
    // A call from before the rest began does not make it longer.
    if (failing?.restUntil && !isTrial) return;
    const now = clock.now();
    const count: number = (failing?.count ?? 0) + 1;
    const restUntil = count >= failures ? new Date(now.getTime() + restMilliseconds) : null;
    failing = { count, since: failing?.since ?? now, last, restUntil };
  };

  return {
    enter() {
      const rests = failing?.restUntil ? { ...failing, until: failing.restUntil } : null;
      if (rests !== null && (trial !== null || clock.now() < rests.until)) throw down(id, rests, trial !== null);
      const call = Symbol("call");
      if (rests !== null) trial = call;
      return {
        succeeded: () => {
          failing = null;
        },
        failed: (error) => noteFailure(error, trial === call),
        left: () => {
          if (trial === call) trial = null;
        },
      };
    },
  };
}

function down(id: string, { since, until, last }: Failing & { until: Date }, isTried: boolean): ModelError {
  const next = isTried ? "It is being tried right now" : `It is tried again from ${seconds(until)} on`;
  return new ModelError(
    `Expected ${id} to work, found it failing since ${seconds(since)}. ${next}; nobody waits for it until then.`,
    { trouble: "down", retryable: true, cause: last },
  );
}

/** ISO 8601 without the fraction. */
function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
