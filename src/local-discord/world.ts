import type { Changes } from "./changes.ts";
import { createChanges } from "./changes.ts";
import type { Interaction } from "./interactions.ts";
import { createSnowflakes } from "./snowflake.ts";
import type { Command, Message, User } from "./wire.ts";

/** A message as it is kept: what everybody sees, and who may see it at all. */
export interface StoredMessage {
  wire: Message;
  deleted: boolean;
  /** Id of the only user who sees it (an ephemeral answer); `null`: everybody in the channel. */
  readonly visibleTo: string | null;
  /** Who reacted, by emoji. */
  readonly reactions: Map<string, Set<string>>;
}

interface Overwrite {
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

/** One notice of typing; Discord shows it for 10 s or until the next message. */
export interface Typing {
  readonly userId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface Channel {
  readonly id: string;
  /** 0 text, 1 direct messages, 11 public thread. */
  readonly type: 0 | 1 | 11;
  readonly name: string;
  readonly guild: Guild | null;
  /** The person at the other end of direct messages. */
  readonly recipient: User | null;
  readonly parent: Channel | null;
  readonly ownerId: string;
  readonly overwrites: Map<string, Overwrite>;
  /** Oldest first. */
  readonly messages: Map<string, StoredMessage>;
  readonly typing: Typing[];
  archived: boolean;
  deleted: boolean;
}

export interface Member {
  readonly user: User;
  readonly roles: string[];
  readonly joinedAt: string;
}

interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  readonly managed: boolean;
}

/** The commands of one place, and how often the bot replaced them all. */
export interface CommandSet {
  list: readonly Command[];
  overwrites: number;
  /** Commands created so far today; Discord refuses more than 200. */
  created: number;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly botRoleId: string;
  readonly memberRoleId: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channels: Channel[];
  readonly commands: CommandSet;
}

/** One REST call of the bot, as it arrived and as it was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Without the `/api/v10` in front, decoded, with the query. */
  readonly path: string;
  /** The route it matched, such as `/channels/:channel/messages`; `null`: none. */
  readonly route: string | null;
  readonly body: unknown;
  /** Names of the uploaded files. */
  readonly files: readonly string[];
  /** 0: a fault left it without an answer. */
  readonly status: number;
  readonly response: unknown;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
}

/** A rule of Discord that the bot broke. */
export interface Violation {
  readonly rule: string;
  readonly detail: string;
  readonly time: number;
}

/** An event for the gateway; `null` from `payload`: this session does not get it. */
export interface Dispatch {
  readonly type: string;
  /** The intent that a session must have asked for; 0: none. */
  readonly intent: number;
  payload(intents: number): unknown;
}

export interface WorldOptions {
  readonly token: string;
  readonly botName: string;
  /** Within how many milliseconds an interaction must be acknowledged. */
  readonly deadlineMs: number;
  /** For how many milliseconds an interaction's token is good. */
  readonly tokenLifetimeMs: number;
  /** Requests each route takes in a window of so many milliseconds. */
  readonly routeLimit: { readonly requests: number; readonly windowMs: number };
  /** Privileged intents switched on for the application. */
  readonly allowedIntents: number;
}

/** Everything there is, and everything that happened. */
export interface World {
  readonly options: WorldOptions;
  readonly applicationId: string;
  readonly bot: User;
  readonly owner: User;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By token. */
  readonly interactions: Map<string, Interaction>;
  readonly commands: CommandSet;
  /** Uploaded bytes by the path they are served at. */
  readonly uploads: Map<string, { readonly bytes: Uint8Array; readonly contentType: string }>;
  readonly requests: RequestRecord[];
  readonly violations: Violation[];
  readonly changes: Changes;
  /** Address of the server, such as `http://127.0.0.1:4000`. */
  origin: string;
  /** Milliseconds by which this Discord's clock runs ahead. */
  skewMs: number;
  now(): number;
  nextId(): string;
  dispatch(event: Dispatch): void;
  violate(rule: string, detail: string): void;
}

export function createWorld(options: WorldOptions, dispatch: (event: Dispatch) => void): World {
  const nextId = createSnowflakes(() => world.now());
  const world: World = {
    options,
    applicationId: "",
    bot: makeUser("", ""),
    owner: makeUser("", ""),
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    commands: { list: [], overwrites: 0, created: 0 },
    uploads: new Map(),
    requests: [],
    violations: [],
    changes: createChanges(),
    origin: "",
    skewMs: 0,
    now: () => Date.now() + world.skewMs,
    nextId,
    dispatch,
    violate(rule, detail) {
      world.violations.push({ rule, detail, time: world.now() });
    },
  };
  const id = nextId();
  const bot: User = { ...makeUser(id, options.botName), bot: true };
  const owner = makeUser(nextId(), "owner");
  world.users.set(bot.id, bot).set(owner.id, owner);
  return Object.assign(world, { applicationId: id, bot, owner });
}

export function makeUser(id: string, name: string): User {
  return {
    id,
    username: name.toLowerCase(),
    discriminator: "0",
    global_name: name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  };
}
