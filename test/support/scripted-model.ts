import type { ChatEvent, ChatModel, ChatRequest } from "#ports.ts";
import type { CallPurpose, Usage } from "#types.ts";

/** A passage as the model was shown it. */
export interface ShownPassage {
  readonly label: string;
  readonly title: string;
  readonly outlet?: string;
  readonly date?: string;
  readonly text: string;
}

/** Says what it writes in answer to a request; what it throws, the call rejects with. */
export type Script = (shown: readonly ShownPassage[], request: ChatRequest) => string | readonly string[];

export interface ScriptedModel extends ChatModel {
  readonly requests: readonly ChatRequest[];
}

/** A chat model that says what its scripts say, piece by piece. A purpose without a script is an error. */
export function createScriptedModel(scripts: Partial<Readonly<Record<CallPurpose, Script>>>): ScriptedModel {
  const requests: ChatRequest[] = [];
  return {
    id: "scripted:model",
    requests,
    async *complete(request, signal): AsyncGenerator<ChatEvent> {
      signal?.throwIfAborted();
      requests.push(request);
      const script = scripts[request.purpose];
      if (script === undefined) throw new Error(`No script for ${request.purpose}.`);
      const said = script(shownPassages(request), request);
      for (const text of typeof said === "string" ? pieces(said) : said) {
        signal?.throwIfAborted();
        yield { kind: "text", text };
      }
      yield { kind: "end", finish: "stop", usage };
    },
  };
}

const usage: Usage = { inputTokens: 100, outputTokens: 20, isEstimate: false, cost: null };

interface Asked {
  readonly messages: readonly { readonly content: string }[];
}

/** Reads back what a request shows. */
export function shownPassages({ messages }: Asked): readonly ShownPassage[] {
  const text = messages.map(({ content }) => content).join("\n");
  return [...text.matchAll(/^<passage-\w+ (\{.*\})>\n([\s\S]*?)\n<\/passage-/gmu)].map((match) => ({
    ...(JSON.parse(match[1] ?? "{}") as Omit<ShownPassage, "text">),
    text: match[2] ?? "",
  }));
}

/** As tokens arrive: a few characters at a time. */
function pieces(text: string): readonly string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}

/** A line as a model is asked to write it. */
export function line(statement: string, ...quotes: readonly (readonly [label: string, quote: string])[]): string {
  return `${JSON.stringify({ statement, quotes: quotes.map(([passage, quote]) => ({ passage, quote })) })}\n`;
}
