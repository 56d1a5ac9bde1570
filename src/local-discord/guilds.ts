import { announceChannel, makeChannel } from "./channels.ts";
import { intents } from "./intents.ts";
import { createPerson, type Person } from "./people.ts";
import { bitsOf, defaultPermissions, type Permission } from "./permissions.ts";
import { guildPayload, memberPayload, rolePayload } from "./places.ts";
import { type ChannelHandle, createChannelHandle } from "./rooms.ts";
import type { Command } from "./wire.ts";
import { type Guild, makeUser, type World } from "./world.ts";

/** A server the bot is a member of. */
export interface GuildHandle {
  readonly id: string;
  readonly name: string;
  /** Commands the bot registered for this server. */
  readonly commands: readonly Command[];
  readonly commandOverwrites: number;
  readonly channels: readonly ChannelHandle[];
  createChannel(name: string): ChannelHandle;
  /** A new person who is a member of this server, or somebody who joins. */
  addMember(nameOrPerson: string | Person, options?: { readonly permissions?: readonly Permission[] }): Person;
  /** Changes what the bot may do in the whole server. */
  permit(...permissions: readonly Permission[]): void;
  forbid(...permissions: readonly Permission[]): void;
  /** The bot is thrown out. */
  remove(): void;
}

export function createGuild(world: World, name: string): GuildHandle {
  const id = world.nextId();
  const botRoleId = world.nextId();
  const memberRoleId = world.nextId();
  const guild: Guild = {
    id,
    name,
    ownerId: world.owner.id,
    botRoleId,
    memberRoleId,
    // People and the bot have their permissions from roles of their own, so that either can be changed alone.
    roles: new Map([
      [id, { id, name: "@everyone", permissions: 0n, managed: false }],
      [memberRoleId, { id: memberRoleId, name: "members", permissions: defaultPermissions, managed: false }],
      [botRoleId, { id: botRoleId, name: world.bot.username, permissions: defaultPermissions, managed: true }],
    ]),
    members: new Map(),
    channels: [],
    commands: { list: [], overwrites: 0, created: 0 },
  };
  const joinedAt = new Date(world.now()).toISOString();
  guild.members.set(world.owner.id, { user: world.owner, roles: [], joinedAt });
  guild.members.set(world.bot.id, { user: world.bot, roles: [botRoleId], joinedAt });
  world.guilds.set(id, guild);
  world.dispatch({
    type: "GUILD_CREATE",
    intent: intents.guilds,
    payload: (asked) => guildPayload(world, guild, (asked & intents.guildMembers) !== 0),
  });
  return guildHandle(world, guild);
}

function guildHandle(world: World, guild: Guild): GuildHandle {
  return {
    id: guild.id,
    name: guild.name,
    get commands() {
      return guild.commands.list;
    },
    get commandOverwrites() {
      return guild.commands.overwrites;
    },
    get channels() {
      return guild.channels.filter((channel) => !channel.deleted).map((channel) => createChannelHandle(world, channel));
    },
    createChannel(name) {
      const channel = makeChannel(world, { type: 0, name, guild });
      announceChannel(world, "CHANNEL_CREATE", channel);
      return createChannelHandle(world, channel);
    },
    addMember: (nameOrPerson, options = {}) => addMember(world, guild, nameOrPerson, options.permissions ?? []),
    permit: (...permissions) => changeBotRole(world, guild, (bits) => bits | bitsOf(permissions)),
    forbid: (...permissions) => changeBotRole(world, guild, (bits) => bits & ~bitsOf(permissions)),
    remove() {
      world.guilds.delete(guild.id);
      for (const channel of guild.channels) channel.deleted = true;
      const payload = { id: guild.id };
      world.dispatch({ type: "GUILD_DELETE", intent: intents.guilds, payload: () => payload });
    },
  };
}

function addMember(
  world: World,
  guild: Guild,
  nameOrPerson: string | Person,
  permissions: readonly Permission[],
): Person {
  const person = typeof nameOrPerson === "string" ? createUser(world, nameOrPerson) : nameOrPerson;
  const roles: string[] = [guild.memberRoleId];
  if (permissions.length > 0) {
    const id = world.nextId();
    guild.roles.set(id, { id, name: `${person.name} may`, permissions: bitsOf(permissions), managed: false });
    roles.push(id);
    announceRole(world, guild, "GUILD_ROLE_CREATE", id);
  }
  const member = { user: person.user, roles, joinedAt: new Date(world.now()).toISOString() };
  guild.members.set(person.id, member);
  const payload = { ...memberPayload(member), guild_id: guild.id };
  world.dispatch({ type: "GUILD_MEMBER_ADD", intent: intents.guildMembers, payload: () => payload });
  return person;
}

export function createUser(world: World, name: string): Person {
  const user = makeUser(world.nextId(), name);
  world.users.set(user.id, user);
  return createPerson(world, user);
}

function changeBotRole(world: World, guild: Guild, change: (bits: bigint) => bigint): void {
  const role = guild.roles.get(guild.botRoleId);
  if (role === undefined) return;
  role.permissions = change(role.permissions);
  announceRole(world, guild, "GUILD_ROLE_UPDATE", role.id);
}

function announceRole(world: World, guild: Guild, type: string, id: string): void {
  const payload = { guild_id: guild.id, role: rolePayload(guild, id) };
  world.dispatch({ type, intent: intents.guilds, payload: () => payload });
}
