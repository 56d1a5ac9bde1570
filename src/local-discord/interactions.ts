import { randomBytes } from "node:crypto";
import { isEphemeral, post } from "./messages.ts";
import { everyPermission, permissionsIn } from "./permissions.ts";
import { channelPayload, memberPayload } from "./places.ts";
import { refuse } from "./refusal.ts";
import { type CommandChoice, type Component, type Message, messageFlags, type User } from "./wire.ts";
import type { Channel, StoredMessage, World } from "./world.ts";

/** A form the bot showed to one person. */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
}

type InteractionKind = "command" | "autocomplete" | "component" | "modal";

/** What a person did that the bot must acknowledge once, in time. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly user: User;
  readonly channel: Channel;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** The message whose component was used, also behind a modal. */
  readonly source: StoredMessage | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Type of the callback that acknowledged it; `null`: none yet. */
  acknowledgedBy: number | null;
  /** The deadline passed without an acknowledgement: the person reads "The application did not respond". */
  failed: boolean;
  /** What `@original` names. */
  original: StoredMessage | null;
  readonly followUps: StoredMessage[];
  modal: Modal | null;
  choices: readonly CommandChoice[] | null;
  timer: NodeJS.Timeout | null;
}

const kinds: Readonly<Record<InteractionKind, number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };

interface Start {
  readonly kind: InteractionKind;
  readonly user: User;
  readonly channel: Channel;
  readonly source?: StoredMessage | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Name of the command, as answers show it. */
  readonly name?: string;
}

/** Tells the bot what a person did and starts the deadline. */
export function startInteraction(world: World, start: Start): Interaction {
  const source = start.source ?? null;
  const id = world.nextId();
  const interaction: Interaction = {
    id,
    token: `aW50${randomBytes(24).toString("base64url")}`,
    kind: start.kind,
    user: start.user,
    channel: start.channel,
    createdAt: world.now(),
    source,
    metadata: metadataOf(id, start, source),
    acknowledgedBy: null,
    failed: false,
    original: null,
    followUps: [],
    modal: null,
    choices: null,
    timer: null,
  };
  world.interactions.set(interaction.token, interaction);
  interaction.timer = setTimeout(() => expire(world, interaction), world.options.deadlineMs);
  const payload = interactionPayload(world, interaction, start);
  world.dispatch({ type: "INTERACTION_CREATE", intent: 0, payload: () => payload });
  return interaction;
}

/** Marks an interaction that nobody acknowledged in time. */
function expire(world: World, interaction: Interaction): void {
  if (interaction.acknowledgedBy !== null || interaction.failed) return;
  if (interaction.timer !== null) clearTimeout(interaction.timer);
  interaction.failed = true;
  const what = `${interaction.kind} ${interaction.id} of ${interaction.user.username}`;
  world.violate("missing acknowledgement", `${what} was not acknowledged within ${world.options.deadlineMs} ms`);
  world.changes.notify();
}

/** Applies the deadlines that have passed: of the acknowledgement, and of an answer that was promised. */
export function age(world: World, interaction: Interaction): void {
  const elapsed = world.now() - interaction.createdAt;
  if (elapsed > world.options.deadlineMs) expire(world, interaction);
  const { original } = interaction;
  if (elapsed <= world.options.tokenLifetimeMs || original === null || original.deleted) return;
  if (isLoading(original.wire)) {
    world.violate("left thinking", `${interaction.kind} ${interaction.id} was deferred and never answered`);
  }
}

/** Notes the one acknowledgement. Refuses the second (40060) and one that comes too late (10062). */
export function acknowledge(world: World, interaction: Interaction, type: number): void {
  const late = world.now() - interaction.createdAt > world.options.deadlineMs;
  if (interaction.acknowledgedBy !== null) {
    world.violate("second acknowledgement", `${interaction.kind} ${interaction.id} was acknowledged twice`);
    throw refuse("alreadyAcknowledged");
  }
  if (late || interaction.failed) {
    expire(world, interaction);
    throw refuse("unknownInteraction");
  }
  if (interaction.timer !== null) clearTimeout(interaction.timer);
  interaction.acknowledgedBy = type;
}

/** The bot's answer as a message: what `@original` or a follow-up names from now on. */
export function answer(world: World, interaction: Interaction, draft: AnswerDraft, isOriginal: boolean): StoredMessage {
  const flags = draft.flags ?? 0;
  const stored = post(world, interaction.channel, {
    ...draft,
    author: world.bot,
    flags,
    type: isOriginal && interaction.kind === "command" ? 20 : isOriginal ? 0 : 19,
    visibleTo: isEphemeralFlags(flags) ? interaction.user.id : null,
    extra: {
      application_id: world.applicationId,
      webhook_id: world.applicationId,
      interaction_metadata: interaction.metadata,
      ...(isOriginal || interaction.original === null ? {} : referenceToOriginal(interaction)),
    },
  });
  if (isOriginal) interaction.original = stored;
  else interaction.followUps.push(stored);
  world.changes.notify();
  return stored;
}

export type AnswerDraft = Omit<Parameters<typeof post>[2], "author" | "type" | "visibleTo" | "extra" | "replyTo">;

export function isLoading(message: Message): boolean {
  return (message.flags & messageFlags.loading) !== 0;
}

function isEphemeralFlags(flags: number): boolean {
  return (flags & messageFlags.ephemeral) !== 0;
}

function referenceToOriginal(interaction: Interaction): Partial<Message> {
  const original = interaction.original;
  if (original === null || isEphemeral(original.wire)) return {};
  const guild = interaction.channel.guild;
  return {
    message_reference: {
      type: 0,
      message_id: original.wire.id,
      channel_id: interaction.channel.id,
      ...(guild === null ? {} : { guild_id: guild.id }),
    },
  };
}

function metadataOf(id: string, start: Start, source: StoredMessage | null): Record<string, unknown> {
  const base = {
    id,
    type: kinds[start.kind],
    user: start.user,
    authorizing_integration_owners: owners(start.channel),
  };
  if (start.kind === "component") return { ...base, interacted_message_id: source?.wire.id };
  if (start.kind !== "modal") return { ...base, name: start.name };
  return { ...base, triggering_interaction_metadata: source?.wire.interaction_metadata ?? base };
}

function owners(channel: Channel): Record<string, string> {
  return { "0": channel.guild?.id ?? "0" };
}

function interactionPayload(world: World, interaction: Interaction, start: Start): object {
  const { channel, user } = interaction;
  const { guild } = channel;
  const member = guild?.members.get(user.id);
  const place =
    guild === null || member === undefined
      ? { user, context: 1 }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: "en-US", features: [] },
          guild_locale: "en-US",
          member: { ...memberPayload(member), permissions: permissionsIn(guild, channel, user.id).toString() },
          context: 0,
        };
  const bot = guild === null ? everyPermission : permissionsIn(guild, channel, world.bot.id);
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: kinds[interaction.kind],
    token: interaction.token,
    version: 1,
    channel_id: channel.id,
    channel: channelPayload(channel),
    ...place,
    app_permissions: bot.toString(),
    locale: "en-US",
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners(channel),
    attachment_size_limit: 10_485_760,
    data: start.data,
    ...(interaction.source === null ? {} : { message: interaction.source.wire }),
  };
}
