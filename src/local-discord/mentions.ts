import { may } from "./permissions.ts";
import type { User } from "./wire.ts";
import type { Channel, World } from "./world.ts";

/** The `allowed_mentions` of a message: what of its content may ping. */
export interface AllowedMentions {
  readonly parse?: readonly string[];
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly replied_user?: boolean;
}

export interface Pinged {
  readonly mentions: readonly User[];
  readonly mention_roles: readonly string[];
  readonly mention_everyone: boolean;
}

/** Whom a text pings. Without `allowed` everything in it that looks like a mention does. */
export function pingedBy(
  world: World,
  channel: Channel,
  author: User,
  text: string,
  allowed: AllowedMentions | undefined,
  repliedTo: User | null,
): Pinged {
  const lets = (kind: "users" | "roles", id: string) =>
    allowed === undefined || (allowed.parse?.includes(kind) ?? false) || (allowed[kind]?.includes(id) ?? false);
  const users = new Map<string, User>();
  for (const [, id = ""] of text.matchAll(/<@!?(\d+)>/g)) {
    const user = world.users.get(id);
    if (user !== undefined && lets("users", id)) users.set(id, user);
  }
  if (repliedTo !== null && (allowed === undefined || allowed.replied_user === true))
    users.set(repliedTo.id, repliedTo);
  const roles = [...text.matchAll(/<@&(\d+)>/g)].map(([, id = ""]) => id);
  const known = new Set(roles.filter((id) => channel.guild?.roles.has(id) === true && lets("roles", id)));
  const everyone =
    channel.guild !== null &&
    /@(everyone|here)/.test(text) &&
    (allowed === undefined || (allowed.parse?.includes("everyone") ?? false)) &&
    may(channel, author.id, "mentionEveryone");
  return { mentions: [...users.values()], mention_roles: [...known], mention_everyone: everyone };
}
