import { randomBytes } from "node:crypto";
import type { WebSocket } from "ws";
import { intents, knownIntents, privilegedIntents } from "./intents.ts";
import { guildPayload } from "./places.ts";
import { deliver, replay, type Session, send } from "./session.ts";
import type { World } from "./world.ts";

/** Who is connected to the gateway. */
export interface State {
  readonly world: World;
  readonly heartbeatMs: number;
  readonly sessions: Map<string, Session>;
  /** The session each socket speaks for. */
  readonly bound: Map<WebSocket, Session>;
  readonly gateway: {
    identifies: number;
    resumes: number;
    presence: unknown;
    deaf: boolean;
    refusesWith: number | null;
  };
}

/** Close codes of the gateway that this side sends. */
const closeCodes = {
  unknownOpcode: [4001, "Unknown opcode."],
  decodeError: [4002, "Error while decoding payload."],
  notAuthenticated: [4003, "Not authenticated."],
  authenticationFailed: [4004, "Authentication failed."],
  alreadyAuthenticated: [4005, "Already authenticated."],
  invalidSequence: [4007, "Invalid seq."],
  invalidIntents: [4013, "Invalid intent(s)."],
  disallowedIntents: [4014, "Disallowed intent(s)."],
} as const satisfies Record<string, readonly [number, string]>;

export function refuse(socket: WebSocket, reason: keyof typeof closeCodes): void {
  const [code, text] = closeCodes[reason];
  socket.close(code, text);
}

/** Op 2: a new session, or a close code that says why not. */
export function identify(socket: WebSocket, state: State, data: unknown): void {
  const { world, gateway } = state;
  const { token, intents: asked, shard } = (data ?? {}) as { token?: unknown; intents?: unknown; shard?: unknown };
  const fault = gateway.refusesWith;
  gateway.refusesWith = null;
  const refusal = whyNot(world, token, asked);
  if (fault !== null) socket.close(fault);
  else if (refusal !== null) refuse(socket, refusal);
  else {
    const session: Session = {
      id: randomBytes(16).toString("hex"),
      intents: Number(asked),
      shard: Array.isArray(shard) ? [Number(shard[0]), Number(shard[1])] : [0, 1],
      sequence: 0,
      sent: [],
      socket,
    };
    state.sessions.set(session.id, session);
    state.bound.set(socket, session);
    gateway.identifies += 1;
    greet(session, world);
    world.changes.notify();
  }
}

function whyNot(world: World, token: unknown, asked: unknown): keyof typeof closeCodes | null {
  if (token !== world.options.token) return "authenticationFailed";
  if (typeof asked !== "number" || (asked & ~knownIntents) !== 0) return "invalidIntents";
  return (asked & privilegedIntents & ~world.options.allowedIntents) === 0 ? null : "disallowedIntents";
}

/** READY names the servers, GUILD_CREATE then brings each. */
function greet(session: Session, world: World): void {
  const guilds = [...world.guilds.values()];
  const ready = {
    v: 10,
    user: { ...world.bot, mfa_enabled: false, verified: true, email: null },
    user_settings: {},
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: session.id,
    session_type: "normal",
    resume_gateway_url: world.origin.replace("http", "ws"),
    shard: session.shard,
    application: { id: world.applicationId, flags: 0 },
    private_channels: [],
    relationships: [],
    presences: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
  deliver(session, { type: "READY", intent: 0, payload: () => ready });
  for (const guild of guilds) {
    deliver(session, {
      type: "GUILD_CREATE",
      intent: intents.guilds,
      payload: (asked) => guildPayload(world, guild, (asked & intents.guildMembers) !== 0),
    });
  }
}

/** Op 6: what the client missed, then RESUMED; op 9 where the session is gone. */
export function resume(socket: WebSocket, state: State, data: unknown): void {
  const { token, session_id, seq } = (data ?? {}) as { token?: unknown; session_id?: unknown; seq?: unknown };
  const session = typeof session_id === "string" ? state.sessions.get(session_id) : undefined;
  if (token !== state.world.options.token) refuse(socket, "authenticationFailed");
  else if (session === undefined) send(socket, { op: 9, d: false });
  else {
    session.socket?.terminate();
    session.socket = socket;
    if (typeof seq === "number" && replay(session, seq)) {
      state.bound.set(socket, session);
      state.gateway.resumes += 1;
      deliver(session, { type: "RESUMED", intent: 0, payload: () => ({ _trace: [] }) });
    } else {
      session.socket = null;
      state.sessions.delete(session.id);
      refuse(socket, "invalidSequence");
    }
    state.world.changes.notify();
  }
}
