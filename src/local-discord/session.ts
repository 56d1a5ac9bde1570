import type { WebSocket } from "ws";
import type { Dispatch } from "./world.ts";

/** How many events a session keeps for a client that comes back. */
const replayLimit = 1000;

/** An event as it went to a client. */
export interface SentEvent {
  readonly s: number;
  readonly t: string;
  readonly d: unknown;
}

/** One identified client: it outlives its socket, so that a client can resume. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  sequence: number;
  /** The latest events, oldest first. */
  readonly sent: SentEvent[];
  socket: WebSocket | null;
}

/** Sends an event, or keeps it for the moment the client resumes. */
export function deliver(session: Session, event: Dispatch): void {
  if (event.intent !== 0 && (session.intents & event.intent) === 0) return;
  const payload = event.payload(session.intents);
  if (payload === null) return;
  session.sequence += 1;
  const entry = { s: session.sequence, t: event.type, d: structuredClone(payload) };
  session.sent.push(entry);
  if (session.sent.length > replayLimit) session.sent.shift();
  if (session.socket !== null) send(session.socket, { op: 0, ...entry });
}

/** Sends again what came after `sequence`. False: that is no longer known. */
export function replay(session: Session, sequence: number): boolean {
  const oldest = session.sent[0]?.s ?? session.sequence + 1;
  if (sequence > session.sequence || sequence < oldest - 1) return false;
  for (const entry of session.sent) {
    if (entry.s > sequence && session.socket !== null) send(session.socket, { op: 0, ...entry });
  }
  return true;
}

export function send(socket: WebSocket, payload: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ t: null, s: null, ...payload }));
}
