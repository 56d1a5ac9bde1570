import { FootnoteError } from "#errors.ts";

/** One call to Discord's REST interface; resolves to what it answers, `null` where it answers nothing. */
export type Request = (call: {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly route: `/${string}`;
  readonly body?: unknown;
  /** False for calls that a token in the route allows. Default true. */
  readonly authorized?: boolean;
  /** True for calls that are not worth a second attempt, because a newer one follows. */
  readonly isPassing?: boolean;
}) => Promise<unknown>;

/** Discord refused a call, or could not be reached. */
export class DiscordError extends FootnoteError {
  /** HTTP status; 0 if Discord could not be reached. */
  readonly status: number;
  /** Discord's own number for what is wrong; 0 if it gave none. */
  readonly code: number;

  constructor(
    message: string,
    { status, code, cause }: { readonly status: number; readonly code: number; readonly cause?: unknown },
  ) {
    super(message, { retryable: status === 0 || status === 429 || status >= 500, cause });
    this.status = status;
    this.code = code;
  }
}

/** Numbers of Discord's that the bot acts on. */
export const codes = {
  unknownMessage: 10008,
  unknownInteraction: 10062,
  unknownWebhook: 10015,
  invalidWebhookToken: 50027,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  missingPermissions: 50013,
  cannotSendToUser: 50007,
  cannotReadHistory: 160002,
} as const;

/** Whether an error is Discord's answer with one of these numbers. */
export function isRefusal(error: unknown, ...wanted: readonly number[]): error is DiscordError {
  return error instanceof DiscordError && wanted.includes(error.code);
}
