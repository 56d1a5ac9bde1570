/** Where LangChain's embeddings of a provider are; LangChain itself has no list of them. */
export interface EmbeddingProvider {
  /** The integration package, which the user installs. */
  readonly package: string;
  /** What is imported of it, where that is not the package itself. */
  readonly entry?: string;
  readonly className: string;
  /** Names of the environment under which its key is looked for, first one first. Empty: it has its own ways. */
  readonly keys: readonly string[];
  /** What else its constructor takes. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The prefix of the name (`cohere:embed-v4.0`) if LangChain has embeddings of that provider; `null` otherwise. */
export function knownEmbeddingProvider(name: string): string | null {
  const at = name.indexOf(":");
  const provider = name.slice(0, Math.max(at, 0));
  return Object.hasOwn(embeddingProviders, provider) && name.slice(at + 1).trim() !== "" ? provider : null;
}

const mistral: EmbeddingProvider = {
  package: "@langchain/mistralai",
  className: "MistralAIEmbeddings",
  keys: ["MISTRAL_API_KEY"],
};
const bedrock: EmbeddingProvider = { package: "@langchain/aws", className: "BedrockEmbeddings", keys: [] };

export const embeddingProviders: Readonly<Record<string, EmbeddingProvider>> = {
  cohere: {
    package: "@langchain/cohere",
    className: "CohereEmbeddings",
    keys: ["COHERE_API_KEY"],
    // Its client retries as often by itself.
    parameters: { maxRetries: 0 },
  },
  mistralai: mistral,
  mistral,
  "google-genai": {
    package: "@langchain/google-genai",
    className: "GoogleGenerativeAIEmbeddings",
    keys: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
  },
  "google-vertexai": { package: "@langchain/google-vertexai", className: "VertexAIEmbeddings", keys: [] },
  ollama: {
    package: "@langchain/ollama",
    className: "OllamaEmbeddings",
    keys: [],
    // Without it a text that is too long is an error.
    parameters: { truncate: true },
  },
  bedrock,
  aws: bedrock,
  azure_openai: {
    package: "@langchain/openai",
    className: "AzureOpenAIEmbeddings",
    keys: ["AZURE_OPENAI_API_KEY"],
  },
  voyage: {
    package: "@langchain/community",
    entry: "@langchain/community/embeddings/voyage",
    className: "VoyageEmbeddings",
    keys: ["VOYAGEAI_API_KEY"],
  },
};
