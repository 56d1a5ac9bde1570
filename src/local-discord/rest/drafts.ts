import type { AllowedMentions } from "#local-discord/mentions.ts";
import { checkMessage } from "#local-discord/message-limits.ts";
import type { Draft, Edit } from "#local-discord/messages.ts";
import { invalidForm } from "#local-discord/refusal.ts";
import type { Attachment, Component, Embed } from "#local-discord/wire.ts";
import type { Channel, StoredMessage } from "#local-discord/world.ts";
import type { Call } from "./router.ts";

/** The fields of a message body that this stand-in acts on. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly Embed[] | null;
  readonly components?: readonly Component[] | null;
  readonly allowed_mentions?: AllowedMentions | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly attachments?:
    | readonly { readonly id: string | number; readonly filename?: string; readonly description?: string }[]
    | null;
  readonly message_reference?: { readonly message_id?: string; readonly fail_if_not_exists?: boolean } | null;
}

/** A checked new message. */
export function readDraft(call: Call, channel: Channel): Omit<Draft, "author"> {
  const body = (call.body ?? {}) as MessageBody;
  checkMessage(call.world, body, { uploads: call.uploads.length, kept: null });
  return {
    ...fields(call, body, channel.id),
    replyTo: replyTarget(body, channel),
    ...(body.nonce == null ? {} : { nonce: body.nonce }),
  };
}

/** A checked change of a message. */
export function readChange(call: Call, stored: StoredMessage): Edit {
  const body = (call.body ?? {}) as MessageBody;
  checkMessage(call.world, body, { uploads: call.uploads.length, kept: stored.wire });
  return fields(call, body, stored.wire.channel_id, stored);
}

function fields(call: Call, body: MessageBody, channelId: string, kept?: StoredMessage): Edit {
  const attachments = attachmentsOf(call, body, channelId, kept);
  return {
    ...(body.content === undefined ? {} : { content: body.content ?? "" }),
    ...(body.embeds == null ? {} : { embeds: body.embeds }),
    ...(body.components == null ? {} : { components: body.components }),
    ...(body.allowed_mentions == null ? {} : { allowedMentions: body.allowed_mentions }),
    ...(body.flags == null ? {} : { flags: body.flags }),
    ...(attachments === null ? {} : { attachments }),
  };
}

/** Uploaded files become attachments; an edit keeps those it names. */
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
  return [...old, ...call.uploads.map((upload) => store(call, upload, body, channelId))];
}

function store(call: Call, upload: Call["uploads"][number], body: MessageBody, channelId: string): Attachment {
  const { world } = call;
  const index = upload.key.replace(/\D/g, "");
  const described = body.attachments?.find(({ id }) => String(id) === index);
  const id = world.nextId();
  const filename = described?.filename ?? upload.name;
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
  world.uploads.set(path, { bytes: upload.bytes, contentType: upload.contentType });
  const url = `${world.origin}${path}`;
  return {
    id,
    filename,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    content_type: upload.contentType,
    ...(described?.description === undefined ? {} : { description: described.description }),
  };
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
