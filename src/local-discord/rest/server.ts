import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Faults } from "#local-discord/faults.ts";
import { Refusal, refuse } from "#local-discord/refusal.ts";
import type { RequestRecord, World } from "#local-discord/world.ts";
import { applicationRoutes } from "./application.ts";
import { readBody } from "./body.ts";
import { channelRoutes } from "./channels.ts";
import { commandRoutes } from "./commands.ts";
import { interactionRoutes } from "./interactions.ts";
import { messageRoutes } from "./messages.ts";
import { createRates, type Rates } from "./rates.ts";
import { reactionRoutes } from "./reactions.ts";
import { findRoute, type Match, type Reply } from "./router.ts";
import { threadRoutes } from "./threads.ts";

const prefix = "/api/v10";

const routes = [
  ...applicationRoutes,
  ...commandRoutes,
  ...channelRoutes,
  ...threadRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...interactionRoutes,
];

/** An answer with headers, ready to be written. */
interface Answer extends Reply {
  readonly headers: Readonly<Record<string, string>>;
}

interface Desk {
  readonly world: World;
  readonly faults: Faults;
  readonly rates: Rates;
}

/** The HTTP side. It does not listen yet. */
export function createRestServer(world: World, faults: Faults): Server {
  const desk: Desk = { world, faults, rates: createRates(world) };
  return createServer((request, response) => {
    serve(desk, request, response).catch((error: unknown) => {
      // A client that hangs up in the middle of its body is no fault of anybody here.
      if (request.destroyed && !request.complete) return;
      world.violate("the local Discord failed", String(error instanceof Error ? error.stack : error));
      response.writeHead(500).end();
    });
  });
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, faults } = desk;
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const upload = world.uploads.get(path);
  if (upload !== undefined) {
    response.writeHead(200, { "content-type": upload.contentType }).end(upload.bytes);
    return;
  }
  const method = request.method ?? "GET";
  const inside = path.startsWith(`${prefix}/`);
  const route = inside ? path.slice(prefix.length) : path;
  const found = inside ? findRoute(routes, method, route) : null;
  const fault = faults.take(method, route);
  const note = (outcome: Pick<RequestRecord, "body" | "files" | "status" | "response">) => {
    const pattern = found === null || found === "method" ? null : found.route.pattern;
    const place = decodePath(route) + (query === "" ? "" : `?${query}`);
    world.requests.push({ method, path: place, route: pattern, ...outcome, time: world.now() });
  };
  if (fault === "destroy" || fault === "silence") {
    note({ body: null, files: [], status: 0, response: null });
    if (fault === "destroy") request.socket.destroy();
    return;
  }
  const question = { found, query: new URLSearchParams(query), fault };
  const { reply, body, files } = await answerTo(desk, request, question);
  note({ body, files, status: reply.status, response: reply.body ?? null });
  write(response, reply);
  world.changes.notify();
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

interface Question {
  readonly found: Match | "method" | null;
  readonly query: URLSearchParams;
  readonly fault: Answer | null;
}

interface Outcome {
  readonly reply: Answer;
  readonly body: unknown;
  readonly files: readonly string[];
}

async function answerTo(desk: Desk, request: IncomingMessage, question: Question): Promise<Outcome> {
  const { world, rates } = desk;
  const { found, query, fault } = question;
  let body: unknown = null;
  let files: readonly string[] = [];
  let headers: Readonly<Record<string, string>> = {};
  try {
    const read = await readBody(request);
    body = read.json;
    files = read.uploads.map((file) => file.name);
    if (fault !== null) return { reply: fault, body, files };
    if (found === null || found === "method") throw refuse(found === null ? "notFound" : "methodNotAllowed");
    if (found.route.open !== true && request.headers.authorization !== `Bot ${world.options.token}`) {
      throw refuse("unauthorized");
    }
    const rate = rates.spend(found, request.method ?? "GET");
    headers = rate.headers;
    if (rate.refusal !== null) return { reply: { ...rate.refusal, headers }, body, files };
    const param = (name: string) => found.params.get(name) ?? "";
    const reply = found.route.handle({ world, query, body, uploads: read.uploads, param });
    return { reply: { ...reply, headers }, body, files };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reply: { ...refusalReply(world, request, error), headers }, body, files };
  }
}

function refusalReply(world: World, request: IncomingMessage, refusal: Refusal): Reply {
  const errors = refusal.errors === undefined ? {} : { errors: refusal.errors };
  const body = { message: refusal.message, code: refusal.code, ...errors };
  world.violate(ruleOf(refusal), `${request.method} ${request.url}: ${JSON.stringify(body)}`);
  return { status: refusal.status, body };
}

/** Every refused request broke a rule, except that what it names may have vanished meanwhile. */
function ruleOf(refusal: Refusal): string {
  return refusal.code === 50035 ? "invalid form body" : `refused with ${refusal.code || refusal.status}`;
}

function write(response: ServerResponse, reply: Answer): void {
  if (reply.status === 204 || reply.body === undefined) {
    response.writeHead(reply.status, reply.headers).end();
    return;
  }
  response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
  response.end(JSON.stringify(reply.body));
}
