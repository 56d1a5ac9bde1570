import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { App } from "#app.ts";
import type { SpendLog } from "#ports.ts";
import { showCoverage } from "#terminal/answer.ts";
import { describe } from "#terminal/run.ts";
import { checkModel } from "./model-check.ts";
import { checkSpend } from "./spend-check.ts";

export interface Check {
  readonly check: string;
  /** `warn`: it works, but not as well as it could. */
  readonly status: "ok" | "warn" | "fail";
  /** What was found and, where something is to be done, what. */
  readonly message: string;
}

export type Finding = Omit<Check, "check">;

interface Options {
  /** Whether servers may be called. */
  readonly online: boolean;
  /** Whether a key is there that a model could be called with. */
  readonly hasKey: boolean;
  report(check: Check): void;
}

/** Looks at everything an answer needs, and reports each as it is found. Never throws for what it finds. */
export async function checkAll(app: App, options: Options): Promise<void> {
  const { config, clock } = app;
  const budgets = config.model?.budgets ?? {};
  const checks: [string, () => Promise<Finding>][] = [
    ["library", () => checkLibrary(app)],
    ["embedder", () => checkEmbedder(app, options)],
    ["index", () => checkIndex(app, options)],
    ["index addon", checkAddon],
    ["model", () => checkModel({ config: config.model, open: app.model }, { ...options, clock })],
    ["spend", async () => checkSpend(spendOf(app), budgets, clock.now())],
    ["discord", () => checkDiscord(app, options)],
  ];
  for (const [check, look] of checks) {
    options.report({ check, ...(await look().catch((error) => fail(describe(error, false)))) });
  }
}

/** `null` while nothing was ever kept, so that looking creates no file. */
function spendOf({ config, state }: App): SpendLog | null {
  return existsSync(join(config.home, "state.sqlite")) ? state().spend : null;
}

const ok = (message: string): Finding => ({ status: "ok", message });
const warn = (message: string): Finding => ({ status: "warn", message });
const fail = (message: string): Finding => ({ status: "fail", message });

async function checkLibrary({ library, config }: App): Promise<Finding> {
  const { home } = config;
  const existing = nearestExisting(home);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fail(`${existing} cannot be written; give this user access to it, or set FOOTNOTE_HOME to another folder`);
  }
  const shelves = await library.shelves();
  if (shelves.length === 0) {
    return ok(`nothing in ${home} yet; ${config.seed ? "the first question fills it" : "fill it with npm run ingest"}`);
  }
  const lines = await Promise.all(
    shelves.map(async (shelf) => `${shelf}: ${showCoverage(await library.within([shelf]).coverage())}`),
  );
  return ok(lines.join("; "));
}

/** The folder itself or, before it is made, the nearest one above it. */
function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

async function checkEmbedder(app: App, { online }: Options): Promise<Finding> {
  if (app.config.embedder.kind !== "builtin" && !online) {
    return ok(`${app.config.embedder.model}, not called; npm run doctor -- --online calls it`);
  }
  const embedder = await app.embedder();
  const [vector] = await embedder.embed(["Who freed Alice Johnson?"], "question");
  const length = Math.hypot(...(vector ?? []));
  return vector?.length === embedder.dimensions && Math.abs(length - 1) < 1e-3
    ? ok(`${embedder.id}, ${embedder.dimensions} dimensions`)
    : fail(
        `${embedder.id}: expected ${embedder.dimensions} numbers of length 1, found ${vector?.length ?? 0} of length ${length.toFixed(3)}; check EMBEDDER_DIMENSIONS and the model`,
      );
}

async function checkIndex(app: App, { online }: Options): Promise<Finding> {
  if (app.config.embedder.kind !== "builtin" && !online) {
    return ok("not looked at without the embedder; npm run doctor -- --online does");
  }
  const { id } = await app.embedder();
  let passages = 0;
  let missing = 0;
  for (const name of await app.library.shelves()) {
    const shelf = await app.library.shelf(name);
    passages += (await shelf.coverage()).passages;
    missing += await shelf.countUnembedded(id);
  }
  return missing === 0
    ? ok(`${passages} passages, all embedded with ${id}`)
    : warn(`${missing} of ${passages} passages are not embedded with ${id}; the next question embeds them`);
}

async function checkAddon(): Promise<Finding> {
  try {
    await import("hnswlib-node");
    return ok("hnswlib-node is there: large libraries are searched through an index");
  } catch {
    return warn(
      "hnswlib-node could not be loaded: large libraries are searched by an exact scan, which is slower; install a C++ compiler, make and python3, then run npm ci again",
    );
  }
}

async function checkDiscord({ config }: App, { online }: Options): Promise<Finding> {
  const { token, api } = config.discord;
  if (token === null) {
    return ok("no DISCORD_TOKEN: npm start opens the chat in the terminal");
  }
  if (!/^[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}$/u.test(token)) {
    return warn(
      "DISCORD_TOKEN does not look like a bot's token (three parts with dots between them); copy it from the Bot page of your application, not the application's id, public key or client secret",
    );
  }
  if (!online) {
    return ok("DISCORD_TOKEN looks like a bot's token; npm run doctor -- --online tries it");
  }
  const { openRest } = await import("#discord/client.ts");
  const request = openRest(token, api === null ? undefined : { api });
  const self = (await request({ method: "GET", route: "/users/@me" })) as { readonly username?: string };
  return ok(`Discord knows the bot as ${self.username ?? "a bot without a name"}`);
}
