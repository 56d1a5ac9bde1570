import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "#errors.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { createGuild, createUser, type GuildHandle } from "./guilds.ts";
import { privilegedIntents } from "./intents.ts";
import { age, type Interaction } from "./interactions.ts";
import type { Person } from "./people.ts";
import { createRestServer } from "./rest/server.ts";
import type { Command, User } from "./wire.ts";
import { createWorld, type RequestRecord, type Violation } from "./world.ts";

/**
 * A small Discord on loopback that the real discord.js client logs into, with people to talk to the bot:
 *
 *     const discord = await startLocalDiscord();
 *     const guild = discord.createGuild("Newsroom");
 *     const channel = guild.createChannel("general");
 *     const ada = guild.addMember("Ada");
 *     // new Client({ …, rest: { api: discord.api } }).login(discord.token)
 *     const asked = await ada.slash(channel, "ask", { question: "Who was freed?" });
 *     await asked.answered();
 */
export interface LocalDiscord {
  /** Pass as `rest.api` of the client. */
  readonly api: string;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: User;
  createGuild(name: string): GuildHandle;
  /** Somebody who shares no server with the bot yet. */
  createUser(name: string): Person;
  /** Every REST call of the bot, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** What people did with commands, buttons, menus and forms, oldest first. */
  readonly interactions: readonly Interaction[];
  readonly commands: { readonly global: readonly Command[]; readonly overwrites: number };
  readonly faults: Faults;
  /** Every rule of Discord that the bot broke, oldest first. */
  readonly violations: readonly Violation[];
  readonly gateway: Pick<Gateway, "identifies" | "resumes" | "presence" | "events">;
  /** Waits until the bot is connected. */
  connected(options?: { readonly timeoutMs?: number }): Promise<void>;
  /** Moves this Discord's clock forward, and its deadlines with it. */
  advance(milliseconds: number): void;
  stop(): Promise<void>;
}

export interface LocalDiscordOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  readonly token?: string;
  readonly botName?: string;
  /** Milliseconds within which an interaction must be acknowledged; Discord's 3000 by default. */
  readonly deadlineMs?: number;
  /** Milliseconds for which an interaction can be answered; Discord's 15 minutes by default. */
  readonly tokenLifetimeMs?: number;
  /** Requests each route takes in a window; wide (40 a second) by default, Discord's own is about 5 in 5000 ms. */
  readonly routeLimit?: { readonly requests: number; readonly windowMs: number };
  /** Privileged intents switched on for the application (bits 1, 8 and 15); all by default. */
  readonly allowedIntents?: number;
  /** Milliseconds between heartbeats; Discord's 41250 by default. */
  readonly heartbeatMs?: number;
}

export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const world = createWorld(
    {
      // Of the shape of a real token, because clients check it; it opens nothing.
      token: options.token ?? "local.discord.token",
      botName: options.botName ?? "Footnote",
      deadlineMs: options.deadlineMs ?? 3000,
      tokenLifetimeMs: options.tokenLifetimeMs ?? 15 * 60_000,
      routeLimit: options.routeLimit ?? { requests: 40, windowMs: 1000 },
      allowedIntents: options.allowedIntents ?? privilegedIntents,
    },
    (event) => gateway.dispatch(event),
  );
  const faults = createFaults(() => gateway);
  const server = createRestServer(world, faults);
  world.origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const gateway = startGateway(server, world, options.heartbeatMs ?? 41_250);
  return {
    api: `${world.origin}/api`,
    token: world.options.token,
    applicationId: world.applicationId,
    bot: world.bot,
    createGuild: (name) => createGuild(world, name),
    createUser: (name) => createUser(world, name),
    requests: world.requests,
    get interactions() {
      return [...world.interactions.values()];
    },
    commands: {
      get global() {
        return world.commands.list;
      },
      get overwrites() {
        return world.commands.overwrites;
      },
    },
    faults,
    violations: world.violations,
    gateway,
    async connected({ timeoutMs = 5000 } = {}) {
      await world.changes.until(() => (gateway.connected() ? true : undefined), timeoutMs, "the bot to connect");
    },
    advance(milliseconds) {
      world.skewMs += milliseconds;
      for (const interaction of world.interactions.values()) age(world, interaction);
    },
    async stop() {
      for (const { timer } of world.interactions.values()) if (timer !== null) clearTimeout(timer);
      world.changes.end();
      await gateway.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Listens on loopback only; gives the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new InputError(`Expected port ${port} to be free for the local Discord, found: ${cause.message}.`, { cause }),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
