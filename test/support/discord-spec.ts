import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { SentEvent } from "#local-discord/session.ts";
import type { RequestRecord } from "#local-discord/world.ts";

/** Checks what went over the wire against Discord's own OpenAPI document. Problems come back as sentences; none is good. */
export interface SpecChecker {
  /** Bodies of the bot's requests, and of the answers to them. */
  check(requests: readonly RequestRecord[]): readonly string[];
  /** Payloads of gateway events that have a schema. */
  checkEvents(events: readonly SentEvent[]): readonly string[];
}

/** Where a workspace keeps the document, beside the repository; `null` where it has none. */
export function findDiscordSpec(): string | null {
  const path = fileURLToPath(new URL("../../../shared/specs/discord-openapi.json", import.meta.url));
  return existsSync(path) ? path : null;
}

/** The checker for the document at `path`; `null` without one, so that tests can say `test.skipIf(checker === null)`. */
export function createSpecChecker(path: string | null): SpecChecker | null {
  if (path === null) return null;
  const document = JSON.parse(readFileSync(path, "utf8")) as SpecDocument;
  relax(document);
  const validate = createValidators(document);
  const templates = Object.keys(document.paths);
  return {
    check: (requests) => requests.flatMap((request) => checkRequest(document, templates, validate, request)),
    checkEvents: (events) =>
      events.flatMap(({ t, d }) => {
        const schema = eventSchema(t, d);
        return schema === null
          ? sentFiles(t, d).flatMap((file) => problemsOf(validate(attachmentSchema), file, `${t}, attachment`))
          : problemsOf(validate(`/components/schemas/${schema}`), d, t);
      }),
  };
}

interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, object>> };
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

interface SpecDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

type Validate = (pointer: string) => ValidateFunction;

function createValidators(document: SpecDocument): Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  formats.default(ajv);
  for (const name of ["int32", "int64", "double", "nonce", "snowflake"]) ajv.addFormat(name, true);
  ajv.addSchema(document, "discord");
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `discord#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
}

/** The document calls `default_member_permissions` of a request an integer; on the wire it is a string. */
function relax(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "default_member_permissions") Object.assign(value, { [key]: { type: ["string", "integer", "null"] } });
    else relax(inner);
  }
}

function checkRequest(
  document: SpecDocument,
  templates: readonly string[],
  validate: Validate,
  request: RequestRecord,
): readonly string[] {
  const what = `${request.method} ${request.path}`;
  const template = templateOf(templates, request.path);
  if (template === null)
    return request.path.includes("/oauth2/") ? [] : [`${what}: no such path in Discord's document`];
  const method = request.method.toLowerCase();
  const operation = document.paths[template]?.[method];
  if (operation === undefined) return [`${what}: no such method in Discord's document`];
  const base = `/paths/${escapePointer(template)}/${method}`;
  const problems: string[] = [];
  if (request.body !== null && operation.requestBody?.content?.["application/json"] !== undefined) {
    const pointer = `${base}/requestBody/content/application~1json/schema`;
    problems.push(...problemsOf(validate(pointer), request.body, `${what}, body`));
  }
  const status = String(request.status);
  if (operation.responses?.[status]?.content?.["application/json"] !== undefined) {
    const pointer = `${base}/responses/${status}/content/application~1json/schema`;
    problems.push(...problemsOf(validate(pointer), request.response, `${what}, answer`));
  }
  return problems;
}

/** The template that fits a path, one with literal parts before one with a parameter there. */
function templateOf(templates: readonly string[], path: string): string | null {
  const parts = (path.split("?")[0] ?? "").split("/");
  const fits = templates.filter((template) => {
    const expected = template.split("/");
    return (
      expected.length === parts.length && expected.every((part, index) => part.startsWith("{") || part === parts[index])
    );
  });
  const parameters = (template: string) => template.split("{").length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0] ?? null;
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function problemsOf(validate: ValidateFunction, value: unknown, what: string): readonly string[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  return [`${what}: ${errors.join("; ")} in ${JSON.stringify(value).slice(0, 2000)}`];
}

const attachmentSchema = "/components/schemas/MessageAttachmentResponse";

/** The files that came with a command; the document has no schema for the rest of an interaction. */
function sentFiles(type: string, payload: unknown): readonly unknown[] {
  if (type !== "INTERACTION_CREATE") return [];
  const { data } = payload as { readonly data?: { readonly resolved?: { readonly attachments?: object } } };
  return Object.values(data?.resolved?.attachments ?? {});
}

/** The schema of an event's payload, where the document has one. */
function eventSchema(type: string, payload: unknown): string | null {
  if (type === "MESSAGE_CREATE" || type === "MESSAGE_UPDATE") return "MessageResponse";
  if (type === "CHANNEL_CREATE" || type === "CHANNEL_UPDATE") return "GuildChannelResponse";
  if (type === "THREAD_CREATE" || type === "THREAD_UPDATE") return "ThreadResponse";
  if (type === "GUILD_MEMBER_ADD") return "GuildMemberResponse";
  if (type === "GUILD_CREATE") return typeof payload === "object" ? "GuildResponse" : null;
  return null;
}
