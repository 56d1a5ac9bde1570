import { ModelError } from "#errors.ts";
import type { ChatEvent, ChatModel, ChatRequest } from "#ports.ts";
import type { Usage } from "#types.ts";

/** What a call does next. `hang` waits until the call is aborted, `deaf` for ever. */
type Step = string | { readonly wait: number } | { readonly usage: Usage } | "hang" | "deaf" | Error;

export interface ScriptedModel extends ChatModel {
  /** The calls that reached the model. */
  readonly calls: readonly ChatRequest[];
  /** Calls under way now, and the most there ever were at once. */
  readonly underWay: { readonly now: number; readonly most: number };
  /** Reasons of the calls that were aborted, in order. */
  readonly aborted: readonly unknown[];
  /** Streams that were closed before they ended. */
  readonly closed: number;
  /** What the next calls do; a call without a script says "Yes." and ends. */
  next(...script: Step[]): void;
}

export const usage: Usage = { inputTokens: 100, outputTokens: 20, isEstimate: false, cost: null };

/** A model that does what a test says. */
export function scriptedModel(id = "fake:model"): ScriptedModel {
  const scripts: Step[][] = [];
  const calls: ChatRequest[] = [];
  const aborted: unknown[] = [];
  const underWay = { now: 0, most: 0 };
  let closed = 0;
  return {
    id,
    calls,
    aborted,
    underWay,
    get closed() {
      return closed;
    },
    next: (...script) => void scripts.push(script),
    async *complete(request, signal) {
      calls.push(request);
      underWay.now += 1;
      underWay.most = Math.max(underWay.most, underWay.now);
      let isOver = false;
      const note = (): void => void aborted.push(signal?.reason);
      signal?.addEventListener("abort", note);
      try {
        yield* play(scripts.shift() ?? ["Yes."], signal);
        isOver = true;
      } catch (error) {
        isOver = true;
        throw error;
      } finally {
        if (!isOver) closed += 1;
        signal?.removeEventListener("abort", note);
        underWay.now -= 1;
      }
    },
  };
}

async function* play(script: readonly Step[], signal?: AbortSignal): AsyncGenerator<ChatEvent> {
  let counted = usage;
  for (const step of script) {
    signal?.throwIfAborted();
    if (step instanceof Error) throw step;
    if (step === "hang") await waitFor(null, signal);
    else if (step === "deaf") await new Promise(() => {});
    else if (typeof step === "string") yield { kind: "text", text: step };
    else if ("wait" in step) await waitFor(step.wait, signal);
    else counted = step.usage;
  }
  signal?.throwIfAborted();
  yield { kind: "end", finish: "stop", usage: counted };
}

function waitFor(milliseconds: number | null, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (milliseconds !== null) setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

export const request: ChatRequest = {
  purpose: "draft",
  messages: [{ role: "user", content: "Why is the harbour closed?" }],
  maxTokens: 300,
  payer: { person: "ada", server: "harbour" },
};

/** Everything a call wrote. */
export async function read(stream: AsyncIterable<ChatEvent>): Promise<string> {
  let text = "";
  for await (const event of stream) if (event.kind === "text") text += event.text;
  return text;
}

/** The error a call ends with; fails if it does not. */
export async function failureOf(work: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await work.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw error;
  return error;
}

/** A clock that a test moves. */
export function movableClock(start = "2026-11-24T10:00:00Z") {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    set: (time: string) => {
      now = Date.parse(time);
    },
  };
}

/** Lets everything that can go on without time go on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
