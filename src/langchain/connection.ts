import { read } from "./read.ts";

/*
 * Integration packages hand the signal of a call on to their connection, so that it closes when the asker leaves. Three
 * do not, and one leaves a failure lying about; each is helped here. Seen in @langchain/ollama 1.3, mistralai 1.2, cohere
 * 1.0 and google-genai 2.3.
 */

/** What the constructor takes so that the signal closes the connection. */
export function closingParameters(provider: string | null, signal: AbortSignal): Readonly<Record<string, unknown>> {
  switch (provider) {
    case "ollama": {
      const fetchUntilAborted: typeof fetch = (input, init) => fetch(input, { ...init, signal });
      return { fetch: fetchUntilAborted };
    }
    case "mistral":
    case "mistralai":
      return { beforeRequestHooks: [(request: Request) => new Request(request, { signal })] };
    default:
      return {};
  }
}

/** The model, with its client mended where that needs it. */
export function mended<T>(model: T, provider: string | null, signal: AbortSignal): T {
  if (provider === "cohere") {
    wrap(read(model, "client"), "chatStream", (send, request) => send(request, { abortSignal: signal }));
  }
  if (provider === "google-genai") {
    wrap(read(model, "client"), "generateContentStream", async (send, ...request) => {
      const answer = await send(...request);
      // The whole answer beside its stream, which LangChain drops: a broken connection rejects it where nobody listens,
      // and that would end the process.
      Promise.resolve(read(answer, "response")).catch(() => {});
      return answer;
    });
  }
  return model;
}

type Send = (...request: readonly unknown[]) => unknown;

function wrap(client: unknown, method: string, by: (send: Send, ...request: readonly unknown[]) => unknown): void {
  const send = read(client, method);
  if (typeof client !== "object" || client === null || typeof send !== "function") return;
  const wrapped: Send = (...request) => by((...sent) => send.apply(client, sent), ...request);
  Object.assign(client, { [method]: wrapped });
}
