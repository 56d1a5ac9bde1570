import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What is served at a path: a text or bytes as they are, a page, or whatever a handler does. */
export type Route = string | Uint8Array | Page | Handler;

export interface Page {
  readonly status?: number;
  /** `content-type` is `text/html; charset=utf-8` unless it is said otherwise. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** `performance.now()` when its headers had arrived. */
  readonly at: number;
}

export interface WebServer {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** `127.0.0.1:<port>`, as FETCH_ALLOW_HOSTS takes it. */
  readonly host: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** When connections were closed, by `performance.now()`. */
  readonly closed: readonly number[];
  /** Connections ever opened. */
  readonly connections: number;
  /** Number of requests for a path. */
  count(path: string): number;
  /** Sets or replaces what is served at a path. */
  serve(path: string, route: Route): void;
  close(): Promise<void>;
}

/**
 * A web server on loopback. Paths are compared with their query; where nothing is served the answer is 404, also at
 * `/robots.txt`, so that everything may be fetched.
 */
export async function startWebServer(routes: Readonly<Record<string, Route>> = {}): Promise<WebServer> {
  const served = new Map(Object.entries(routes));
  const received: Received[] = [];
  const closed: number[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    received.push({ path, headers: request.headers, at: performance.now() });
    return answer(served.get(path) ?? { status: 404, body: "Not found" }, request, response);
  });
  server.on("connection", (socket) => {
    connections += 1;
    socket.on("error", () => {});
    socket.on("close", () => closed.push(performance.now()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    received,
    closed,
    get connections() {
      return connections;
    },
    count: (path) => received.filter((request) => request.path === path).length,
    serve: (path, route) => void served.set(path, route),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A route that leads on. */
export function redirectTo(location: string, status = 302): Page {
  return { status, headers: { location }, body: "Moved" };
}

/** A route that writes to the socket itself: text is sent as it is and the connection closed; a function does as it likes. */
export function raw(answering: string | ((socket: Socket) => void)): Handler {
  return (_request, response) => {
    const { socket } = response;
    if (socket === null) return;
    if (typeof answering === "string") socket.end(answering, "latin1");
    else answering(socket);
  };
}

function answer(route: Route, request: IncomingMessage, response: ServerResponse): void | Promise<void> {
  if (typeof route === "function") return route(request, response);
  const page: Page = typeof route === "string" || route instanceof Uint8Array ? { body: route } : route;
  response.writeHead(page.status ?? 200, { "content-type": "text/html; charset=utf-8", ...page.headers });
  response.end(page.body ?? "");
}
