import { randomBytes } from "node:crypto";
import { FootnoteError, InputError, ModelError, StorageError } from "#errors.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { codes, type DiscordError, isRefusal } from "./request.ts";

/**
 * A failure in a short line for the person who asked. Only messages about their own question are shown as they are;
 * the others may name files, addresses or people and belong in the log, where `number` finds them.
 */
export function apology(error: unknown, number: string): string {
  const again = error instanceof FootnoteError && error.retryable ? " Please try again in a moment." : "";
  if (error instanceof InputError) {
    return escapeText(shorten(plain(error.message), 500));
  }
  if (error instanceof ModelError) {
    return `The language model could not answer.${again} (${number})`;
  }
  if (error instanceof StorageError) {
    return `I can not read my articles at the moment.${again} (${number})`;
  }
  return `Something went wrong on my side, so there is no answer.${again} (${number})`;
}

/** A number by which a person and the operator speak of the same failure. */
export function newNumber(): string {
  return randomBytes(3).toString("hex");
}

/** A failure in one line for the log, with its causes and without the secrets. */
export function detail(error: unknown, secrets: readonly string[]): string {
  const messages: string[] = [];
  for (let at: unknown = error; at !== undefined && at !== null && messages.length < 5; ) {
    messages.push(at instanceof Error ? `${at.name}: ${at.message}` : String(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  const line = plain(messages.join(" <- "));
  return secrets.filter((secret) => secret !== "").reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
}

/** What to allow where Discord did not let the bot speak; `null` if the failure is another. */
export function missingPermission(error: unknown, place: string): string | null {
  if (isRefusal(error, codes.missingAccess)) {
    return `I can not see ${place}: give my role "View Channel" there (and "Send Messages").`;
  }
  if (isRefusal(error, codes.missingPermissions)) {
    return `I may not write in ${place}: give my role "Send Messages" there ("Send Messages in Threads" in a thread).`;
  }
  return isRefusal(error, codes.cannotSendToUser)
    ? `The person of ${place} does not accept direct messages from me.`
    : null;
}

/** Whether an interaction can no longer be answered: its 3 s or 15 min are over. */
export function isExpired(error: unknown): error is DiscordError {
  return isRefusal(error, codes.unknownInteraction, codes.unknownWebhook, codes.invalidWebhookToken);
}
