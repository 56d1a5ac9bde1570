import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Environment, projectRoot, readConfig, readEnvironment } from "#config.ts";
import { ConfigurationError } from "#errors.ts";
import { settings } from "#settings/names.ts";

const place = { root: "/footnote", cwd: "/home/reader" };

const problemsOf = (environment: Environment): readonly string[] => {
  try {
    readConfig(environment, place);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe("the configuration", () => {
  test("needs nothing: without settings it is the built-in embedder, a library in the project, and no Discord", () => {
    expect(readConfig({}, place)).toEqual({
      ...place,
      home: "/footnote/data/library",
      seed: true,
      discord: { token: null, api: null, searchMainInServers: true },
      embedder: { kind: "builtin" },
      denseWeight: null,
      model: null,
      fetch: { allowedHosts: [], contact: null },
      watch: { sources: [], minutes: 15, shelf: "main" },
      debug: false,
      warnings: [],
    });
  });

  test("counts an empty value as unset", () => {
    const empty = Object.fromEntries(settings.map((name) => [name, " "]));
    expect(readConfig(empty, place)).toEqual(readConfig({}, place));
  });

  test("reads every setting", () => {
    const config = readConfig(
      {
        FOOTNOTE_HOME: "shelves",
        FOOTNOTE_NO_SEED: "1",
        FOOTNOTE_DEBUG: "yes",
        FOOTNOTE_SEARCH_MAIN_IN_SERVERS: "off",
        DISCORD_TOKEN: "abc.def.ghi",
        DISCORD_API: "http://127.0.0.1:3000/api",
        EMBEDDER: "openai:nomic-embed-text:v1",
        EMBEDDER_DIMENSIONS: "256",
        DENSE_WEIGHT: "2.5",
        MODEL: "llama3:8b",
        CHECK_MODEL: "anthropic:claude-haiku-4-5",
        MODEL_PRICE_INPUT: "0.25",
        MODEL_PRICE_OUTPUT: "2",
        MODEL_FIRST_TOKEN_SECONDS: "5",
        MODEL_SECONDS: "60",
        MODEL_CONCURRENCY: "2",
        BUDGET_TOKENS_PER_PERSON: "1",
        BUDGET_TOKENS_PER_SERVER: "2",
        BUDGET_TOKENS_PER_DAY: "3",
        BUDGET_COST_PER_PERSON: "0.1",
        BUDGET_COST_PER_SERVER: "0.2",
        BUDGET_COST_PER_DAY: "0.3",
        OPENAI_API_KEY: "sk-test",
        OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
      },
      place,
    );
    expect(config).toEqual({
      ...place,
      fetch: { allowedHosts: [], contact: null },
      watch: { sources: [], minutes: 15, shelf: "main" },
      home: "/home/reader/shelves",
      seed: false,
      discord: { token: "abc.def.ghi", api: "http://127.0.0.1:3000/api", searchMainInServers: false },
      embedder: {
        kind: "openai",
        model: "nomic-embed-text:v1",
        apiKey: "sk-test",
        baseURL: "http://127.0.0.1:11434/v1",
        dimensions: 256,
      },
      denseWeight: 2.5,
      model: {
        answers: { kind: "openai", model: "llama3:8b", apiKey: "sk-test", baseURL: "http://127.0.0.1:11434/v1" },
        checks: { kind: "langchain", model: "anthropic:claude-haiku-4-5" },
        price: { input: 0.25, output: 2 },
        budgets: { person: { tokens: 1, cost: 0.1 }, server: { tokens: 2, cost: 0.2 }, day: { tokens: 3, cost: 0.3 } },
        firstTokenMilliseconds: 5000,
        totalMilliseconds: 60_000,
        concurrency: 2,
      },
      debug: true,
      warnings: [],
    });
    expect(readConfig({ FOOTNOTE_HOME: "~/footnote" }, place).home).toBe(join(homedir(), "footnote"));
  });

  test("reports all its problems at once, each with what to do, and shows no secret", () => {
    const problems = problemsOf({
      FOOTNOTE_NO_SEED: "maybe",
      DISCORD_TOKEN: "Bot very.secret.token",
      EMBEDDER: "openai",
      EMBEDDER_DIMENSIONS: "many",
      DENSE_WEIGHT: "heavy",
      OPENAI_BASE_URL: "ftp://name:hunter2@example.org",
      OPENAI_API_KEY: "sk-secret-0123456789",
      MODEL: "my model",
      MODEL_PRICE_INPUT: "1",
      MODEL_SECONDS: "forever",
    });
    expect(problems).toEqual([
      'FOOTNOTE_NO_SEED: expected 1 or 0, found "maybe"; set FOOTNOTE_NO_SEED=1, FOOTNOTE_NO_SEED=0, or leave it out.',
      "DISCORD_TOKEN: expected the bot's token alone, found a value with a space in it (not shown); paste the token from the Bot page of your application, without the word Bot in front.",
      'EMBEDDER_DIMENSIONS: expected a whole number from 8 to 8192, found "many"; correct it or leave it out.',
      "OPENAI_BASE_URL: expected an http:// or https:// address such as http://127.0.0.1:11434/v1, found something else (not shown); correct it or leave it out.",
      'DENSE_WEIGHT: expected a number from 0 to 100, found "heavy"; correct it or leave it out.',
      'MODEL: expected a model\'s name such as openai:gpt-5-mini, llama3:8b or anthropic:claude-sonnet-4-5, found "my model"; correct it or leave it out.',
      'MODEL_SECONDS: expected a number from 0.1 to 1200, found "forever"; correct it or leave it out.',
      "MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT: expected both or none, found one; set the other too, 0 if it costs nothing.",
    ]);
    expect(problems.join("\n")).not.toMatch(/hunter2|very\.secret|sk-secret/u);
  });

  test("shows no secret where the address is wrong and a model needs it", () => {
    const address = "localhost:11434/v1?key=hunter2";
    const problems = problemsOf({ MODEL: "tiny", CHECK_MODEL: "tiny", OPENAI_BASE_URL: address });
    expect(problems).toEqual([expect.stringMatching(/^OPENAI_BASE_URL: expected an http:\/\/ or /u)]);
    expect(problems[0]).not.toContain("hunter2");
  });

  test("warns of settings that do not exist, with the one that was probably meant", () => {
    expect(readConfig({ FOOTNOTE_HOMES: "x", FOOTNOTE_COLOUR_SCHEME: "x", HOME: "x" }, place).warnings).toEqual([
      "FOOTNOTE_HOMES is not a setting of Footnote and has no effect; did you mean FOOTNOTE_HOME?",
      "FOOTNOTE_COLOUR_SCHEME is not a setting of Footnote and has no effect; .env.example lists the settings",
    ]);
    expect(readConfig({ BUDGET_TOKENS_PER_PERSONS: "9", BUDGET_TRAVEL: "9" }, place).warnings).toEqual([
      "BUDGET_TOKENS_PER_PERSONS is not a setting of Footnote and has no effect; did you mean BUDGET_TOKENS_PER_PERSON?",
      "BUDGET_TRAVEL is not a setting of Footnote and has no effect; .env.example lists the settings",
    ]);
    // Other programs have models too: only what is nearly a setting of ours is meant for us.
    expect(readConfig({ MODEL_SECOND: "9", MODEL_PRICE_INPUTS: "1", MODEL_PATH: "x" }, place).warnings).toEqual([
      "MODEL_SECOND is not a setting of Footnote and has no effect; did you mean MODEL_SECONDS?",
      "MODEL_PRICE_INPUTS is not a setting of Footnote and has no effect; did you mean MODEL_PRICE_INPUT?",
    ]);
  });

  test("comes from .env where the shell sets nothing, a relative FOOTNOTE_HOME there starting at the file", () => {
    const root = folderWith("FOOTNOTE_HOME=shelves\nPATH=from-the-file\nEMBEDDER='openai' # a comment\n");
    const { environment } = readEnvironment(root);
    expect(environment.FOOTNOTE_HOME).toBe(join(root, "shelves"));
    expect(environment.EMBEDDER).toBe("openai");
    expect(environment.PATH).not.toBe("from-the-file");
  });

  test("lines of .env that are not ours reach the packages that look for them; ours stay with us", () => {
    vi.stubEnv("ANTHROPIC_API_KEY", undefined);
    vi.stubEnv("COHERE_API_KEY", "from-the-shell");
    vi.stubEnv("MISTRAL_API_KEY", "");
    vi.stubEnv("MODEL", undefined);
    vi.stubEnv("OPENAI_API_KEY", undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const lines = ["ANTHROPIC_API_KEY", "COHERE_API_KEY", "MISTRAL_API_KEY", "MODEL", "OPENAI_API_KEY"];
    const { environment } = readEnvironment(folderWith(lines.map((name) => `${name}=from-the-file\n`).join("")));
    // Nothing but the environment of the process is left where the file is empty.
    const shared = readEnvironment(folderWith("")).environment;
    expect(lines.map((name) => shared[name])).toEqual(["from-the-file", "from-the-shell", "", undefined, undefined]);
    expect(environment).toMatchObject({ MODEL: "from-the-file", OPENAI_API_KEY: "from-the-file" });
  });
});

/** A folder with this `.env`. */
function folderWith(lines: string): string {
  const root = mkdtempSync(join(tmpdir(), "footnote-config-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, ".env"), lines);
  return root;
}

test(".env.example explains exactly the settings that exist, and sets none", () => {
  const lines = readFileSync(join(projectRoot, ".env.example"), "utf8").split("\n");
  const named = lines.flatMap((line) => /^#?([A-Z][A-Z_]+)=/u.exec(line)?.[1] ?? []);
  expect(named.toSorted()).toEqual([...settings]);
  expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
  for (const name of named) {
    const at = lines.findIndex((line) => line.startsWith(`#${name}=`));
    expect(lines[at - 1], `${name} has an explanation above it`).toMatch(/^# \S/u);
  }
});
