import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createPlainServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { startWebServer } from "../support/web-server.ts";
import { certificateFor } from "./certificate.ts";
import { failureOf, fetcherFor } from "./stage.ts";

const HOST = "news.example";
const certificate = certificateFor(HOST);
const seen: { readonly name: unknown; readonly host: string | undefined; readonly path: string | undefined }[] = [];
const server = createServer(certificate, (request, response) => {
  const name = "servername" in request.socket ? request.socket.servername : null;
  seen.push({ name, host: request.headers.host, path: request.url });
  if (request.url === "/page") response.writeHead(200, { "content-type": "text/html" }).end("words");
  else if (request.url === "/down") response.writeHead(302, { location: "http://93.184.216.34/page" }).end();
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const folder = await mkdtemp(join(tmpdir(), "footnote-tls-"));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const article = { purpose: "article" } as const;
const local = { resolve: async () => [{ address: "127.0.0.1", family: 4 }] };

describe("certificates", () => {
  test("that nobody vouches for are refused, also of allowed hosts", async () => {
    const fetcher = fetcherFor([], { ...local, allowedHosts: [HOST] });
    const error = await failureOf(fetcher.fetch(`https://${HOST}:${port}/page`, article));
    expect(error).toMatchObject({ trouble: "unusable", retryable: false });
    expect(error.message).toContain("its certificate cannot be trusted (self-signed certificate)");
    expect(seen).toEqual([]);
  });

  test("are checked for the name that was asked, whatever address it leads to", async () => {
    const file = join(folder, "authority.pem");
    await writeFile(file, certificate.cert);
    const child = new URL("./trusting-child.ts", import.meta.url).pathname;
    const hosts = `${HOST}:${port},other.example:${port}`;
    const addresses = [
      `https://${HOST}:${port}/page`,
      `https://other.example:${port}/page`,
      `https://${HOST}:${port}/down`,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", child, hosts, ...addresses], {
      env: { NODE_EXTRA_CA_CERTS: file },
      timeout: 15_000,
    });
    const [page, other, downgrade] = stdout.split("\n");
    expect(page).toBe("words");
    expect(other).toContain("its certificate cannot be trusted (Hostname/IP does not match certificate's altnames");
    expect(downgrade).toContain("to stay on https, but it leads on to http://93.184.216.34/page");
    const host = `${HOST}:${port}`;
    expect(seen).toEqual(["/robots.txt", "/page", "/down"].map((path) => ({ name: HOST, host, path })));
  });
});

describe("https that does not come about", () => {
  test("with a server that says nothing is slow", async () => {
    const silent = createPlainServer((socket) => void socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const fetcher = fetcherFor([], { allowedHosts: [host], limits: { connect: 200 } });
    const error = await failureOf(fetcher.fetch(`https://${host}/`, article));
    expect(error).toMatchObject({ trouble: "slow", retryable: true });
    expect(error.message).toContain("its host does not answer in time");
    await new Promise((resolve) => silent.close(resolve));
  });

  test("with a server that speaks plainly is down", async () => {
    const plain = await startWebServer();
    const error = await failureOf(fetcherFor([plain]).fetch(`https://${plain.host}/`, article));
    await plain.close();
    expect(error.trouble).toBe("down");
    expect(error.message).toContain("no secure connection came about");
  });
});
