import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { closingParameters, mended } from "#langchain/connection.ts";

describe("what integration packages do not do by themselves", () => {
  test("Ollama's connection closes when the call is aborted, also before the first byte", async () => {
    const server = await openSilentServer();
    const controller = new AbortController();
    const { fetch: send } = closingParameters("ollama", controller.signal);
    const answer = (send as typeof fetch)(server.address, { method: "POST", body: "{}" });
    await expect.poll(() => server.open()).toBe(1);
    controller.abort(new Error("left"));
    await expect(answer).rejects.toThrow("left");
    await expect.poll(() => server.open()).toBe(0);
    server.close();
  });

  test("Mistral's request carries the signal of the call", () => {
    const controller = new AbortController();
    const { beforeRequestHooks } = closingParameters("mistralai", controller.signal);
    const [hook] = beforeRequestHooks as readonly ((request: Request) => Request)[];
    const request = hook?.(new Request("http://localhost/v1", { method: "POST", body: "{}" }));
    controller.abort();
    expect(request?.signal.aborted).toBe(true);
    expect(request?.method).toBe("POST");
  });

  test("Cohere's client gets the signal of the call", async () => {
    const calls: unknown[][] = [];
    const client = { chatStream: async (...call: unknown[]) => void calls.push(call) };
    const { signal } = new AbortController();
    await mended({ client }, "cohere", signal).client.chatStream({ message: "Who?" });
    expect(calls).toEqual([[{ message: "Who?" }, { abortSignal: signal }]]);
  });

  test("what Google's SDK leaves behind does not end the process", async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => void unheard.push(reason);
    process.on("unhandledRejection", listen);
    const client = {
      generateContentStream: async (request: string) => ({
        stream: [request],
        response: Promise.reject(new Error("Error reading from the stream")),
      }),
    };
    const model = mended({ client }, "google-genai", new AbortController().signal);
    expect((await model.client.generateContentStream("Who?")).stream).toEqual(["Who?"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", listen);
    expect(unheard).toEqual([]);
  });

  test("others are left as they are", () => {
    const model = { client: { chatStream: () => "said" } };
    expect(closingParameters("anthropic", new AbortController().signal)).toEqual({});
    expect(mended(model, "anthropic", new AbortController().signal).client.chatStream()).toBe("said");
    expect(mended({}, "cohere", new AbortController().signal)).toEqual({});
  });
});

/** Takes requests and never answers. */
async function openSilentServer() {
  let open = 0;
  const server = createServer((_, response) => {
    open += 1;
    response.on("close", () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/api/chat`, open: () => open, close: () => server.close() };
}
