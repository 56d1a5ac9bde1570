import type { AnswerRecord } from "#ports.ts";

/** Where something is asked or clicked. */
export interface Place {
  /** `null`: a direct message. */
  readonly guildId: string | null;
  readonly channelId: string;
}

export interface ShelfRules {
  readonly mainShelf: string;
  /** Whether a server searches the main shelf besides its own. */
  readonly searchMainInServers: boolean;
}

/** `discord:<guild or @me>:<channel>`. */
export function placeName({ guildId, channelId }: Place): string {
  return `discord:${guildId ?? "@me"}:${channelId}`;
}

/** The key under which it is kept which answer stands in a message. */
export function messageKey(channelId: string, messageId: string): string {
  return `discord:${channelId}:${messageId}`;
}

/** A server searches the main shelf and its own, a direct message the main shelf. */
export function shelvesOf({ guildId }: Place, { mainShelf, searchMainInServers }: ShelfRules): string[] {
  if (guildId === null) {
    return [mainShelf];
  }
  return [...(searchMainInServers ? [mainShelf] : []), shelfOf(guildId)];
}

/** The shelf that a server fills itself. */
export function shelfOf(guildId: string): string {
  return `server-${guildId}`;
}

/** Whether an answer may be shown here: in the server it was given in, or in the same direct messages. */
export function belongsTo(record: AnswerRecord, place: Place): boolean {
  const whole = placeName(place);
  return place.guildId === null ? record.place === whole : record.place.startsWith(`discord:${place.guildId}:`);
}
