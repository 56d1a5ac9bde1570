import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import type { ChatEvent, ChatModel, ChatRequest } from "#ports.ts";

/** What stands behind the model is to do with the next request: say the pieces one by one, then end, wait or fail. */
export interface ChatScript {
  readonly pieces: readonly string[];
  readonly last: "end" | "wait" | "fail";
}

export interface RunningChat {
  readonly model: ChatModel;
  /** Called right before each request; scripts are used up in the order of the requests. */
  script(script: ChatScript): void;
  /** Number of requests that have reached the other side. */
  begun(): number;
  /** Number of requests that are over there, however they ended. */
  ended(): number;
  readonly stop?: () => Promise<void>;
}

const REQUEST: ChatRequest = {
  purpose: "draft",
  messages: [
    { role: "system", content: "Answer from the passages." },
    { role: "user", content: "Who was released?" },
  ],
  maxTokens: 200,
};

const PIECES = ["Alice ", "Johnson", " was released", " in June.\n", "It was 2018 – „endlich“ 👩‍⚖️."];

/** What every `ChatModel` promises, whatever stands behind it. `start` is called once. */
export function describeChatModel(name: string, start: () => Promise<RunningChat>): void {
  describe(`${name} keeps the promises of a chat model`, () => {
    let chat: RunningChat;
    beforeAll(async () => {
      chat = await start();
    });
    afterAll(async () => {
      await chat.stop?.();
    });
    const ask = (script: ChatScript, signal?: AbortSignal): AsyncIterable<ChatEvent> => {
      chat.script(script);
      return chat.model.complete(REQUEST, signal);
    };

    test("it has a name", () => {
      expect(chat.model.id).toMatch(/^\S+$/);
    });

    test("text comes in order, and exactly one end last", async () => {
      const events = await all(ask({ pieces: PIECES, last: "end" }));
      expect(textOf(events)).toBe(PIECES.join(""));
      expect(events.filter(({ kind }) => kind === "end")).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ kind: "end", finish: "stop" });
    });

    test("pieces come as they arrive, before the end is known", async () => {
      const stream = ask({ pieces: ["Alice "], last: "wait" })[Symbol.asyncIterator]();
      expect(await stream.next()).toEqual({ done: false, value: { kind: "text", text: "Alice " } });
      await stream.return?.();
    });

    test("the end counts tokens, and says so where it guesses", async () => {
      const end = (await all(ask({ pieces: PIECES, last: "end" }))).at(-1);
      expect(end).toMatchObject({ usage: { isEstimate: expect.any(Boolean) } });
      const usage = end?.kind === "end" ? end.usage : null;
      expect(usage?.inputTokens).toBeGreaterThan(0);
      expect(usage?.outputTokens).toBeGreaterThan(0);
      expect([usage?.inputTokens, usage?.outputTokens].every(Number.isInteger)).toBe(true);
    });

    test("an answer without words has an end all the same", async () => {
      expect(await all(ask({ pieces: [], last: "end" }))).toMatchObject([{ kind: "end" }]);
    });

    test("requests at the same time do not mix", async () => {
      const both = [
        all(ask({ pieces: ["one", " and one"], last: "end" })),
        all(ask({ pieces: ["two", " and two"], last: "end" })),
      ];
      expect((await Promise.all(both)).map(textOf)).toEqual(["one and one", "two and two"]);
    });

    test("a signal that is aborted already rejects with its reason, and nothing is asked", async () => {
      const reason = new Error("the reader went away");
      const begun = chat.begun();
      await expect(all(ask({ pieces: PIECES, last: "end" }, AbortSignal.abort(reason)))).rejects.toBe(reason);
      expect(chat.begun()).toBe(begun);
    });

    test("aborting before the first piece rejects with the reason at once and ends the request", async () => {
      const { begun, ended } = counts(chat);
      const controller = new AbortController();
      const answer = all(ask({ pieces: [], last: "wait" }, controller.signal));
      await expect.poll(chat.begun).toBe(begun + 1);
      await expectAbortion(answer, controller);
      await expect.poll(chat.ended).toBe(ended + 1);
    });

    test("aborting between two pieces rejects with the reason at once and ends the request", async () => {
      const { ended } = counts(chat);
      const controller = new AbortController();
      const stream = ask({ pieces: ["Alice "], last: "wait" }, controller.signal)[Symbol.asyncIterator]();
      await stream.next();
      await expectAbortion(stream.next(), controller);
      await expect.poll(chat.ended).toBe(ended + 1);
    });

    test("aborting one request leaves the others alone", async () => {
      const controller = new AbortController();
      const aborted = ask({ pieces: ["Alice "], last: "wait" }, controller.signal)[Symbol.asyncIterator]();
      await aborted.next();
      const other = ask({ pieces: PIECES, last: "end" })[Symbol.asyncIterator]();
      const first = await other.next();
      await expectAbortion(aborted.next(), controller);
      const rest = await all({ [Symbol.asyncIterator]: () => other });
      expect(textOf([first.value, ...rest])).toBe(PIECES.join(""));
    });

    test("leaving the loop early ends the request", async () => {
      const { ended } = counts(chat);
      for await (const { kind } of ask({ pieces: ["Alice "], last: "wait" })) {
        expect(kind).toBe("text");
        break;
      }
      await expect.poll(chat.ended).toBe(ended + 1);
    });

    test("a failure before the first piece is a ModelError that says what was expected and found", async () => {
      const failure = await all(ask({ pieces: [], last: "fail" })).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ModelError);
      expect(failure).toMatchObject({ message: expect.stringMatching(/^Expected .+ found /) });
    });

    test("a failure after some pieces is a ModelError after these pieces, without an end", async () => {
      const events: ChatEvent[] = [];
      const failure = await all(ask({ pieces: ["Alice ", "Johnson"], last: "fail" }), events).catch(
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(ModelError);
      expect(textOf(events)).toBe("Alice Johnson");
      expect(events.every(({ kind }) => kind === "text")).toBe(true);
    });
  });
}

/** All events; they are put into `events` as they come. */
async function all(answer: AsyncIterable<ChatEvent>, events: ChatEvent[] = []): Promise<readonly ChatEvent[]> {
  for await (const event of answer) events.push(event);
  return events;
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
}

function counts(chat: RunningChat): { readonly begun: number; readonly ended: number } {
  return { begun: chat.begun(), ended: chat.ended() };
}

/** Aborts, and expects the reason within a tenth of a second. */
async function expectAbortion(answer: Promise<unknown>, controller: AbortController): Promise<void> {
  const reason = new Error("the reader went away");
  const outcome = answer.catch((error: unknown) => error);
  const started = performance.now();
  controller.abort(reason);
  expect(await outcome).toBe(reason);
  expect(performance.now() - started).toBeLessThan(100);
}
