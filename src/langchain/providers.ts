/** What has to be known of a provider besides its name to make a chat model of it. */
export interface ChatProvider {
  /** The integration package, which the user installs. */
  readonly package: string;
  /** Names of the environment under which its key is looked for, first one first. Empty: it has its own ways. */
  readonly keys: readonly string[];
  /** Its name for the most tokens of output; `null`: it takes none. */
  readonly maxTokens: "maxTokens" | "maxOutputTokens" | "numPredict" | "maxCompletionTokens" | null;
  /** How it is held to a JSON Schema (see `schema.ts`); `null`: by the prompt alone. */
  readonly schema: "openai" | "mistral" | "ollama" | "gemini" | "anthropic" | null;
}

/**
 * The prefix of a model's name that LangChain knows as a provider (`anthropic:…`), without those that `src/openai/`
 * serves. `null` for any other name: `openai:gpt-5-mini`, `llama3:8b`, and `mistral:7b`, which is a model of Ollama.
 */
export function knownProvider(name: string): string | null {
  const at = name.indexOf(":");
  const provider = name.slice(0, Math.max(at, 0));
  const model = name.slice(at + 1);
  if (!Object.hasOwn(chatProviders, provider) || model.trim() === "") return null;
  return provider === "mistral" && OLLAMA_TAG.test(model) ? null : provider;
}

/** Tags of the model `mistral` at Ollama; no model of the provider Mistral is named so. */
const OLLAMA_TAG = /^(?:\d|v\d|latest\b|instruct\b|text\b)/;

const openaiLike = { maxTokens: "maxTokens", schema: "openai" } as const;
const gemini = { maxTokens: "maxOutputTokens", schema: "gemini" } as const;
const mistral = {
  package: "@langchain/mistralai",
  keys: ["MISTRAL_API_KEY"],
  maxTokens: "maxTokens",
  schema: "mistral",
} as const;
/** Amazon has its own chain of credentials. */
const bedrock = { package: "@langchain/aws", keys: [], maxTokens: "maxTokens", schema: null } as const;

/** A test compares the names and packages with those of the LangChain that is installed. */
export const chatProviders: Readonly<Record<string, ChatProvider>> = {
  anthropic: {
    package: "@langchain/anthropic",
    keys: ["ANTHROPIC_API_KEY"],
    maxTokens: "maxTokens",
    schema: "anthropic",
  },
  azure_openai: { package: "@langchain/openai", keys: ["AZURE_OPENAI_API_KEY"], ...openaiLike },
  langsmith: {
    package: "@langchain/openai",
    keys: ["LANGSMITH_GATEWAY_API_KEY", "LANGSMITH_API_KEY"],
    ...openaiLike,
  },
  cohere: { package: "@langchain/cohere", keys: ["COHERE_API_KEY"], maxTokens: null, schema: null },
  google: { package: "@langchain/google", keys: ["GOOGLE_API_KEY"], ...gemini },
  "google-vertexai": { package: "@langchain/google-vertexai", keys: [], ...gemini },
  "google-vertexai-web": { package: "@langchain/google-vertexai-web", keys: [], ...gemini },
  "google-genai": { package: "@langchain/google-genai", keys: ["GOOGLE_API_KEY", "GEMINI_API_KEY"], ...gemini },
  ollama: { package: "@langchain/ollama", keys: [], maxTokens: "numPredict", schema: "ollama" },
  mistralai: mistral,
  mistral,
  groq: { package: "@langchain/groq", keys: ["GROQ_API_KEY"], ...openaiLike },
  bedrock,
  aws: bedrock,
  deepseek: { package: "@langchain/deepseek", keys: ["DEEPSEEK_API_KEY"], maxTokens: "maxTokens", schema: null },
  xai: { package: "@langchain/xai", keys: ["XAI_API_KEY"], ...openaiLike },
  cerebras: {
    package: "@langchain/cerebras",
    keys: ["CEREBRAS_API_KEY"],
    maxTokens: "maxCompletionTokens",
    schema: "openai",
  },
  fireworks: { package: "@langchain/fireworks", keys: ["FIREWORKS_API_KEY"], ...openaiLike },
  together: { package: "@langchain/together-ai", keys: ["TOGETHER_AI_API_KEY"], ...openaiLike },
  perplexity: { package: "@langchain/perplexity", keys: ["PERPLEXITY_API_KEY"], ...openaiLike },
};
