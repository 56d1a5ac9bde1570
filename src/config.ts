import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "dotenv";
import { ConfigurationError } from "#errors.ts";
import { type EmbedderConfig, readEmbedder } from "#settings/embedder.ts";
import { type ModelConfig, readModel } from "#settings/model.ts";
import { type Setting, settings } from "#settings/names.ts";
import { readAddress, readFlag, readNumber } from "#settings/values.ts";
import { type FetchConfig, readFetch, readWatch, type WatchConfig } from "#settings/web.ts";
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
  /** What dense evidence weighs beside the words, see `data/ranking/README.md`; `null`: what suits the kind of embedder. */
  readonly denseWeight: number | null;
  /** `null`: the articles' own words answer. */
  readonly model: ModelConfig | null;
  readonly fetch: FetchConfig;
  readonly watch: WatchConfig;
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
  shareWithProviders(file);
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
    denseWeight: readNumber("DENSE_WEIGHT", read("DENSE_WEIGHT"), { from: 0, to: 100, whole: false }, problems),
    model: readModel(read, problems),
    fetch: readFetch(read, problems),
    watch: readWatch(read, problems),
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

/**
 * Integration packages of LangChain look for their keys in the environment of the process. A line of `.env` that is no
 * setting of ours is meant for them.
 */
function shareWithProviders(file: Readonly<Record<string, string>>): void {
  const ours: readonly string[] = settings;
  for (const [name, value] of Object.entries(file)) {
    if (!ours.includes(name)) {
      process.env[name] ??= value;
    }
  }
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

/** Only what can never be right is refused here; whether Discord accepts the token, Discord says. */
function readToken(token: string | null, problems: string[]): string | null {
  if (token !== null && /\s/u.test(token)) {
    problems.push(
      "DISCORD_TOKEN: expected the bot's token alone, found a value with a space in it (not shown); paste the token from the Bot page of your application, without the word Bot in front.",
    );
  }
  return token;
}

/** Names that begin like ours. Others have models too: of `MODEL_…` only what is nearly a setting is meant for us. */
function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => /^(?:FOOTNOTE|EMBEDDER|BUDGET|MODEL|FETCH|WATCH)_/u.test(name))
    .filter((name) => !(settings as readonly string[]).includes(name))
    .flatMap((name) => {
      const meant = suggest(name, settings);
      if (meant === null && name.startsWith("MODEL_")) return [];
      const hint = meant === null ? ".env.example lists the settings" : `did you mean ${meant}?`;
      return [`${name} is not a setting of Footnote and has no effect; ${hint}`];
    });
}
