import type { ChatModel, Payer } from "#ports.ts";
import type { Prompts } from "./prompts.ts";

/** With whom, in which words and for whom one answer is worked out. */
export interface Conversing {
  readonly chat: ChatModel;
  /** Looks at every statement a second time; `null`: `chat` looks at those that the rules can say little about. */
  readonly checker: ChatModel | null;
  readonly prompts: Prompts;
  /** A code that no article can know. */
  readonly delimiter: string;
  readonly payer: Payer | null;
}
