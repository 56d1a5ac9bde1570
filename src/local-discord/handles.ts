import { type Interaction, isLoading, type Modal } from "./interactions.ts";
import type { CommandChoice, Message } from "./wire.ts";
import type { StoredMessage, World } from "./world.ts";

/** What became of something a person did. Messages are as that person sees them. */
export interface InteractionHandle {
  readonly id: string;
  /** The bot only acknowledged at first (callback 5 or 6). */
  readonly deferred: boolean;
  /** Nobody acknowledged in time: "The application did not respond". */
  readonly failed: boolean;
  /** Whether only this person sees the answer. */
  readonly ephemeral: boolean;
  /** The bot's "is thinking" still stands. */
  readonly thinking: boolean;
  /** The form the bot showed. */
  readonly modal: ModalHandle | null;
  readonly choices: readonly CommandChoice[] | null;
  /** The answer (or the changed message), `null` while there is none or the bot is thinking. */
  response(): Message | null;
  followUps(): readonly Message[];
  /** Waits for the answer to stand; rejects if it does not within `timeoutMs` (default 5000). */
  answered(options?: { readonly timeoutMs?: number }): Promise<Message>;
  /** Waits for a follow-up, counted from 1. */
  followUp(number: number, options?: { readonly timeoutMs?: number }): Promise<Message>;
}

/** A form on a person's screen. */
export interface ModalHandle extends Modal {
  readonly interactionId: string;
}

export function handleOf(world: World, interaction: Interaction): InteractionHandle {
  const response = () => {
    const { original } = interaction;
    return original === null || original.deleted || isLoading(original.wire) ? null : original.wire;
  };
  const followUps = () => interaction.followUps.filter((stored) => !stored.deleted).map(wireOf);
  const what = `${interaction.kind} of ${interaction.user.username}`;
  return {
    id: interaction.id,
    get deferred() {
      return interaction.acknowledgedBy === 5 || interaction.acknowledgedBy === 6;
    },
    get failed() {
      return interaction.failed;
    },
    get ephemeral() {
      return ((interaction.original?.wire.flags ?? 0) & 64) !== 0;
    },
    get thinking() {
      return interaction.original !== null && !interaction.original.deleted && isLoading(interaction.original.wire);
    },
    get modal() {
      return interaction.modal === null ? null : { ...interaction.modal, interactionId: interaction.id };
    },
    get choices() {
      return interaction.choices;
    },
    response,
    followUps,
    answered: ({ timeoutMs = 5000 } = {}) =>
      world.changes.until(() => response() ?? undefined, timeoutMs, `an answer to the ${what}`),
    followUp: (number, { timeoutMs = 5000 } = {}) =>
      world.changes.until(() => followUps()[number - 1], timeoutMs, `follow-up ${number} to the ${what}`),
  };
}

function wireOf(stored: StoredMessage): Message {
  return stored.wire;
}
