import { describe, expect, test } from "vitest";
import { readEmbedder } from "#settings/embedder.ts";
import type { Setting } from "#settings/names.ts";

function read(values: Partial<Readonly<Record<Setting, string>>>) {
  const problems: string[] = [];
  return { embedder: readEmbedder((name) => values[name] ?? null, problems), problems };
}

describe("EMBEDDER", () => {
  test("PROVIDER:MODEL of LangChain needs no key of OpenAI", () => {
    expect(read({ EMBEDDER: "cohere:embed-v4.0" })).toEqual({
      embedder: { kind: "langchain", model: "cohere:embed-v4.0" },
      problems: [],
    });
  });

  test.each(["cohere:", "cohere", "anthropic:claude-sonnet-4-5", "openai:", "nomic-embed-text"])(
    "“%s” is refused, as nothing that embeds is named so",
    (value) => {
      const { embedder, problems } = read({ EMBEDDER: value, OPENAI_API_KEY: "sk-test-0123456789abcdef" });
      expect(embedder).toEqual({ kind: "builtin" });
      expect(problems).toEqual([
        `EMBEDDER: expected builtin, openai, openai:MODEL (such as openai:text-embedding-3-small) or PROVIDER:MODEL of LangChain (such as cohere:embed-v4.0), found "${value}"; correct it or leave it out.`,
      ]);
    },
  );

  test("openai without a key or a server says what would do", () => {
    expect(read({ EMBEDDER: "openai" }).problems).toEqual([
      "OPENAI_API_KEY: EMBEDDER=openai needs it, found nothing; set the key, or OPENAI_BASE_URL for a server of your own, or EMBEDDER=builtin.",
    ]);
  });
});
