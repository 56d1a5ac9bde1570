import type { AnswerLog, Ask, Clock, Conversations } from "#ports.ts";
import type { Pace } from "./pace.ts";
import type { Place } from "./place.ts";
import type { Replies } from "./replies.ts";
import type { Sending } from "./sending.ts";
import type { Turnstile } from "./turnstile.ts";

/** A question that someone asked on Discord, with the way back to them. */
export interface Question extends Replies {
  readonly text: string;
  readonly askedBy: string;
  readonly place: Place;
  readonly shelves: readonly string[];
  /** Aborted when nobody waits for the answer any more; `null` where that can not happen. */
  readonly withdrawn: AbortSignal | null;
  /** Finds the answer it follows up on. */
  parent(): Promise<string | null>;
  /** Whether the answer needs a button to ask on. */
  readonly followUpButton: boolean;
  /** Runs the work with a sign that the bot is at it. */
  working<T>(work: (signal?: AbortSignal) => Promise<T>): Promise<T>;
}

export interface Answering {
  readonly ask: Ask;
  readonly answers: AnswerLog;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly turnstile: Turnstile;
  readonly sending: Sending;
  /** Spaces out what is shown of answers that are not finished. */
  readonly pace: Pace;
  /** Ends every answer that is under way. */
  readonly shutdown: AbortSignal;
  /** Milliseconds one answer may take. */
  readonly longestAnswer: number;
  readonly secrets: readonly string[];
  log(line: string): void;
}
