import type { IncomingMessage } from "node:http";
import { refuse } from "#local-discord/refusal.ts";
import type { Upload } from "./router.ts";

/** Discord's limit for a whole request with its files, in bytes. */
const requestLimit = 25 * 1024 * 1024;

interface Body {
  readonly json: unknown;
  readonly uploads: readonly Upload[];
}

/** Reads a body: JSON, or multipart with `payload_json` and `files[n]`; `json` is `null` without one. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await collect(request);
  const type = request.headers["content-type"] ?? "";
  if (bytes.length === 0) return { json: null, uploads: [] };
  if (type.startsWith("multipart/form-data")) return readMultipart(bytes, type);
  return { json: parse(bytes.toString("utf8")), uploads: [] };
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= requestLimit) chunks.push(chunk);
  }
  if (size > requestLimit) throw refuse("tooLarge");
  return Buffer.concat(chunks);
}

async function readMultipart(bytes: Buffer, type: string): Promise<Body> {
  const parsed = new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const form = await parsed.catch(() => {
    throw refuse("invalidJson");
  });
  const uploads: Upload[] = [];
  for (const [key, value] of form) {
    if (typeof value === "string") continue;
    const content = new Uint8Array(await value.arrayBuffer());
    uploads.push({ key, name: value.name, contentType: value.type || "application/octet-stream", bytes: content });
  }
  const payload = form.get("payload_json");
  return { json: typeof payload === "string" ? parse(payload) : {}, uploads };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("invalidJson");
  }
}
