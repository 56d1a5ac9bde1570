import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { ConfigurationError } from "#errors.ts";
import { embeddingProviders, knownEmbeddingProvider } from "./embedding-providers.ts";
import type { CallContext } from "./failure.ts";
import { read } from "./read.ts";

/** Makes embeddings from their name (`cohere:…`) and what their constructor takes. */
export type LoadEmbeddings = (
  name: string,
  parameters: Readonly<Record<string, unknown>>,
) => Promise<EmbeddingsInterface>;

/** From the provider's package. Rejects with `ConfigurationError` where the provider is not known. */
export const loadEmbeddings: LoadEmbeddings = async (name, parameters) => {
  const provider = embeddingProviders[knownEmbeddingProvider(name) ?? ""];
  if (provider === undefined) throw unknownProvider(name);
  const { package: integration, entry = integration, className } = provider;
  const module: unknown = await import(entry);
  const Embeddings = read(module, className);
  if (!isConstructor(Embeddings)) {
    throw new ConfigurationError([
      `EMBEDDER: expected ${className} in the package ${integration}, found none; run: npm install ${integration}@latest`,
    ]);
  }
  const model = name.slice(name.indexOf(":") + 1);
  return new Embeddings({ model, modelName: model, ...parameters });
};

/** What the constructor takes besides the model. */
export function parametersFor({ name, environment }: CallContext): Readonly<Record<string, unknown>> {
  const { keys = [], parameters = {} } = embeddingProviders[knownEmbeddingProvider(name) ?? ""] ?? {};
  const key = keys.map((each) => environment[each]?.trim()).find(Boolean);
  const baseUrl = name.startsWith("ollama:") ? environment.OLLAMA_BASE_URL?.trim() : undefined;
  return { maxRetries: 2, ...(key ? { apiKey: key } : {}), ...(baseUrl ? { baseUrl } : {}), ...parameters };
}

type EmbeddingsClass = new (parameters: Readonly<Record<string, unknown>>) => EmbeddingsInterface;

function isConstructor(value: unknown): value is EmbeddingsClass {
  return typeof value === "function";
}

function unknownProvider(name: string): ConfigurationError {
  const known = Object.keys(embeddingProviders).join(", ");
  return new ConfigurationError([
    `EMBEDDER: expected a provider of embeddings that LangChain has in front of the model's name (${known}), found "${name}"; correct it.`,
  ]);
}
