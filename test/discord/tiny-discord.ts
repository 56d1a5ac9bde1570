import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocketServer } from "ws";

/** A gateway that does what the test says when the bot identifies, beside an interface that agrees to everything. */
export async function startTinyDiscord(
  identified: (send: (type: string, data: unknown) => void, close: (code: number) => void) => void,
): Promise<{ api: string }> {
  const limit = { total: 1000, remaining: 1000, reset_after: 1000, max_concurrency: 1 };
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    const url = `ws://127.0.0.1:${port()}`;
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit, id: "100000000000000009" }));
  });
  const port = (): number => (server.address() as AddressInfo).port;
  const gateway = new WebSocketServer({ server });
  gateway.on("connection", (socket) => {
    let sequence = 0;
    const send = (packet: object) => socket.send(JSON.stringify({ s: null, t: null, ...packet }));
    send({ op: 10, d: { heartbeat_interval: 41_250 } });
    socket.on("message", (data) => {
      if (JSON.parse(String(data)).op === 2) {
        identified(
          (t, d) => {
            sequence += 1;
            send({ op: 0, t, d, s: sequence });
          },
          (code) => socket.close(code),
        );
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    gateway.close();
    server.closeAllConnections();
    server.close();
  });
  return { api: `http://127.0.0.1:${port()}/api` };
}
