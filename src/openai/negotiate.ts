import { APIError } from "openai";
import type { Capabilities } from "./capabilities.ts";
import { statusOf } from "./failure.ts";

export interface Negotiation {
  readonly capabilities: Capabilities;
  /** After a failed attempt: whether another one, with `capabilities` as they are now, makes sense. */
  adapt(error: unknown): boolean;
}

/**
 * Finds what a server takes by what it refuses: a refusal that names a parameter switches that one off, each once. What
 * was kept from earlier and now meets a refusal that names nothing is thrown away once, for `fresh`.
 */
export function negotiate(known: Capabilities, fresh: Capabilities): Negotiation {
  let capabilities = known;
  let isFresh = JSON.stringify(known) === JSON.stringify(fresh);
  const taken = new Set<Step>();
  return {
    get capabilities() {
      return capabilities;
    },
    adapt: (error) => {
      if (!isRefusal(error) || IS_TOO_MUCH.test(`${error.code} ${error.message}`)) return false;
      const step = stepFor(error, capabilities, taken);
      if (step === null && isFresh) return false;
      if (step === null) {
        isFresh = true;
        taken.clear();
      } else taken.add(step);
      capabilities = step === null ? fresh : { ...capabilities, ...step.instead(capabilities) };
      return true;
    },
  };
}

/** 500 where the template of a model throws, as with llama.cpp; only a refusal that names something counts there. */
function isRefusal(error: unknown): error is APIError {
  if (!(error instanceof APIError)) return false;
  const status = statusOf(error);
  return [400, 422, 501].includes(status) || (status === 500 && IS_TEMPLATE.test(error.message));
}

const IS_TEMPLATE = /jinja|template|system role|roles must alternate/i;

/** The value is too great or the prompt too long; another parameter would not help. */
const IS_TOO_MUCH = /context_length|context (?:length|window|size)|too (?:large|long|many)|content_filter/i;

interface Step {
  /** Whether the server's words (or the parameter it names) are about this. */
  readonly names: RegExp;
  /** What is sent from now on; `null`: nothing is left to switch off. */
  instead(capabilities: Capabilities): Partial<Capabilities> | null;
}

function stepFor(error: APIError, capabilities: Capabilities, taken: ReadonlySet<Step>): Step | null {
  const open = STEPS.filter((step) => !taken.has(step) && step.instead(capabilities) !== null);
  const { param } = error;
  const named = typeof param === "string" && param !== "" ? open.find(({ names }) => names.test(`'${param}'`)) : null;
  return named ?? open.find(({ names }) => names.test(error.message)) ?? null;
}

const IS_FORMAT = /response_?format|json_?schema|json_?object|structured output|guided|grammar/i;

const STEPS: readonly Step[] = [
  {
    names: /stream_options|include_usage/i,
    instead: ({ usage }) => (usage ? { usage: false } : null),
  },
  {
    names: /max_completion_tokens|max_tokens/i,
    instead: ({ limit }) => ({ limit: limit === "max_tokens" ? "max_completion_tokens" : "max_tokens" }),
  },
  {
    names: IS_FORMAT,
    instead: ({ schema }) => (schema === "untried" || schema === "json_schema" ? { schema: "json_object" } : null),
  },
  { names: IS_FORMAT, instead: ({ schema }) => (schema === "json_object" ? { schema: "none" } : null) },
  { names: /reasoning_?effort|'reasoning'/i, instead: ({ effort }) => (effort ? { effort: false } : null) },
  {
    // The models of OpenAI that think are those that refuse a temperature.
    names: /temperature/i,
    instead: ({ temperature }) => (temperature ? { temperature: false, thinks: true, effort: true } : null),
  },
  {
    names: /\bsystem\b.{0,40}\b(?:role|message|prompt|instruction)|\brole\b.{0,60}\bsystem\b|roles must alternate/is,
    instead: ({ system }) => (system ? { system: false } : null),
  },
  { names: /messages(?:\.|\[)0\]?\.role/i, instead: ({ system }) => (system ? { system: false } : null) },
  {
    names: /["'`]stream["'`]|\bstream(?:ing\b|=true| this\b| is not)|(?:supports? |supplied: |body\.)stream\b/i,
    instead: ({ stream }) => (stream === "refused" ? null : { stream: "refused" }),
  },
];
