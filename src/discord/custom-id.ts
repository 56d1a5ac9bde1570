/**
 * What a button, a select or a modal carries: `fn1:<verb>:<argument>[:<number>]`. It holds no state but the answer's
 * id, so it works after a restart; `1` is the version, and an id of another version is not understood.
 */
export type CustomId =
  /** Show the cited passage with this number, from 0, in the order of `citedPassages`. */
  | { readonly verb: "passage"; readonly answerId: string; readonly index: number }
  /** Show the passage whose number is the chosen value. */
  | { readonly verb: "choose"; readonly answerId: string }
  /** Open the dialogue for a follow-up question. */
  | { readonly verb: "follow"; readonly answerId: string }
  /** The dialogue itself. */
  | { readonly verb: "question"; readonly answerId: string }
  /** Take a batch on the server's own shelf back. */
  | { readonly verb: "undo"; readonly batch: string }
  /** Turn the list of articles to this offset. */
  | { readonly verb: "articles"; readonly offset: number };

export function encodeCustomId(id: CustomId): string {
  switch (id.verb) {
    case "passage":
      return `fn1:passage:${id.answerId}:${id.index}`;
    case "undo":
      return `fn1:undo:${id.batch}`;
    case "articles":
      return `fn1:articles:${id.offset}`;
    default:
      return `fn1:${id.verb}:${id.answerId}`;
  }
}

/** `null`: not one of ours, or of another version. */
export function decodeCustomId(text: string): CustomId | null {
  const [, verb, argument = "", number] =
    /^fn1:(passage|choose|follow|question|articles|undo):([\w-]{1,32})(?::(\d{1,6}))?$/u.exec(text) ?? [];
  switch (verb) {
    case "passage":
      return number === undefined ? null : { verb, answerId: argument, index: Number(number) };
    case "choose":
    case "follow":
    case "question":
      return { verb, answerId: argument };
    case "undo":
      return { verb, batch: argument };
    case "articles":
      return /^\d{1,9}$/u.test(argument) ? { verb, offset: Number(argument) } : null;
    default:
      return null;
  }
}
