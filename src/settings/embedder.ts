import { knownEmbeddingProvider } from "#langchain/embedding-providers.ts";
import type { ReadSetting } from "./names.ts";
import { type Problems, readAddress, readNumber } from "./values.ts";

export type EmbedderConfig =
  | { readonly kind: "builtin" }
  | {
      readonly kind: "openai";
      readonly model: string;
      readonly apiKey: string;
      /** `null`: the address of OpenAI itself. */
      readonly baseURL: string | null;
      /** `null`: as many as the model gives by itself. */
      readonly dimensions: number | null;
    }
  | { readonly kind: "langchain"; readonly model: string };

const defaultModel = "text-embedding-3-small";

export function readEmbedder(read: ReadSetting, problems: Problems): EmbedderConfig {
  const value = read("EMBEDDER") ?? "builtin";
  const range = { from: 8, to: 8192, whole: true };
  const dimensions = readNumber("EMBEDDER_DIMENSIONS", read("EMBEDDER_DIMENSIONS"), range, problems);
  const baseURL = readServer(read, problems);
  if (value === "builtin") {
    return { kind: "builtin" };
  }
  if (knownEmbeddingProvider(value) !== null) {
    return { kind: "langchain", model: value };
  }
  const [kind, ...rest] = value.split(":");
  const model = rest.length === 0 ? defaultModel : rest.join(":").trim();
  if (kind !== "openai" || model === "") {
    problems.push(
      `EMBEDDER: expected builtin, openai, openai:MODEL (such as openai:${defaultModel}) or PROVIDER:MODEL of LangChain (such as cohere:embed-v4.0), found "${value}"; correct it or leave it out.`,
    );
    return { kind: "builtin" };
  }
  const apiKey = readKey(`EMBEDDER=${value}`, "EMBEDDER=builtin", read, problems);
  return { kind: "openai", model, apiKey, baseURL, dimensions };
}

/** The address of an OpenAI-compatible server; `null`: OpenAI itself. Problems are said by `readEmbedder`. */
export function readServer(read: ReadSetting, problems: Problems): string | null {
  return readAddress("OPENAI_BASE_URL", read("OPENAI_BASE_URL"), "http://127.0.0.1:11434/v1", problems);
}

/** A server of one's own often takes any key, but the client refuses to start without one. */
export function readKey(wanted: string, instead: string, read: ReadSetting, problems: Problems): string {
  const apiKey = read("OPENAI_API_KEY");
  if (apiKey === null && read("OPENAI_BASE_URL") === null) {
    problems.push(
      `OPENAI_API_KEY: ${wanted} needs it, found nothing; set the key, or OPENAI_BASE_URL for a server of your own, or ${instead}.`,
    );
  }
  return apiKey ?? "none";
}
