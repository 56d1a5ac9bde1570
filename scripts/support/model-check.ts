import type { ChatModel, ChatRequest, Clock } from "#ports.ts";
import type { ModelConfig, ModelPlace } from "#settings/model.ts";
import type { Finding } from "./checks.ts";

/** The configured model; `null`: none is configured. */
interface Configured {
  readonly config: Pick<ModelConfig, "answers" | "checks"> | null;
  /** Gives the model with what its server was found to take. */
  open(): Promise<{ readonly chat: ChatModel; describe(): Promise<string | null> } | null>;
}

interface Options {
  /** Whether the model may be called, once. */
  readonly online: boolean;
  /** Whether a key is there that a model could be called with. */
  readonly hasKey: boolean;
  readonly clock: Clock;
}

/** Which model words the answers, where it is and what it can do; online also whether it answers, and how fast. */
export async function checkModel({ config, open }: Configured, options: Options): Promise<Finding> {
  const opened = config === null ? null : await open();
  if (config === null || opened === null) {
    const hint = options.hasKey
      ? "; OPENAI_API_KEY is set, so MODEL=openai:NAME in .env would let a model word them"
      : "";
    return {
      status: "ok",
      message: `none configured; answers are put together from the articles' own sentences${hint}`,
    };
  }
  const called = options.online
    ? `answered in ${await timeOfOneCall(opened.chat, options.clock)} ms`
    : "not called; npm run doctor -- --online calls it";
  const { answers, checks } = config;
  const second = checks === null ? [] : [`statements are checked a second time by ${whereOf(checks)}`];
  // Asked for last: a call may have found out more.
  const found = await opened.describe();
  const parts = [whereOf(answers), ...(found === null ? [] : [found]), ...second, called];
  return { status: "ok", message: parts.join("; ") };
}

/** `gpt-5-mini at OpenAI`; of an address without what may be secret in it. */
function whereOf(place: ModelPlace): string {
  if (place.kind === "langchain") {
    return `${place.model} through LangChain`;
  }
  if (place.baseURL === null) {
    return `${place.model} at OpenAI`;
  }
  const { origin, pathname } = new URL(place.baseURL);
  return `${place.model} at ${origin}${pathname}`;
}

/** A call with everything that answers need of a server: a system message, a schema, a stream. */
const PROBE: ChatRequest = {
  purpose: "check",
  messages: [
    { role: "system", content: 'Reply with the JSON object {"supported": true} and nothing else.' },
    { role: "user", content: "Now." },
  ],
  maxTokens: 600,
  schema: {
    type: "object",
    properties: { supported: { type: "boolean" } },
    required: ["supported"],
    additionalProperties: false,
  },
};

/** Milliseconds. Throws what the model throws. */
async function timeOfOneCall(chat: ChatModel, clock: Clock): Promise<number> {
  const start = clock.now().getTime();
  for await (const event of chat.complete(PROBE)) {
    if (event.kind === "end") break;
  }
  return clock.now().getTime() - start;
}
