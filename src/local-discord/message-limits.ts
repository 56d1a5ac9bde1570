import { checkComponents } from "./component-limits.ts";
import { flatten } from "./components.ts";
import { checkEmbeds } from "./embed-limits.ts";
import { createForm, type Form } from "./form.ts";
import type { AllowedMentions } from "./mentions.ts";
import { refuse } from "./refusal.ts";
import { checkShape } from "./shapes.ts";
import { type Component, type Embed, type Message, messageFlags } from "./wire.ts";
import type { World } from "./world.ts";

/** Bytes of one uploaded file. */
const fileLimit = 10 * 1024 * 1024;

/** The fields of a message body that this stand-in acts on. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly Embed[] | null;
  readonly components?: readonly Component[] | null;
  readonly allowed_mentions?: AllowedMentions | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly attachments?: readonly AttachmentBody[] | null;
  readonly message_reference?: { readonly message_id?: string; readonly fail_if_not_exists?: boolean } | null;
}

interface AttachmentBody {
  readonly id: string | number;
  readonly filename?: string;
  readonly description?: string;
}

interface Context {
  /** Sizes of the uploaded files in bytes. */
  readonly uploads: readonly number[];
  /** The message as it stands, for a change. */
  readonly kept: Message | null;
}

/** Throws what Discord answers to a body that breaks a rule, and notes content that could ping. */
export function checkMessage(world: World, body: MessageBody, { uploads, kept }: Context): void {
  checkShape(body, "object");
  const form = createForm();
  const whole = merge(body, kept);
  form.text(["content"], body.content, 0, 2000);
  form.text(["nonce"], typeof body.nonce === "number" ? String(body.nonce) : body.nonce, 0, 25);
  checkEmbeds(form, whole.embeds);
  checkComponents(form, whole.components, whole.v2);
  if (whole.v2) checkLegacyFields(form, body);
  checkAllowedMentions(form, body.allowed_mentions);
  form.list(["attachments"], body.attachments, 0, 10);
  form.settle();
  if (uploads.length > 10 || uploads.some((size) => size > fileLimit)) throw refuse("tooLarge");
  const parts = whole.embeds.length + whole.components.length + uploads.length + whole.attachments;
  if (whole.content.trim() === "" && parts === 0) throw refuse("emptyMessage");
  noteMentions(world, body);
}

/** What the message will be: fields that are absent stay as they are, `null` empties them. */
function merge(body: MessageBody, kept: Message | null) {
  const { content = kept?.content, embeds = kept?.embeds, components = kept?.components } = body;
  const flags = (kept?.flags ?? 0) | (body.flags ?? 0);
  return {
    content: content ?? "",
    embeds: embeds ?? [],
    components: components ?? [],
    attachments: body.attachments?.length ?? kept?.attachments.length ?? 0,
    v2: (flags & messageFlags.componentsV2) !== 0,
  };
}

function checkLegacyFields(form: Form, body: MessageBody): void {
  for (const field of ["content", "embeds"] as const) {
    if ((body[field]?.length ?? 0) === 0) continue;
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    form.fault([field], "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
  }
}

function checkAllowedMentions(form: Form, allowed: AllowedMentions | null | undefined): void {
  form.list(["allowed_mentions", "users"], allowed?.users, 0, 100);
  form.list(["allowed_mentions", "roles"], allowed?.roles, 0, 100);
  for (const kind of ["users", "roles"] as const) {
    if ((allowed?.parse?.includes(kind) ?? false) && (allowed?.[kind]?.length ?? 0) > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.fault(["allowed_mentions"], "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
    }
  }
}

/** Discord lets a body without `allowed_mentions` ping whoever its text names; this project never wants that. */
function noteMentions(world: World, body: MessageBody): void {
  const texts = flatten(body.components ?? []).some(({ type }) => type === 10);
  const canPing = (body.content ?? "") !== "" || texts || body.message_reference != null;
  const allowed = body.allowed_mentions;
  const silent =
    allowed != null &&
    allowed.parse?.length === 0 &&
    (allowed.users ?? []).length === 0 &&
    (allowed.roles ?? []).length === 0 &&
    allowed.replied_user !== true;
  if (canPing && !silent) {
    const found = JSON.stringify(allowed ?? null);
    world.violate(
      "allowed_mentions",
      `expected {"parse":[]} beside ${JSON.stringify(body.content ?? "")}, found ${found}`,
    );
  }
}
