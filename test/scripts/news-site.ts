import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What stands under a path: text with its media type, or a function that gives it. */
export type Site = Map<string, { readonly type: string; readonly body: string; readonly etag?: string }>;

/** A news site on loopback, for one test. `requests` holds `path`, or `path?` where an ETag came along. */
export async function serveSite(
  site: Site,
): Promise<{ readonly origin: string; readonly host: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? "/";
    const known = request.headers["if-none-match"];
    if (path !== "/robots.txt") requests.push(known === undefined ? path : `${path}?`);
    const page = site.get(path);
    if (page === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not here");
      return;
    }
    if (page.etag !== undefined && known === page.etag) {
      response.writeHead(304, { etag: page.etag }).end();
      return;
    }
    response
      .writeHead(200, { "content-type": page.type, ...(page.etag !== undefined && { etag: page.etag }) })
      .end(page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin: `http://${host}`, host, requests };
}
