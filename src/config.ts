import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "dotenv";
import { ConfigurationError } from "#errors.ts";
import { suggest } from "#terminal/suggest.ts";

/** Everything the environment decides. */
export interface Config {
  /** The folder of the project: `data/` lies here. Absolute. */
  readonly root: string;
  /** Where the person stands: relative paths on a command line start here. Absolute. */
  readonly cwd: string;
  /** The folder of the library. Absolute. */
  readonly home: string;
  /** Whether an empty library is filled with `data/articles/`. */
  readonly seed: boolean;
  readonly discord: DiscordConfig;
  readonly embedder: EmbedderConfig;
  /** Whether errors show where in the code they arose. */
  readonly debug: boolean;
  /** For the person, one line each: what was noticed and does not stop the work. */
  readonly warnings: readonly string[];
}

interface DiscordConfig {
  readonly token: string | null;
  /** `null`: Discord itself. */
  readonly api: string | null;
  readonly searchMainInServers: boolean;
}

type EmbedderConfig =
  | { readonly kind: "builtin" }
  | {
      readonly kind: "openai";
      readonly model: string;
      readonly apiKey: string;
      /** `null`: the address of OpenAI itself. */
      readonly baseURL: string | null;
      /** `null`: as many as the model gives by itself. */
      readonly dimensions: number | null;
    };

/** The names of all settings, as `.env.example` explains them. */
export const settings = [
  "DISCORD_API",
  "DISCORD_TOKEN",
  "EMBEDDER",
  "EMBEDDER_DIMENSIONS",
  "FOOTNOTE_DEBUG",
  "FOOTNOTE_HOME",
  "FOOTNOTE_NO_SEED",
  "FOOTNOTE_SEARCH_MAIN_IN_SERVERS",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
] as const;

type Setting = (typeof settings)[number];

/** Names and values, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the configuration is read. The paths are absolute. */
interface Place {
  readonly root: string;
  readonly cwd: string;
  /** What went wrong on the way to the environment. */
  readonly problems?: readonly string[];
}

/** The folder this project lies in. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The environment of this process, with what `.env` in the project's folder adds. What the process was given wins,
 * also when it is empty: `DISCORD_TOKEN= npm start` starts without the token of the file.
 */
export function readEnvironment(root = projectRoot): { readonly environment: Environment; readonly place: Place } {
  const problems: string[] = [];
  const file = readDotenv(join(root, ".env"), problems);
  // A path in the file is meant from the file, a path in the shell from where the person stands.
  const home = file.FOOTNOTE_HOME ? { FOOTNOTE_HOME: fromFolder(root, file.FOOTNOTE_HOME) } : {};
  return {
    environment: { ...file, ...home, ...process.env },
    place: { root, cwd: process.env.INIT_CWD || process.cwd(), problems },
  };
}

/**
 * Throws one `ConfigurationError` that names every problem. An empty value counts as unset; a relative
 * `FOOTNOTE_HOME` starts at `place.cwd`.
 */
export function readConfig(environment: Environment, place: Place): Config {
  const problems = [...(place.problems ?? [])];
  const read = (name: Setting): string | null => environment[name]?.trim() || null;
  const flag = (name: Setting, otherwise: boolean): boolean => readFlag(name, read(name), otherwise, problems);
  const home = read("FOOTNOTE_HOME");
  const config: Config = {
    root: place.root,
    cwd: place.cwd,
    home: home === null ? join(place.root, "data", "library") : fromFolder(place.cwd, home),
    seed: !flag("FOOTNOTE_NO_SEED", false),
    discord: {
      token: readToken(read("DISCORD_TOKEN"), problems),
      api: readAddress("DISCORD_API", read("DISCORD_API"), "http://127.0.0.1:3000/api", problems),
      searchMainInServers: flag("FOOTNOTE_SEARCH_MAIN_IN_SERVERS", true),
    },
    embedder: readEmbedder(read, problems),
    debug: flag("FOOTNOTE_DEBUG", false),
    warnings: unknownNames(environment),
  };
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return config;
}

/** Whether errors are to show where in the code they arose; known before the rest of the configuration is read. */
export function isDebugging(environment: Environment): boolean {
  return readFlag("FOOTNOTE_DEBUG", environment.FOOTNOTE_DEBUG?.trim() || null, false, []);
}

function readDotenv(path: string, problems: string[]): Record<string, string> {
  try {
    return parse(readFileSync(path));
  } catch (error) {
    const known = error instanceof Error && "code" in error;
    if (!known || error.code !== "ENOENT") {
      const found = error instanceof Error ? error.message : String(error);
      problems.push(
        `${path}: expected a file of NAME=value lines, found that it cannot be read (${found}); correct it or remove it.`,
      );
    }
    return {};
  }
}

function fromFolder(folder: string, path: string): string {
  const expanded = path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
  return isAbsolute(expanded) ? expanded : resolve(folder, expanded);
}

const flagValues = new Map([
  ...["1", "true", "yes", "on"].map((value) => [value, true] as const),
  ...["0", "false", "no", "off"].map((value) => [value, false] as const),
]);

function readFlag(name: Setting, value: string | null, otherwise: boolean, problems: string[]): boolean {
  if (value === null) {
    return otherwise;
  }
  const known = flagValues.get(value.toLowerCase());
  if (known === undefined) {
    problems.push(`${name}: expected 1 or 0, found "${value}"; set ${name}=1, ${name}=0, or leave it out.`);
  }
  return known ?? otherwise;
}

/** Only what can never be right is refused here; whether Discord accepts the token, Discord says. */
function readToken(token: string | null, problems: string[]): string | null {
  if (token !== null && /\s/u.test(token)) {
    problems.push(
      "DISCORD_TOKEN: expected the bot's token alone, found a value with a space in it (not shown); paste the token from the Bot page of your application, without the word Bot in front.",
    );
  }
  return token;
}

const defaultModel = "text-embedding-3-small";

function readEmbedder(read: (name: Setting) => string | null, problems: string[]): EmbedderConfig {
  const value = read("EMBEDDER") ?? "builtin";
  const dimensions = readDimensions(read("EMBEDDER_DIMENSIONS"), problems);
  const baseURL = readAddress("OPENAI_BASE_URL", read("OPENAI_BASE_URL"), "http://127.0.0.1:11434/v1", problems);
  if (value === "builtin") {
    return { kind: "builtin" };
  }
  const [kind, ...rest] = value.split(":");
  const model = rest.length === 0 ? defaultModel : rest.join(":").trim();
  if (kind !== "openai" || model === "") {
    problems.push(
      `EMBEDDER: expected builtin, openai or openai:MODEL (such as openai:${defaultModel}), found "${value}"; correct it or leave it out.`,
    );
    return { kind: "builtin" };
  }
  const apiKey = read("OPENAI_API_KEY");
  if (apiKey === null && baseURL === null) {
    problems.push(
      `OPENAI_API_KEY: EMBEDDER=${value} needs it, found nothing; set the key, or OPENAI_BASE_URL for a server of your own, or EMBEDDER=builtin.`,
    );
  }
  // A server of one's own often takes any key, but the client refuses to start without one.
  return { kind: "openai", model, apiKey: apiKey ?? "none", baseURL, dimensions };
}

function readDimensions(value: string | null, problems: string[]): number | null {
  if (value === null) {
    return null;
  }
  const dimensions = Number(value);
  if (!Number.isInteger(dimensions) || dimensions < 8 || dimensions > 8192) {
    problems.push(
      `EMBEDDER_DIMENSIONS: expected a whole number from 8 to 8192, found "${value}"; correct it, or leave it out for what the model gives by itself.`,
    );
  }
  return dimensions;
}

function readAddress(name: Setting, value: string | null, example: string, problems: string[]): string | null {
  if (value !== null && !(URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol))) {
    // The value may hold a password (https://name:password@…), so it is not shown.
    problems.push(
      `${name}: expected an http:// or https:// address such as ${example}, found something else (not shown); correct it or leave it out.`,
    );
  }
  return value;
}

function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => /^(?:FOOTNOTE|EMBEDDER)_/u.test(name) && !(settings as readonly string[]).includes(name))
    .map((name) => {
      const meant = suggest(name, settings);
      const hint = meant === null ? ".env.example lists the settings" : `did you mean ${meant}?`;
      return `${name} is not a setting of Footnote and has no effect; ${hint}`;
    });
}
