/**
 * The only file that runs discord.js. The client holds the connection: identifying, heartbeats, resuming, rate limits.
 * What it receives is handed on as Discord sent it, and what is sent is plain data, so its structures stay inside.
 */
import {
  Client,
  DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  HTTPError,
  Options,
  REST,
} from "discord.js";
import { FootnoteError } from "#errors.ts";
import type { Names } from "./question.ts";
import { DiscordError, type Request } from "./request.ts";
import { sessionError, startError, wrongToken } from "./session-errors.ts";

/** Where Discord is, if it is not Discord itself. */
export interface RestOptions {
  /** `http://127.0.0.1:PORT/api` for a local Discord. */
  readonly api: string;
  /** Leaves out the pause of 5 s that Discord wants between two identifications. */
  readonly identifyAtOnce?: boolean;
}

export interface ConnectOptions {
  readonly token: string;
  readonly rest?: RestOptions;
  /** Milliseconds to become ready in. */
  readonly startWithin: number;
  onMessage(raw: unknown): void;
  /** Messages were deleted, one or many at once. */
  onDeletion(raw: unknown): void;
  onInteraction(raw: unknown): void;
  /** The session has ended for good; only a person can help. */
  onFatal(error: FootnoteError): void;
  /** Notable and not fatal. May contain the token. */
  onNotice(line: string): void;
}

export interface Connection {
  readonly applicationId: string;
  readonly names: Names;
  readonly request: Request;
  close(): Promise<void>;
}

/**
 * Connects and waits until the client is ready. Throws `ConfigurationError` where a person has to change something,
 * `FootnoteError` where Discord can not be reached. None of the intents is privileged: direct messages, mentions of
 * the bot and replies to it can be read without.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    waitGuildTimeout: 2000,
    allowedMentions: { parse: [], repliedUser: false },
    ...(options.rest !== undefined && { rest: { api: options.rest.api } }),
    ...(options.rest?.identifyAtOnce === true && {
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
    }),
  });
  // What arrives before the caller has the connection waits for it.
  const early: (() => void)[] = [];
  let isOpen = false;
  const hand = (receive: (raw: unknown) => void) => (raw: unknown) => {
    if (isOpen) {
      receive(raw);
    } else {
      early.push(() => receive(raw));
    }
  };
  client.ws.on(GatewayDispatchEvents.MessageCreate, hand(options.onMessage));
  client.ws.on(GatewayDispatchEvents.MessageDelete, hand(options.onDeletion));
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, hand(options.onDeletion));
  client.ws.on(GatewayDispatchEvents.InteractionCreate, hand(options.onInteraction));
  watch(client, options);
  const self = await ready(client, options);
  const request = requestOf(client.rest, (error) => options.onFatal(error));
  setImmediate(() => {
    isOpen = true;
    for (const receive of early) {
      receive();
    }
  });
  return {
    applicationId: self.application.id,
    names: { botId: self.user.id, channel: (id) => channelName(client, id) },
    request,
    close() {
      // The client says of its own goodbye that the connection was lost.
      client.removeAllListeners(Events.ShardReconnecting);
      return client.destroy();
    },
  };
}

/** Calls without a connection, for what is done once from a terminal. They throw `ConfigurationError` on a wrong token. */
export function openRest(token: string, rest?: RestOptions): Request {
  return requestOf(new REST(rest).setToken(token), (error) => {
    throw error;
  });
}

function channelName(client: Client, id: string): string | null {
  const channel = client.channels.cache.get(id);
  return channel !== undefined && "name" in channel ? channel.name : null;
}

function watch(client: Client, { onFatal, onNotice }: ConnectOptions): void {
  client.on(Events.Error, (error) => onNotice(`The Discord client reports: ${error.message}`));
  client.on(Events.Warn, (message) => onNotice(`The Discord client warns: ${message}`));
  client.on(Events.ShardError, (error) => onNotice(`The connection to Discord reports: ${error.message}`));
  client.on(Events.ShardReconnecting, () => onNotice("The connection to Discord was lost; connecting again."));
  client.on(Events.ShardResume, () => onNotice("The connection to Discord stands again."));
  // The client says nothing else when a session ends for good, and still calls itself ready.
  client.on(Events.ShardDisconnect, ({ code }) => onFatal(sessionError(code)));
}

async function ready(client: Client, { token, startWithin, rest }: ConnectOptions): Promise<Client<true>> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      new Promise<Client<true>>((resolve, reject) => {
        client.once(Events.ClientReady, resolve);
        client.login(token).catch(reject);
      }),
      new Promise<never>((_, reject) => {
        const message = `Expected Discord to be ready within ${startWithin / 1000} s, found no answer; check the network and https://discordstatus.com, then start again.`;
        timer = setTimeout(() => reject(new FootnoteError(message, { retryable: true })), startWithin);
      }),
    ]);
  } catch (error) {
    await client.destroy();
    throw startError(error, rest?.api ?? "https://discord.com/api");
  } finally {
    clearTimeout(timer);
  }
}

const verbs = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete" } as const;

/** `onFatal` is called before the call is refused, and may throw what is to be thrown instead. */
function requestOf(rest: REST, onFatal: (error: FootnoteError) => void): Request {
  return async ({ method, route, body, authorized = true }) => {
    try {
      const answer = await rest[verbs[method]](route, { body, auth: authorized });
      // What is not JSON: an empty answer.
      return answer instanceof ArrayBuffer ? null : answer;
    } catch (error) {
      const failure = requestError(error);
      // The client forgets the token after one 401, so nothing will work from here on.
      if (authorized && failure.status === 401) {
        onFatal(wrongToken());
      }
      throw failure;
    }
  };
}

/** Neither message nor cause names the route: it may hold the token of an interaction. */
function requestError(error: unknown): DiscordError {
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code) || 0;
    return new DiscordError(`Discord answered ${error.status}: ${error.message} (${code})`, {
      status: error.status,
      code,
    });
  }
  if (error instanceof HTTPError) {
    return new DiscordError(`Discord answered ${error.status}`, { status: error.status, code: 0 });
  }
  const text = error instanceof Error ? error.message : String(error);
  // Without a token the client refuses before it calls.
  const status = /expected token/iu.test(text) ? 401 : 0;
  return new DiscordError(`Discord could not be reached: ${text}`, { status, code: 0, cause: error });
}
