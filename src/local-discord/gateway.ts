import type { Server } from "node:http";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { identify, refuse, resume, type State } from "./handshake.ts";
import { memberPayload } from "./places.ts";
import { deliver, type SentEvent, type Session, send } from "./session.ts";
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

/** Close codes after which a client has to identify anew; after others it may resume. */
const endsSession = new Set([1000, 1001, 4003, 4004, 4007]);

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
      if (endsSession.has(code)) state.sessions.clear();
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
    if (endsSession.has(code)) state.sessions.delete(session.id);
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
