import { randomUUID } from "node:crypto";
import { expect, onTestFinished } from "vitest";
import { createShelving } from "#add-articles.ts";
import { type Bot, createBot } from "#discord/bot.ts";
import type { BotOptions } from "#discord/bot-options.ts";
import { createDownload } from "#discord/download.ts";
import { createExtractor } from "#extract/extractor.ts";
import { type LocalDiscord, startLocalDiscord } from "#local-discord/local-discord.ts";
import type { AnswerLog, AnswerRecord, Ask, AskRequest, Conversations, Library, Reader, Settings } from "#ports.ts";
import type { Answer } from "#types.ts";
import { createSpecChecker, findDiscordSpec } from "../support/discord-spec.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createMemoryAnswers } from "../support/memory-answers.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";
import { answered, radio } from "./fixtures.ts";

/** What outlives a process: every bot started on it goes on where the last one stopped. */
interface State {
  readonly answers: AnswerLog & { readonly records: Map<string, AnswerRecord> };
  readonly conversations: Conversations;
  readonly settings: Settings;
}

export function createState(): State {
  const links = new Map<string, string>();
  const values = new Map<string, string>();
  return {
    answers: createMemoryAnswers(),
    conversations: {
      link: async (message, id) => void links.set(message, id),
      answerIn: async (message) => links.get(message) ?? null,
      messagesOf: async (id) =>
        [...links]
          .filter(([, answer]) => answer === id)
          .map(([message]) => message)
          .sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    },
    settings: {
      get: async (key) => values.get(key) ?? null,
      set: async (key, value) => void values.set(key, value),
    },
  };
}

/** An `Ask` that does what the test says and keeps what it was asked. */
interface Scripted {
  readonly ask: Ask;
  /** Without the way to tell how far it is. */
  readonly requests: Omit<AskRequest, "onProgress">[];
  /** Replaces how it answers. */
  answer: (request: AskRequest, signal?: AbortSignal) => Answer | Promise<Answer>;
}

function createScripted(): Scripted {
  const scripted: Scripted = {
    requests: [],
    answer: ({ question }) => ({ ...answered, question, understoodAs: question }),
    ask: async (request, signal) => {
      const { onProgress: _, ...asked } = request;
      scripted.requests.push(asked);
      return await scripted.answer(request, signal);
    },
  };
  return scripted;
}

/** A promise that the test settles. */
export function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(reason: unknown): void } {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

export async function until<T>(look: () => T | undefined | false, what: string, milliseconds = 10_000): Promise<T> {
  for (const start = Date.now(); Date.now() - start < milliseconds; ) {
    const found = look();
    if (found !== undefined && found !== false) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Expected ${what} within ${milliseconds} ms.`);
}

/** Discord, a server with a channel and a member, and the bot in it. */
interface Scene {
  readonly discord: LocalDiscord;
  readonly guild: ReturnType<LocalDiscord["createGuild"]>;
  readonly channel: ReturnType<ReturnType<LocalDiscord["createGuild"]>["createChannel"]>;
  readonly ada: ReturnType<LocalDiscord["createUser"]>;
  readonly bot: Bot;
  readonly scripted: Scripted;
  readonly state: State;
  readonly library: Library;
  readonly log: string[];
  /** Starts another bot on the same state, as after a restart of the process. */
  startAnother(options?: Partial<BotOptions>): Promise<Bot>;
}

interface SceneOptions extends Partial<BotOptions> {
  readonly discordOptions?: Parameters<typeof startLocalDiscord>[0];
  /** Reads links; by default nothing is behind any. */
  readonly reader?: Reader;
  /** What Discord is to refuse in this test, such as `refused with 401`. */
  readonly refusals?: readonly string[];
  /** The bot is created but not started. */
  readonly unstarted?: boolean;
}

/** `null` on a machine without Discord's OpenAPI document. */
const spec = createSpecChecker(findDiscordSpec());

/**
 * Starts everything, and at the end of the test stops it and checks that the bot broke no rule of Discord, nor the
 * schemas of its OpenAPI document where the machine has it.
 */
export async function openScene({
  discordOptions,
  reader = { read: async function* () {} },
  refusals = [],
  unstarted,
  ...options
}: SceneOptions = {}): Promise<Scene> {
  const discord = await startLocalDiscord(discordOptions);
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("questions");
  const ada = guild.addMember("ada");
  const state = createState();
  const scripted = createScripted();
  const library = await storyLibrary();
  const log: string[] = [];
  const bots: Bot[] = [];
  const create = (changes: Partial<BotOptions>): Bot => {
    const bot = createBot({
      token: discord.token,
      ask: scripted.ask,
      library,
      ...state,
      shelving: createShelving(async () => ({
        ...{ library, reader, extractor: createExtractor(), embedder: createFakeEmbedder() },
        clock: { now: () => new Date() },
      })),
      download: createDownload(discord.api),
      clock: { now: () => new Date() },
      log: (line) => void log.push(line),
      mainShelf: "main",
      searchMainInServers: true,
      rest: { api: discord.api, identifyAtOnce: true },
      ...options,
      ...changes,
    });
    bots.push(bot);
    return bot;
  };
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await discord.stop();
    expect(discord.violations.filter(({ rule }) => !refusals.includes(rule))).toEqual([]);
    expect(refusals.filter((rule) => discord.violations.every((violation) => violation.rule !== rule))).toEqual([]);
    expect(spec?.check(discord.requests) ?? []).toEqual([]);
    expect(spec?.checkEvents(discord.gateway.events()) ?? []).toEqual([]);
    expect(log.join("\n")).not.toContain(discord.token);
  });
  const bot = create({});
  if (unstarted !== true) {
    await bot.start();
  }
  return {
    discord,
    guild,
    channel,
    ada,
    bot,
    scripted,
    state,
    library,
    log,
    async startAnother(changes = {}) {
      const another = create(changes);
      await another.start();
      return another;
    },
  };
}

/** A library whose main shelf holds the articles that the scripted answer cites. */
async function storyLibrary(): Promise<Library> {
  const library = createMemoryLibrary();
  for (const source of answered.sources) {
    for (let version = 1; version <= source.version; version += 1) {
      await saveVersion(library, source.articleId, version);
    }
  }
  return library;
}

/** Saves a version of an article of the scripted answer, or of a copy of one under another id. */
export async function saveVersion(library: Library, articleId: string, version: number): Promise<void> {
  const source = answered.sources.find((one) => one.articleId === articleId) ?? radio;
  const shelf = await library.shelf(source.shelf);
  const batch = await shelf.beginBatch("test");
  const { title, url, outlet, author, publishedAt } = source;
  const text = `${title} ${version}.`;
  const article = {
    ...{ id: articleId, shelf: source.shelf, version, title, text, url, outlet, author, publishedAt },
    paragraphs: [{ start: 0, end: text.length }],
    fetchedAt: "2018-06-16T00:00:00Z",
    contentHash: randomUUID(),
  };
  const passage = {
    ...{ id: `${articleId}:${version}`, articleId, shelf: source.shelf, version, ordinal: 0 },
    ...{ start: 0, end: text.length, text },
  };
  const vector = new Float32Array([1]);
  await shelf.save({
    article,
    passages: [passage],
    vectors: [vector],
    embedderId: "test",
    batch,
    receipt: { source: "test", status: version === 1 ? "added" : "updated", articleId },
  });
}
