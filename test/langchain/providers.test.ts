import { execFileSync } from "node:child_process";
import { MODEL_PROVIDER_CONFIG } from "langchain/chat_models/universal";
import { describe, expect, test } from "vitest";
import { chatProviders, knownProvider } from "#langchain/providers.ts";

describe("the providers of chat models", () => {
  test("are those of the LangChain that is installed, without openai", () => {
    const known = Object.entries(MODEL_PROVIDER_CONFIG).map(([name, { package: integration }]) => [name, integration]);
    const ours = Object.entries(chatProviders).map(([name, { package: integration }]) => [name, integration]);
    expect(ours.sort()).toEqual(known.filter(([name]) => name !== "openai").sort());
  });

  test.each([
    ["anthropic:claude-sonnet-4-5", "anthropic"],
    ["mistralai:mistral-small-latest", "mistralai"],
    ["mistral:mistral-small-latest", "mistral"],
    ["mistral:open-mistral-7b", "mistral"],
    ["google-genai:gemini-2.5-flash", "google-genai"],
    ["ollama:llama3:8b", "ollama"],
    ["bedrock:anthropic.claude-v2:1", "bedrock"],
  ])("%s is a model of %s", (name, provider) => {
    expect(knownProvider(name)).toBe(provider);
  });

  test.each([
    "openai:gpt-5-mini",
    "gpt-5-mini",
    "llama3:8b",
    "qwen2.5:7b-instruct",
    "mistral",
    "mistral:7b",
    "mistral:latest",
    "mistral:instruct",
    "mistral:v0.3",
    "anthropic",
    "anthropic:",
    "anthropic: ",
    "Anthropic:claude",
    ":claude",
    "toString:x",
    "",
  ])("%j has no provider of LangChain", (name) => {
    expect(knownProvider(name)).toBeNull();
  });

  test("are known without loading LangChain", () => {
    const program = `
      const { knownProvider } = await import("#langchain/providers.ts");
      const { knownEmbeddingProvider } = await import("#langchain/embedding-providers.ts");
      await import("#langchain/chat-model.ts");
      await import("#langchain/embedder.ts");
      process.stdout.write(knownProvider("anthropic:x") + knownEmbeddingProvider("cohere:x"));
    `;
    const hooks =
      "data:text/javascript,import{register}from'node:module';register('data:text/javascript,'+encodeURIComponent('export async function resolve(s,c,n){if(/langchain[/]core|^langchain/.test(s))throw new Error(s);return n(s,c)}'));";
    const output = execFileSync(
      process.execPath,
      ["--import", "tsx", "--import", hooks, "--input-type=module", "--eval", program],
      { encoding: "utf8" },
    );
    expect(output).toBe("anthropiccohere");
  });
});
