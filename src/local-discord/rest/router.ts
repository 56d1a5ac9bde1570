import type { World } from "#local-discord/world.ts";

/** An uploaded file of a multipart body; `key` is `files[n]`. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A request after its body was read and its route found. */
export interface Call {
  readonly world: World;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly uploads: readonly Upload[];
  /** A part of the path by the name the route gives it. */
  param(name: string): string;
}

export interface Reply {
  readonly status: number;
  /** Absent with 204. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** Such as `/channels/:channel/messages`. */
  readonly pattern: string;
  /** Callbacks and interaction webhooks carry their token in the path instead. */
  readonly open?: true;
  handle(call: Call): Reply;
}

export interface Match {
  readonly route: Route;
  readonly params: ReadonlyMap<string, string>;
}

/** The route for a decoded path; `"method"`: the path exists under other methods only. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | "method" | null {
  const parts = path.split("/").map(decode);
  let known = false;
  for (const route of routes) {
    const params = matchParts(route.pattern.split("/"), parts);
    if (params === null) continue;
    if (route.method === method) return { route, params };
    known = true;
  }
  return known ? "method" : null;
}

function matchParts(pattern: readonly string[], parts: readonly string[]): ReadonlyMap<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? "";
    if (expected.startsWith(":")) params.set(expected.slice(1), part);
    else if (expected !== part) return null;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const noContent: Reply = { status: 204 };

export function ok(body: unknown): Reply {
  return { status: 200, body };
}
