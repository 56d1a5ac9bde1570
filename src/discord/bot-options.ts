import type { AnswerLog, Ask, Clock, Conversations, Library, Settings } from "#ports.ts";
import type { RestOptions } from "./client.ts";
import type { Download } from "./download.ts";
import { interactionLife } from "./interaction-replies.ts";
import { previewInterval } from "./pace.ts";
import type { Shelving } from "./shelving.ts";
import { typingInterval } from "./typing.ts";

export interface BotOptions {
  readonly token: string;
  readonly ask: Ask;
  readonly library: Library;
  readonly answers: AnswerLog;
  readonly conversations: Conversations;
  readonly settings: Settings;
  readonly shelving: Shelving;
  /** Gets attachments from Discord. */
  readonly download: Download;
  readonly clock: Clock;
  /** One line for the operator; never holds the token. */
  log(line: string): void;
  readonly mainShelf: string;
  /** Whether servers search the main shelf besides their own. */
  readonly searchMainInServers: boolean;
  /** Questions worth asking of these articles, for `/help`. */
  readonly examples?: readonly string[];
  /** Where Discord is, if it is not Discord itself. */
  readonly rest?: RestOptions;
  readonly timing?: Partial<Timing>;
}

/** Milliseconds. */
export interface Timing {
  /** Between two signs of typing. */
  readonly typingInterval: number;
  /** Between two looks at an answer that is not finished. */
  readonly previewInterval: number;
  /** To become ready in. */
  readonly startWithin: number;
  /** For running answers to finish in when the bot stops. */
  readonly stopWithin: number;
  /** One answer may take. */
  readonly longestAnswer: number;
  /** For which a command can be answered. */
  readonly interactionLife: number;
  /** Between two looks at how far the adding of articles is. */
  readonly progressInterval: number;
  /** Between two looks for answers whose cited words have changed. */
  readonly marksInterval: number;
  /** Between two changes of answers whose cited words have changed: answers to questions go before. */
  readonly marksPause: number;
}

export const usualTiming: Timing = {
  typingInterval,
  previewInterval,
  startWithin: 60_000,
  stopWithin: 20_000,
  longestAnswer: 20 * 60_000,
  interactionLife,
  progressInterval: 3000,
  marksInterval: 60_000,
  marksPause: 1250,
};
