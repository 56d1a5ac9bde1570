import { plain } from "./escape.ts";
import type { IncomingText } from "./incoming.ts";

/** Who the bot is, and what others are called. */
export interface Names {
  readonly botId: string;
  /** `null`: not known. */
  channel(id: string): string | null;
}

/** The longest question that is passed on: what a message of a subscriber can hold. */
const longestQuestion = 4000;

/** Whether the text calls the bot by name; mentions of everyone or of a role do not. */
export function mentionsBot({ content }: IncomingText, { botId }: Names): boolean {
  return new RegExp(`<@!?${botId}>`, "u").test(content);
}

/**
 * What a text asks, in one plain line: without the bot's own mention, and with every other mention, timestamp and
 * emoji as a person reads it. Empty if nothing is left.
 */
export function questionIn({ content, mentions }: IncomingText, names: Names): string {
  const people = new Map(mentions.map(({ id, name }) => [id, name]));
  const text = content
    .replace(/<@!?(\d+)>/gu, (_, id: string) => (id === names.botId ? " " : `@${people.get(id) ?? "someone"}`))
    .replace(/<@&\d+>/gu, "@role")
    .replace(/<#(\d+)>/gu, (_, id: string) => `#${names.channel(id) ?? "channel"}`)
    .replace(/<(\/[^:<>]+):\d+>/gu, "$1")
    .replace(/<a?(:\w+:)\d+>/gu, "$1")
    .replace(/<t:(-?\d{1,12})(?::\w)?>/gu, (whole, seconds: string) => dateOf(Number(seconds)) ?? whole);
  return plain(text.slice(0, longestQuestion));
}

function dateOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  // Years of more than four digits are no dates that anyone means.
  return Number.isNaN(date.getTime()) ? null : (/^\d{4}-\d\d-\d\d/u.exec(date.toISOString())?.[0] ?? null);
}
