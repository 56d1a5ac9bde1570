import { FootnoteError } from "#errors.ts";
import { startBackground } from "./background.ts";
import { type BotOptions, type Timing, usualTiming } from "./bot-options.ts";
import type { Connection } from "./client.ts";
import { putCommands } from "./commands.ts";
import { createDelivery } from "./delivery.ts";
import { detail, isExpired } from "./failure.ts";
import { readDeletion, readMessage } from "./incoming.ts";
import { readInteraction } from "./interaction.ts";
import { handleInteraction, type InteractionDesk } from "./interactions.ts";
import { handleMessage } from "./messages.ts";
import { createPace } from "./pace.ts";
import type { Request } from "./request.ts";
import { retrying } from "./retry.ts";
import { createRunning } from "./running.ts";
import { createSeen } from "./seen.ts";
import { createSending } from "./sending.ts";
import { createShelfWork } from "./shelf-work.ts";
import { createTurnstile } from "./turnstile.ts";
import { createWithdrawals } from "./withdrawals.ts";

export interface Bot {
  /**
   * Resolves when the bot is ready. Throws `ConfigurationError` where a person has to change something, another
   * `FootnoteError` where Discord can not be reached.
   */
  start(): Promise<void>;
  /** Lets running answers finish, up to a bound, and disconnects. Whoever asks meanwhile is told. */
  stop(): Promise<void>;
  /** Resolves when the bot has ended: to `null` after `stop`, or to why it can not go on. */
  readonly closed: Promise<FootnoteError | null>;
}

/** The bot on Discord. Nothing happens before `start`. */
export function createBot(options: BotOptions): Bot {
  const { log, token } = options;
  const timing: Timing = { ...usualTiming, ...options.timing };
  const running = createRunning();
  const seen = createSeen(1000);
  const shutdown = new AbortController();
  let isStopping = false;
  let connection: Connection | null = null;
  let desk: InteractionDesk | null = null;
  let stopBackground: (reason: FootnoteError) => void = () => {};
  let end: (reason: FootnoteError | null) => void = () => {};
  const closed = new Promise<FootnoteError | null>((resolve) => {
    end = resolve;
  });

  /** Handles one event to its end; whatever goes wrong in it ends up in the log and not in the process. */
  const receive = <T extends { readonly id: string }>(
    event: T | null,
    handle: (desk: InteractionDesk, event: T) => Promise<void>,
  ): void => {
    if (desk !== null && event !== null && !seen(event.id)) {
      running.add(handle(desk, event).catch((error: unknown) => log(unhandled(error, token))));
    }
  };

  /** Nothing can be sent any more: what is under way fails, and nothing new is taken on. */
  const fail = (error: FootnoteError): void => {
    isStopping = true;
    stopBackground(error);
    shutdown.abort(error);
    const gone = connection?.close() ?? Promise.resolve();
    gone.catch((reason: unknown) => log(unhandled(reason, token))).finally(() => end(error));
  };

  return {
    closed,
    async start() {
      const { connect } = await import("./client.ts");
      connection = await connect({
        token,
        startWithin: timing.startWithin,
        ...(options.rest && { rest: options.rest }),
        onMessage: (raw) => receive(readMessage(raw), handleMessage),
        onDeletion: (raw) => withdraw(desk, raw),
        onInteraction: (raw) => receive(readInteraction(raw), handleInteraction),
        onFatal: (error) => fail(error),
        onNotice: (line) => log(line.replaceAll(token, "[secret]")),
      });
      if (isStopping) {
        return await connection.close();
      }
      const request = retrying(connection.request);
      desk = createDesk(options, timing, {
        connection,
        request,
        shutdown: shutdown.signal,
        isStopping: () => isStopping,
      });
      stopBackground = startBackground(desk, timing, running.add);
      await tellCommands(request, connection.applicationId, options);
    },
    async stop() {
      isStopping = true;
      stopBackground(goodbye());
      if (!(await running.finish(timing.stopWithin))) {
        shutdown.abort(goodbye());
        await running.finish(lastWords);
      }
      await connection?.close();
      end(null);
    },
  };
}

function goodbye(): FootnoteError {
  return new FootnoteError("The bot is stopping.", { retryable: true });
}

function withdraw(desk: InteractionDesk | null, raw: unknown): void {
  for (const id of readDeletion(raw)) {
    desk?.withdrawals.withdraw(id);
  }
}

/** Everything the handling of an event needs. */
function createDesk(
  options: BotOptions,
  { typingInterval, previewInterval, longestAnswer, interactionLife, progressInterval }: Timing,
  session: Pick<InteractionDesk, "shutdown" | "isStopping"> & {
    readonly connection: Connection;
    readonly request: Request;
  },
): InteractionDesk {
  const { connection, request, shutdown, isStopping } = session;
  return {
    ...options,
    delivery: createDelivery(request, connection.applicationId),
    names: connection.names,
    rules: options,
    examples: options.examples ?? [],
    turnstile: createTurnstile(bounds),
    sending: createSending(),
    pace: createPace(previewInterval),
    withdrawals: createWithdrawals(),
    shelfWork: createShelfWork(),
    secrets: [options.token],
    typingInterval,
    longestAnswer,
    interactionLife,
    progressInterval,
    shutdown,
    isStopping,
  };
}

/** Milliseconds in which those whose answers were given up are told. */
const lastWords = 2000;

/** Answers wait for a model most of their time, so several are under way at once; one person may have two. */
const bounds = { perPerson: 2, atOnce: 8, waiting: 64 };

/** Without its commands the bot still answers mentions and direct messages, so this is no reason to stop. */
async function tellCommands(
  request: Request,
  applicationId: string,
  { settings, log, token }: BotOptions,
): Promise<void> {
  try {
    if (await putCommands(request, applicationId, settings)) {
      log("Discord knows the commands /ask, /articles, /help, /add and /remove now.");
    }
  } catch (error) {
    log(`The commands could not be registered; try again with npm run register-commands. ${detail(error, [token])}`);
  }
}

function unhandled(error: unknown, token: string): string {
  return isExpired(error)
    ? "Discord did not wait for an answer to a command or click (3 s): the machine is too busy."
    : `An event could not be handled: ${detail(error, [token])}`;
}
