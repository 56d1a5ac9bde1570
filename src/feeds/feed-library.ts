import { InputError } from "#errors.ts";

/** What the feed library makes of it. Whatever it throws at input is said as an `InputError`. */
export function readFeed<Feed>(what: string, read: () => Feed): Feed {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `Expected ${what}, found one that cannot be read (${reason}). Open the address in a browser to see whether it is complete.`,
      { cause },
    );
  }
}
