import { acknowledge, answer, type Interaction, isLoading } from "#local-discord/interactions.ts";
import { edit, remove } from "#local-discord/messages.ts";
import { checkChoices, checkModal } from "#local-discord/modal-limits.ts";
import { invalidForm, refuse } from "#local-discord/refusal.ts";
import { messageFlags } from "#local-discord/wire.ts";
import type { StoredMessage } from "#local-discord/world.ts";
import { readChange, readDraft } from "./drafts.ts";
import { type Call, noContent, ok, type Reply, type Route } from "./router.ts";

const webhook = "/webhooks/:webhook/:token";

export const interactionRoutes: readonly Route[] = [
  { method: "POST", pattern: "/interactions/:interaction/:token/callback", open: true, handle: callback },
  { method: "POST", pattern: webhook, open: true, handle: followUp },
  {
    method: "GET",
    pattern: `${webhook}/messages/:message`,
    open: true,
    handle: (call) => ok(targetOf(call, interactionOf(call)).wire),
  },
  {
    method: "PATCH",
    pattern: `${webhook}/messages/:message`,
    open: true,
    handle(call) {
      const stored = targetOf(call, interactionOf(call));
      change(call, stored);
      return ok(stored.wire);
    },
  },
  {
    method: "DELETE",
    pattern: `${webhook}/messages/:message`,
    open: true,
    handle(call) {
      remove(call.world, targetOf(call, interactionOf(call)));
      return noContent;
    },
  },
];

interface CallbackBody {
  readonly type?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

function callback(call: Call): Reply {
  const { world } = call;
  const interaction = world.interactions.get(call.param("token"));
  if (interaction === undefined || interaction.id !== call.param("interaction")) throw refuse("unknownInteraction");
  const { type = 0, data = {} } = (call.body ?? {}) as CallbackBody;
  if (!allowedCallbacks[interaction.kind].includes(type) || (type === 7 && interaction.source === null)) {
    throw invalidForm({ type: { _errors: [{ code: "INTERACTION_CALLBACK_TYPE", message: "Not a valid type here" }] } });
  }
  const act = prepare({ ...call, body: data }, interaction, type);
  acknowledge(world, interaction, type);
  act();
  world.changes.notify();
  return call.query.get("with_response") === "true" ? ok(callbackResponse(interaction, type)) : noContent;
}

/** Callback types by what was done: 4 answer, 5 answer later, 6 change later, 7 change, 8 choices, 9 modal. */
const allowedCallbacks: Readonly<Record<Interaction["kind"], readonly number[]>> = {
  command: [4, 5, 9],
  autocomplete: [8],
  component: [4, 5, 6, 7, 9],
  modal: [4, 5, 6, 7],
};

/** Checks the data of a callback; what comes back carries it out once it is acknowledged. */
function prepare(call: Call, interaction: Interaction, type: number): () => void {
  const { world } = call;
  const data = call.body as Readonly<Record<string, unknown>>;
  if (type === 4) {
    const draft = readDraft(call, interaction.channel, true);
    return () => void answer(world, interaction, draft, true);
  }
  if (type === 5) {
    const flags = (Number(data.flags ?? 0) & messageFlags.ephemeral) | messageFlags.loading;
    return () => void answer(world, interaction, { flags }, true);
  }
  const set = (change: Partial<Interaction>) => () => void Object.assign(interaction, change);
  if (type === 8) return set({ choices: checkChoices(data) });
  if (type === 9) return set({ modal: checkModal(data) });
  const source = interaction.source;
  if (source === null) throw refuse("unknownMessage");
  if (type === 6) return set({ original: source });
  const edited = readChange(call, source);
  return () => {
    interaction.original = source;
    edit(world, source, edited);
  };
}

function callbackResponse(interaction: Interaction, type: number): object {
  const message = interaction.original?.wire;
  // Discord sends the message along only where the callback itself brought it.
  const shown = message !== undefined && (type === 4 || type === 7);
  return {
    interaction: {
      id: interaction.id,
      type: interaction.metadata.type,
      ...(message === undefined
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: isLoading(message),
            response_message_ephemeral: (message.flags & messageFlags.ephemeral) !== 0,
            channel_id: message.channel_id,
          }),
    },
    ...(shown ? { resource: { type, message } } : {}),
  };
}

/** The acknowledged interaction whose token the path carries, as long as the token is good. */
function interactionOf({ world, param }: Call): Interaction {
  const interaction = world.interactions.get(param("token"));
  if (interaction === undefined || param("webhook") !== world.applicationId) throw refuse("unknownWebhook");
  if (world.now() - interaction.createdAt > world.options.tokenLifetimeMs) throw refuse("invalidWebhookToken");
  if (interaction.acknowledgedBy === null) throw refuse("unknownWebhook");
  return interaction;
}

function targetOf({ param }: Call, interaction: Interaction): StoredMessage {
  const id = param("message");
  const stored =
    id === "@original" ? interaction.original : (ownMessages(interaction).find(({ wire }) => wire.id === id) ?? null);
  if (stored === null || stored.deleted) throw refuse("unknownMessage");
  return stored;
}

function ownMessages(interaction: Interaction): readonly StoredMessage[] {
  return interaction.original === null ? interaction.followUps : [interaction.original, ...interaction.followUps];
}

/** A follow-up; while the answer is still "thinking", Discord makes it the answer. */
function followUp(call: Call): Reply {
  const interaction = interactionOf(call);
  const { original } = interaction;
  if (original !== null && !original.deleted && isLoading(original.wire)) {
    change(call, original);
    return ok(original.wire);
  }
  return ok(answer(call.world, interaction, readDraft(call, interaction.channel, true), false).wire);
}

function change(call: Call, stored: StoredMessage): void {
  edit(call.world, stored, readChange(call, stored));
}
