import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Environment, projectRoot, readConfig, readEnvironment, settings } from "#config.ts";
import { ConfigurationError } from "#errors.ts";

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
        OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
      },
      place,
    );
    expect(config).toEqual({
      ...place,
      home: "/home/reader/shelves",
      seed: false,
      discord: { token: "abc.def.ghi", api: "http://127.0.0.1:3000/api", searchMainInServers: false },
      embedder: {
        kind: "openai",
        model: "nomic-embed-text:v1",
        apiKey: "none",
        baseURL: "http://127.0.0.1:11434/v1",
        dimensions: 256,
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
      OPENAI_BASE_URL: "ftp://name:hunter2@example.org",
    });
    expect(problems).toEqual([
      'FOOTNOTE_NO_SEED: expected 1 or 0, found "maybe"; set FOOTNOTE_NO_SEED=1, FOOTNOTE_NO_SEED=0, or leave it out.',
      "DISCORD_TOKEN: expected the bot's token alone, found a value with a space in it (not shown); paste the token from the Bot page of your application, without the word Bot in front.",
      'EMBEDDER_DIMENSIONS: expected a whole number from 8 to 8192, found "many"; correct it, or leave it out for what the model gives by itself.',
      "OPENAI_BASE_URL: expected an http:// or https:// address such as http://127.0.0.1:11434/v1, found something else (not shown); correct it or leave it out.",
    ]);
    expect(problemsOf({ EMBEDDER: "word2vec" })).toEqual([
      'EMBEDDER: expected builtin, openai or openai:MODEL (such as openai:text-embedding-3-small), found "word2vec"; correct it or leave it out.',
    ]);
    expect(problemsOf({ EMBEDDER: "openai" })[0]).toMatch(
      /^OPENAI_API_KEY: EMBEDDER=openai needs it, found nothing; /u,
    );
  });

  test("warns of settings that do not exist, with the one that was probably meant", () => {
    expect(readConfig({ FOOTNOTE_HOMES: "x", FOOTNOTE_COLOUR_SCHEME: "x", HOME: "x" }, place).warnings).toEqual([
      "FOOTNOTE_HOMES is not a setting of Footnote and has no effect; did you mean FOOTNOTE_HOME?",
      "FOOTNOTE_COLOUR_SCHEME is not a setting of Footnote and has no effect; .env.example lists the settings",
    ]);
  });

  test("comes from .env where the shell sets nothing, a relative FOOTNOTE_HOME there starting at the file", () => {
    const root = mkdtempSync(join(tmpdir(), "footnote-config-"));
    onTestFinished(() => rmSync(root, { recursive: true }));
    writeFileSync(join(root, ".env"), "FOOTNOTE_HOME=shelves\nPATH=from-the-file\nEMBEDDER='openai' # a comment\n");
    const { environment } = readEnvironment(root);
    expect(environment.FOOTNOTE_HOME).toBe(join(root, "shelves"));
    expect(environment.EMBEDDER).toBe("openai");
    expect(environment.PATH).not.toBe("from-the-file");
  });
});

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
