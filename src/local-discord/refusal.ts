import { FootnoteError } from "#errors.ts";

/** Where in a body a rule was broken, nested as Discord nests it: leaves are `{_errors: [{code, message}]}`. */
export interface FormErrors {
  [key: string]: FormErrors | readonly { readonly code: string; readonly message: string }[];
}

/** An answer that refuses a request, with Discord's own code. */
export class Refusal extends FootnoteError {
  readonly status: number;
  readonly code: number;
  readonly errors: FormErrors | undefined;

  constructor(status: number, code: number, message: string, errors?: FormErrors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** What Discord refuses, by name: HTTP status, JSON code, message. */
const refusals = {
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  methodNotAllowed: [405, 0, "405: Method Not Allowed"],
  unknownApplication: [404, 10002, "Unknown Application"],
  unknownChannel: [404, 10003, "Unknown Channel"],
  unknownGuild: [404, 10004, "Unknown Guild"],
  unknownMember: [404, 10007, "Unknown Member"],
  unknownMessage: [404, 10008, "Unknown Message"],
  unknownUser: [404, 10013, "Unknown User"],
  unknownEmoji: [400, 10014, "Unknown Emoji"],
  unknownWebhook: [404, 10015, "Unknown Webhook"],
  unknownInteraction: [404, 10062, "Unknown interaction"],
  unknownCommand: [404, 10063, "Unknown application command"],
  tooManyReactions: [400, 30010, "Maximum number of reactions reached (20)"],
  tooManyCommandCreates: [400, 30034, "Maximum number of daily application command creates has been reached (200)"],
  alreadyAcknowledged: [400, 40060, "Interaction has already been acknowledged."],
  missingAccess: [403, 50001, "Missing Access"],
  notOwnMessage: [403, 50005, "Cannot edit a message authored by another user"],
  emptyMessage: [400, 50006, "Cannot send an empty message"],
  cannotMessageUser: [403, 50007, "Cannot send messages to this user"],
  missingPermissions: [403, 50013, "Missing Permissions"],
  invalidWebhookToken: [401, 50027, "Invalid Webhook Token"],
  invalidJson: [400, 50109, "The request body contains invalid JSON."],
  tooLarge: [413, 40005, "Request entity too large"],
  cannotReplyWithoutHistory: [400, 160002, "Cannot reply without permission to read message history"],
  threadExists: [400, 160004, "A thread has already been created for this message"],
  threadArchived: [400, 50083, "Thread is archived"],
} as const satisfies Record<string, readonly [number, number, string]>;

export function refuse(name: keyof typeof refusals): Refusal {
  const [status, code, message] = refusals[name];
  return new Refusal(status, code, message);
}

/** 50035 with the nested errors that say which fields are wrong. */
export function invalidForm(errors: FormErrors): Refusal {
  return new Refusal(400, 50035, "Invalid Form Body", errors);
}
