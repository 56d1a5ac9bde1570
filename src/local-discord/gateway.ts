import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { intents, knownIntents, privilegedIntents } from "./intents.ts";
import { guildPayload, memberPayload } from "./places.ts";
import { deliver, replay, type SentEvent, type Session, send } from "./session.ts";
import type { Dispatch, World } from "./world.ts";

/** The websocket side: who is connected, and what goes wrong on purpose. */
export interface Gateway {
  /** Sends an event to every session that asked for it; sessions without a socket get it when they resume. */
  dispatch(event: Dispatch): void;
  /** Number of times a client identified, and resumed. */
  readonly identifies: number;
  readonly resumes: number;
  /** The latest events of every session that still stands, in order. */
  events(): readonly SentEvent[];
  /** Presence the bot last set, `null` if it set none. */
  readonly presence: unknown;
  connected(): boolean;
  /** Close code with which the next identify is refused; `null`: it is not. */
  refusesWith: number | null;
  /** While true, heartbeats get no answer. */
  deaf: boolean;
  /** Op 7: asks every client to reconnect and resume. */
  reconnect(): void;
  /** Op 9: ends every session; `resumable` says whether the client may resume it. */
  invalidate(resumable: boolean): void;
  close(code: number, reason: string): void;
  /** Drops the sockets without a closing handshake. */
  destroySockets(): void;
  stop(): Promise<void>;
}

interface Frame {
  readonly op: number;
  readonly d: unknown;
}

interface State {
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

function refuse(socket: WebSocket, reason: keyof typeof closeCodes): void {
  const [code, text] = closeCodes[reason];
  socket.close(code, text);
}

export function startGateway(server: Server, world: World, heartbeatMs: number): Gateway {
  const sockets = new WebSocketServer({ server });
  const state: State = {
    world,
    heartbeatMs,
    sessions: new Map(),
    bound: new Map(),
    gateway: { identifies: 0, resumes: 0, presence: null, deaf: false, refusesWith: null },
  };
  sockets.on("connection", (socket) => converse(socket, state));
  const each = (act: (socket: WebSocket) => void) => {
    for (const socket of sockets.clients) act(socket);
  };
  return Object.assign(state.gateway, {
    dispatch(event: Dispatch) {
      for (const session of state.sessions.values()) deliver(session, event);
    },
    events: () => [...state.sessions.values()].flatMap(({ sent }) => sent),
    connected: () => [...state.sessions.values()].some((session) => session.socket !== null),
    reconnect: () => each((socket) => send(socket, { op: 7, d: null })),
    invalidate(resumable: boolean) {
      if (!resumable) state.sessions.clear();
      for (const session of state.bound.values()) session.socket = null;
      state.bound.clear();
      each((socket) => send(socket, { op: 9, d: resumable }));
    },
    close(code: number, reason: string) {
      if (code === 4007 || code === 4009 || code === 4003) state.sessions.clear();
      each((socket) => socket.close(code, reason));
    },
    destroySockets: () => each((socket) => socket.terminate()),
    stop() {
      each((socket) => socket.terminate());
      return new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  });
}

function converse(socket: WebSocket, state: State): void {
  send(socket, { op: 10, d: { heartbeat_interval: state.heartbeatMs, _trace: [] } });
  socket.on("message", (data) => {
    const frame = parseFrame(data);
    if (frame === null) refuse(socket, "decodeError");
    else receive(socket, state, frame);
  });
  socket.on("close", (code) => {
    const session = state.bound.get(socket);
    if (session === undefined) return;
    state.bound.delete(socket);
    // A client that resumed elsewhere has taken the session with it.
    if (session.socket === socket) session.socket = null;
    if (code === 1000 || code === 1001) state.sessions.delete(session.id);
    state.world.changes.notify();
  });
  socket.on("error", () => socket.terminate());
}

function parseFrame(data: RawData): Frame | null {
  try {
    const frame: unknown = JSON.parse(data.toString());
    if (typeof frame !== "object" || frame === null || !("op" in frame) || typeof frame.op !== "number") return null;
    return { op: frame.op, d: "d" in frame ? frame.d : null };
  } catch {
    return null;
  }
}

function receive(socket: WebSocket, state: State, frame: Frame): void {
  const session = state.bound.get(socket);
  if (frame.op === 1) {
    if (!state.gateway.deaf) send(socket, { op: 11, d: null });
  } else if (frame.op === 2 || frame.op === 6) {
    if (session !== undefined) refuse(socket, "alreadyAuthenticated");
    else if (frame.op === 2) identify(socket, state, frame.d);
    else resume(socket, state, frame.d);
  } else if (session === undefined) refuse(socket, "notAuthenticated");
  else if (frame.op === 3) state.gateway.presence = frame.d;
  else if (frame.op === 8) sendMembers(session, state, frame.d);
  else if (frame.op !== 4 && frame.op !== 31) refuse(socket, "unknownOpcode");
}

function identify(socket: WebSocket, state: State, data: unknown): void {
  const { world } = state;
  const { token, intents: asked, shard } = (data ?? {}) as { token?: unknown; intents?: unknown; shard?: unknown };
  const { refusesWith } = state.gateway;
  if (refusesWith !== null) {
    state.gateway.refusesWith = null;
    socket.close(refusesWith);
    return;
  }
  if (token !== world.options.token) return refuse(socket, "authenticationFailed");
  if (typeof asked !== "number" || (asked & ~knownIntents) !== 0) return refuse(socket, "invalidIntents");
  if ((asked & privilegedIntents & ~world.options.allowedIntents) !== 0) return refuse(socket, "disallowedIntents");
  const session: Session = {
    id: randomBytes(16).toString("hex"),
    intents: asked,
    shard: Array.isArray(shard) ? [Number(shard[0]), Number(shard[1])] : [0, 1],
    sequence: 0,
    sent: [],
    socket,
  };
  state.sessions.set(session.id, session);
  state.bound.set(socket, session);
  state.gateway.identifies += 1;
  greet(session, world);
  world.changes.notify();
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

function resume(socket: WebSocket, state: State, data: unknown): void {
  const { token, session_id, seq } = (data ?? {}) as { token?: unknown; session_id?: unknown; seq?: unknown };
  if (token !== state.world.options.token) return refuse(socket, "authenticationFailed");
  const session = typeof session_id === "string" ? state.sessions.get(session_id) : undefined;
  if (session === undefined) return send(socket, { op: 9, d: false });
  session.socket?.terminate();
  session.socket = socket;
  if (typeof seq !== "number" || !replay(session, seq)) {
    session.socket = null;
    state.sessions.delete(session.id);
    return refuse(socket, "invalidSequence");
  }
  state.bound.set(socket, session);
  state.gateway.resumes += 1;
  deliver(session, { type: "RESUMED", intent: 0, payload: () => ({ _trace: [] }) });
  state.world.changes.notify();
}

function sendMembers(session: Session, state: State, data: unknown): void {
  const wanted = (data ?? {}) as { guild_id?: string; query?: string; user_ids?: string | string[]; nonce?: string };
  const guild = state.world.guilds.get(wanted.guild_id ?? "");
  if (guild === undefined) return;
  const ids = wanted.user_ids === undefined ? null : [wanted.user_ids].flat();
  const members = [...guild.members.values()].filter((member) =>
    ids === null ? member.user.username.startsWith(wanted.query ?? "") : ids.includes(member.user.id),
  );
  const payload = {
    guild_id: guild.id,
    members: members.map(memberPayload),
    chunk_index: 0,
    chunk_count: 1,
    not_found: ids?.filter((id) => !guild.members.has(id)) ?? [],
    ...(wanted.nonce === undefined ? {} : { nonce: wanted.nonce }),
  };
  deliver(session, { type: "GUILD_MEMBERS_CHUNK", intent: 0, payload: () => payload });
}
