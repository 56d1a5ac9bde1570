import { storeUpload } from "#local-discord/attachments.ts";
import { checkMessage, type MessageBody } from "#local-discord/message-limits.ts";
import type { Draft, Edit } from "#local-discord/messages.ts";
import { invalidForm } from "#local-discord/refusal.ts";
import { type Attachment, messageFlags } from "#local-discord/wire.ts";
import type { Channel, StoredMessage } from "#local-discord/world.ts";
import type { Call } from "./router.ts";

/** Flags a bot may set on a new message; 4096 sends it without a notification. */
const newFlags = messageFlags.suppressEmbeds | messageFlags.componentsV2 | 4096;

/** A checked new message; only answers to interactions may be ephemeral. */
export function readDraft(call: Call, channel: Channel, mayBeEphemeral: boolean): Omit<Draft, "author"> {
  const body = (call.body ?? {}) as MessageBody;
  checkMessage(call.world, body, { uploads: call.uploads.map(({ bytes }) => bytes.length), kept: null });
  const allowed = mayBeEphemeral ? newFlags | messageFlags.ephemeral : newFlags;
  return {
    ...fields(call, body, channel.id),
    flags: (body.flags ?? 0) & allowed,
    replyTo: replyTarget(body, channel),
    ...(body.nonce == null ? {} : { nonce: body.nonce }),
  };
}

/**
 * A checked change of a message. The first change of a deferred answer ends its "thinking"; whether it is ephemeral
 * was settled when it was deferred, and components v2 cannot be taken back.
 */
export function readChange(call: Call, stored: StoredMessage): Edit {
  const body = (call.body ?? {}) as MessageBody;
  checkMessage(call.world, body, { uploads: call.uploads.map(({ bytes }) => bytes.length), kept: stored.wire });
  const { suppressEmbeds, componentsV2, loading } = messageFlags;
  const before = stored.wire.flags & ~loading;
  const kept = body.flags == null ? before : before & ~suppressEmbeds;
  const flags = kept | ((body.flags ?? 0) & (suppressEmbeds | componentsV2));
  return { ...fields(call, body, stored.wire.channel_id, stored), flags };
}

function fields(call: Call, body: MessageBody, channelId: string, kept?: StoredMessage): Edit {
  const attachments = attachmentsOf(call, body, channelId, kept);
  return {
    ...(body.content === undefined ? {} : { content: body.content ?? "" }),
    ...(body.embeds === undefined ? {} : { embeds: body.embeds ?? [] }),
    ...(body.components === undefined ? {} : { components: body.components ?? [] }),
    ...(body.allowed_mentions == null ? {} : { allowedMentions: body.allowed_mentions }),
    ...(attachments === null ? {} : { attachments }),
  };
}

/** Uploaded files become attachments; a change keeps those it names. */
function attachmentsOf(
  call: Call,
  body: MessageBody,
  channelId: string,
  kept?: StoredMessage,
): readonly Attachment[] | null {
  if (call.uploads.length === 0 && body.attachments == null) return null;
  const before = kept?.wire.attachments ?? [];
  const named = body.attachments?.map(({ id }) => String(id));
  const old = named === undefined ? before : before.filter(({ id }) => named.includes(id));
  const added = call.uploads.map((upload) => {
    const described = body.attachments?.find(({ id }) => String(id) === upload.key.replace(/\D/g, ""));
    return storeUpload(call.world, channelId, {
      ...upload,
      name: described?.filename ?? upload.name,
      ...(described?.description == null ? {} : { description: described.description }),
    });
  });
  return [...old, ...added];
}

function replyTarget(body: MessageBody, channel: Channel): StoredMessage | null {
  const reference = body.message_reference;
  if (reference?.message_id === undefined) return null;
  const target = channel.messages.get(reference.message_id);
  if (target !== undefined && target.visibleTo === null) return target;
  if (reference.fail_if_not_exists === false) return null;
  throw invalidForm({
    message_reference: { _errors: [{ code: "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", message: "Unknown message" }] },
  });
}
