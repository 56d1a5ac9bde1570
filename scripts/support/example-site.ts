import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

export interface ExampleSite {
  /** Such as `http://127.0.0.1:8790`. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder on loopback, as a news site would: with media types and `ETag`, and with `{{origin}}` in
 * pages and feeds replaced by its own address. Port 0: any free one. Rejects where the port is taken.
 */
export async function startExampleSite(folder: string, port: number): Promise<ExampleSite> {
  let origin = "";
  const server = createServer((request, response) => serve(folder, origin, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".rss": "application/rss+xml; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".json": "application/feed+json",
  ".txt": "text/plain; charset=utf-8",
  ".pdf": "application/pdf",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

function serve(folder: string, origin: string, request: IncomingMessage, response: ServerResponse): void {
  const path = normalize(new URL(request.url ?? "/", origin).pathname);
  const mediaType = MEDIA_TYPES[extname(path)];
  const body = mediaType === undefined || path.includes("..") ? null : read(join(folder, path));
  if (body === null) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    return;
  }
  const sent = isText(mediaType) ? Buffer.from(body.toString("utf8").replaceAll("{{origin}}", origin)) : body;
  const etag = `"${createHash("sha256").update(sent).digest("hex").slice(0, 16)}"`;
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(200, { "content-type": mediaType, "content-length": sent.length, etag }).end(sent);
}

/** `null`: there is no such file. */
function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR")) return null;
    throw error;
  }
}

function isText(mediaType: string | undefined): boolean {
  return /^text\/|xml|json/.test(mediaType ?? "") && !/openxml/.test(mediaType ?? "");
}
