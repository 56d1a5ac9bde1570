import type { Message } from "./message.ts";

/** The messages that answer a question, on their way back to who asked. */
export interface Replies {
  /** Shows the next message; resolves to its key in `Conversations`. */
  show(message: Message): Promise<string>;
  /**
   * Shows an answer that is not finished where the first message will stand; what is shown next takes its place.
   * Resolves to the key of that message, `null` where nothing can be shown before the answer any more.
   */
  preview(message: Message): Promise<string | null>;
  /** Takes away what was shown of an answer that nobody waits for any more. */
  takeBack(): Promise<void>;
}
