import process from "node:process";
import { type App, openApp } from "#app.ts";
import { startWatching } from "#bot-watch.ts";
import { type Environment, isDebugging, readConfig, readEnvironment } from "#config.ts";
import { UsageError } from "#errors.ts";
import { keepAnswer } from "#keep-answer.ts";
import type { Ask } from "#ports.ts";
import { chat } from "#terminal/chat.ts";
import type { AskInChat } from "#terminal/chat-answer.ts";
import { createPaint, wantsColour } from "#terminal/colour.ts";
import { describe, run } from "#terminal/run.ts";

/** The shelf a terminal asks, and that every Discord server may search. */
const mainShelf = "main";

const usage = `Usage: npm start          the bot on Discord when DISCORD_TOKEN is set, otherwise a chat in the terminal
       npm run chat       always the chat

Where standard input is not a terminal, the chat answers each line of it in turn:
  $ printf 'Who freed Alice Johnson?\\n' | npm start`;

const { environment, place } = readEnvironment();

await run(
  async (signal) => {
    const words = process.argv.slice(2);
    const [mode, ...rest] = words;
    if (words.includes("--help") || words.includes("-h")) {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    if ((mode !== undefined && mode !== "chat") || rest.length > 0) {
      throw new UsageError(`Expected nothing, chat or --help, found "${words.join(" ")}".\n${usage}`);
    }
    const config = readConfig(environment, place);
    for (const warning of config.warnings) {
      process.stderr.write(`${warning}\n`);
    }
    const app = openApp(config, { stdin: process.stdin, stderr: process.stderr });
    try {
      return await (mode === undefined && config.discord.token !== null
        ? runBot(app, config.discord.token, signal)
        : runChat(app, environment, signal));
    } finally {
      await app.close();
    }
  },
  process,
  isDebugging(environment),
);

/** Resolves to 1 when a question failed. */
async function runChat(app: App, environment: Environment, signal: AbortSignal): Promise<number> {
  const shelves = [mainShelf];
  const scope = app.library.within(shelves);
  const ask = await app.readyToAsk(shelves, signal);
  const { lines, failures } = await chat({
    input: process.stdin,
    output: process.stdout,
    paint: createPaint(wantsColour(process.stdout, environment)),
    ask: keepingAnswers(app, ask, shelves),
    library: { articles: (limit) => scope.articles({ limit, offset: 0 }), coverage: () => scope.coverage() },
    suggestions: () => app.examples(shelves),
    describe: (error) => describe(error, app.config.debug),
    signal,
  });
  if (lines === 0 && !process.stdin.isTTY) {
    process.stderr.write(
      "Standard input was empty, so nothing was asked. Set DISCORD_TOKEN for the bot on Discord, or start in a terminal.\n",
    );
  }
  return failures > 0 ? 1 : 0;
}

/** Asks, and keeps every answer as a turn of one conversation. */
function keepingAnswers(app: App, ask: Ask, shelves: readonly string[]): AskInChat {
  let parent: string | null = null;
  return async ({ signal, ...asked }) => {
    const askedAt = app.clock.now();
    const answer = await ask({ ...asked, shelves }, signal);
    signal.throwIfAborted();
    const answerId = await keepAnswer(app, answer, { shelves, parent, askedAt }, process.stderr);
    parent = answerId ?? parent;
    return { answer, answerId };
  };
}

/** Resolves to 0 when a signal stopped the bot; throws why it could not start or go on. */
async function runBot(app: App, token: string, signal: AbortSignal): Promise<number> {
  const { createBot } = await import("#discord/bot.ts");
  const { discord } = app.config;
  const shelves = [...new Set([mainShelf, ...(await app.library.shelves())])];
  const ask = await app.readyToAsk(shelves, signal);
  const { answers, conversations, settings } = app.state();
  const { createShelving } = await import("#add-articles.ts");
  const { createDownload } = await import("#discord/download.ts");
  const log = (line: string): void => {
    process.stderr.write(`${app.clock.now().toISOString()} ${line}\n`);
  };
  const bot = createBot({
    token,
    ask,
    library: app.library,
    answers,
    conversations,
    settings,
    shelving: createShelving(app.ingestParts),
    download: createDownload(discord.api),
    clock: app.clock,
    log,
    mainShelf,
    searchMainInServers: discord.searchMainInServers,
    examples: await app.examples([mainShelf]),
    ...(discord.api !== null && { rest: { api: discord.api, identifyAtOnce: true } }),
  });
  log("Connecting to Discord.");
  await bot.start();
  log("The bot is online. Stop it with Ctrl-C or SIGTERM.");
  const ended = new AbortController();
  const watching = startWatching(
    { watch: app.watch, config: app.config.watch, describe: (error) => describe(error, app.config.debug), log },
    AbortSignal.any([signal, ended.signal]),
  );
  const stop = (): void => {
    log("Stopping: running answers are finished first.");
    bot.stop().catch((error: unknown) => log(describe(error, app.config.debug)));
  };
  if (signal.aborted) {
    stop();
  }
  signal.addEventListener("abort", stop, { once: true });
  const reason = await bot.closed;
  ended.abort();
  await watching;
  if (reason !== null) {
    throw reason;
  }
  log("Stopped.");
  return 0;
}
