import type { FileUpload } from "#local-discord/attachments.ts";
import type { GuildHandle } from "#local-discord/guilds.ts";
import type { Person } from "#local-discord/people.ts";
import type { RawDocument } from "#types.ts";

/** Someone who may manage the server. */
export function moderatorOf(guild: GuildHandle, name = "grace"): Person {
  return guild.addMember(name, { permissions: ["manageGuild"] });
}

export function text(name: string, words: string): FileUpload {
  return { name, bytes: new TextEncoder().encode(words), contentType: "application/octet-stream" };
}

export const noLink = "https://news.example/a";

/** An article as a feed lists it. */
export function page(index: number): RawDocument {
  const address = `https://news.example/${index}`;
  const bytes = new TextEncoder().encode(`Page ${index}\n\nThis is what page ${index} says.`);
  return { source: address, identity: address, format: "text", bytes, isListed: true };
}

export function* pages(count: number): Generator<RawDocument> {
  for (let index = 0; index < count; index += 1) {
    yield page(index);
  }
}
