import type { Channel, Guild } from "./world.ts";

const bits = {
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useApplicationCommands: 1n << 31n,
  manageGuild: 1n << 5n,
  administrator: 1n << 3n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
} as const;

export type Permission = keyof typeof bits;

export const everyPermission = Object.values(bits).reduce((all, bit) => all | bit, 0n);

/** What an ordinary member and an invited bot may do unless told otherwise. */
export const defaultPermissions =
  everyPermission & ~(bits.administrator | bits.manageGuild | bits.manageMessages | bits.manageThreads);

export function bitsOf(permissions: readonly Permission[]): bigint {
  return permissions.reduce((all, name) => all | bits[name], 0n);
}

/** Permissions of a member in a channel: roles, then the channel's overwrites; a thread takes its parent's. */
export function permissionsIn(guild: Guild, channel: Channel, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return everyPermission;
  const roles = [guild.id, ...member.roles];
  const base = roles.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  if ((base & bits.administrator) !== 0n) return everyPermission;
  const overwrites = (channel.parent ?? channel).overwrites;
  let allow = 0n;
  let deny = 0n;
  for (const id of roles) {
    const overwrite = overwrites.get(id);
    if (overwrite === undefined) continue;
    allow |= overwrite.allow;
    deny |= overwrite.deny;
  }
  const own = overwrites.get(userId) ?? { allow: 0n, deny: 0n };
  return (((base & ~deny) | allow) & ~own.deny) | own.allow;
}

/** What a user may do there; in direct messages everything that exists there. */
export function may(channel: Channel, userId: string, permission: Permission): boolean {
  if (channel.guild === null) return channel.recipient !== null;
  return (permissionsIn(channel.guild, channel, userId) & bits[permission]) !== 0n;
}
