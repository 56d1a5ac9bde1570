import { FootnoteError, InputError } from "#errors.ts";
import type { AnswerLog, Library, Settings } from "#ports.ts";
import type { Delivery } from "./delivery.ts";
import type { Download } from "./download.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { detail, newNumber } from "./failure.ts";
import type { Interaction } from "./interaction.ts";
import { createReplies } from "./interaction-replies.ts";
import { type Message, textMessage } from "./message.ts";
import { placeName, shelfOf } from "./place.ts";
import { createProgress } from "./progress.ts";
import type { ShelfWork } from "./shelf-work.ts";
import type { Shelving } from "./shelving.ts";
import { restarting, tell } from "./telling.ts";

/** What changing the shelf of a server needs. */
export interface ShelfDesk {
  readonly shelving: Shelving;
  readonly shelfWork: ShelfWork;
  readonly download: Download;
  readonly library: Library;
  readonly answers: AnswerLog;
  readonly settings: Settings;
  readonly delivery: Delivery;
  /** Milliseconds between two looks at how far it is. */
  readonly progressInterval: number;
  /** Milliseconds for which an interaction can be answered. */
  readonly interactionLife: number;
  readonly secrets: readonly string[];
  isStopping(): boolean;
  log(line: string): void;
}

/** A change of the shelf of a server that a person may make. */
interface Change {
  readonly shelf: string;
  readonly guildId: string;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
  /** Shows how far it is. */
  progress(message: Message): void;
}

/** Resolves to what the person is told in the end. */
export type Work = (change: Change) => Promise<Message>;

/**
 * Changes the shelf of a server for someone who may manage it, seen by them only. `prepare` gives the work, or what is
 * wrong with what they want. Whether they may is read from what Discord says of them with this very click or command.
 */
export async function changeShelf(
  desk: ShelfDesk,
  interaction: Interaction,
  prepare: () => Work | Message,
): Promise<void> {
  const { guildId } = interaction;
  const refusal = refusalOf(desk, interaction);
  if (guildId === null || refusal !== null) {
    return await desk.delivery.whisper(interaction, refusal ?? onlyInServers);
  }
  const work = prepare();
  if (typeof work !== "function") {
    return await desk.delivery.whisper(interaction, work);
  }
  const turn = desk.shelfWork.begin(guildId);
  if (turn === null) {
    return await desk.delivery.whisper(interaction, busy);
  }
  try {
    await desk.delivery.defer(interaction, "user");
    const { signal, end } = turn;
    // The turn ends before the person is told, so that what they do next finds it free.
    const change = async (given: Change): Promise<Message> => {
      signal.throwIfAborted();
      return await work(given).finally(end);
    };
    await carryOut(desk, interaction, change, { shelf: shelfOf(guildId), guildId, signal });
  } finally {
    turn.end();
  }
}

async function carryOut(
  desk: ShelfDesk,
  interaction: Interaction,
  work: Work,
  change: Omit<Change, "progress">,
): Promise<void> {
  const { end, ...replies } = createReplies(desk, interaction, desk.interactionLife, "user");
  const progress = createProgress(replies.preview, desk.progressInterval);
  try {
    const message = await work({ ...change, progress: progress.update }).catch((error: unknown) =>
      failed(desk, interaction, error),
    );
    await progress.end();
    await tell(desk, { place: interaction, show: replies.show }, message);
  } finally {
    end();
  }
}

/** Manage Server, and Administrator, which holds all others. */
const manageServer = 1n << 5n;
const administrator = 1n << 3n;

function refusalOf(desk: ShelfDesk, { guildId, permissions }: Interaction): Message | null {
  if (guildId === null) {
    return onlyInServers;
  }
  if ((permissions & (manageServer | administrator)) === 0n) {
    return notAllowed;
  }
  return desk.isStopping() ? restarting : null;
}

const onlyInServers = textMessage("Articles are added and taken out in a server, for that server.");
const notAllowed = textMessage("Only those who may manage this server (the permission **Manage Server**) can do that.");
const stopped = textMessage("I am restarting and stopped there; what was stored before stays. Try again in a minute.");
const busy = textMessage("I am still at work on the articles of this server. Please wait until that is done.");

function failed({ log, secrets, isStopping }: ShelfDesk, interaction: Interaction, error: unknown): Message {
  if (isStopping()) {
    return stopped;
  }
  if (error instanceof InputError) {
    return textMessage(escapeText(shorten(plain(error.message), 500)));
  }
  const number = newNumber();
  log(`${placeName(interaction)} could not change its articles (${number}): ${detail(error, secrets)}`);
  const again = error instanceof FootnoteError && error.retryable ? " Please try again in a moment." : "";
  return textMessage(
    `Something went wrong on my side, and I stopped there; what was stored before stays.${again} (${number})`,
  );
}
