import { refuse } from "./refusal.ts";
import type { MessageBody } from "./rest/drafts.ts";
import type { Message } from "./wire.ts";
import type { World } from "./world.ts";

interface Context {
  readonly uploads: number;
  /** The message as it stands, for a change. */
  readonly kept: Message | null;
}

export function checkMessage(_world: World, body: MessageBody, context: Context): void {
  const content = body.content === undefined ? (context.kept?.content ?? "") : (body.content ?? "");
  const embeds = body.embeds ?? context.kept?.embeds ?? [];
  const components = body.components ?? context.kept?.components ?? [];
  const attachments = context.uploads + (context.kept?.attachments.length ?? 0);
  if (content.trim() === "" && embeds.length === 0 && components.length === 0 && attachments === 0) {
    throw refuse("emptyMessage");
  }
}
