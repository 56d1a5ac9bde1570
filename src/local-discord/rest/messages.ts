import { intents } from "#local-discord/intents.ts";
import type { MessageBody } from "#local-discord/message-limits.ts";
import { asTheBotReads, edit, post, remove } from "#local-discord/messages.ts";
import { may } from "#local-discord/permissions.ts";
import { refuse } from "#local-discord/refusal.ts";
import { archive } from "#local-discord/threads.ts";
import type { Channel, StoredMessage, World } from "#local-discord/world.ts";
import { channelOfPath, demand, messageOfPath } from "./access.ts";
import { readChange, readDraft } from "./drafts.ts";
import { type Call, noContent, ok, type Reply, type Route } from "./router.ts";

/** "The past few minutes", as Discord's documentation has it. */
const nonceMemoryMs = 5 * 60_000;

const one = "/channels/:channel/messages/:message";

export const messageRoutes: readonly Route[] = [
  { method: "POST", pattern: "/channels/:channel/messages", handle: create },
  { method: "GET", pattern: "/channels/:channel/messages", handle: list },
  {
    method: "GET",
    pattern: one,
    handle(call) {
      const channel = channelOfPath(call);
      demand(call, channel, "readMessageHistory");
      return ok(forBot(call.world, messageOfPath(call, channel)));
    },
  },
  {
    method: "PATCH",
    pattern: one,
    handle(call) {
      const stored = messageOfPath(call, channelOfPath(call));
      if (stored.wire.author.id !== call.world.bot.id) throw refuse("notOwnMessage");
      edit(call.world, stored, readChange(call, stored));
      return ok(forBot(call.world, stored));
    },
  },
  {
    method: "DELETE",
    pattern: one,
    handle(call) {
      const channel = channelOfPath(call);
      const stored = messageOfPath(call, channel);
      if (stored.wire.author.id !== call.world.bot.id) demand(call, channel, "manageMessages");
      remove(call.world, stored);
      return noContent;
    },
  },
];

function create(call: Call): Reply {
  const { world } = call;
  const channel = channelOfPath(call);
  demand(call, channel, channel.type === 11 ? "sendMessagesInThreads" : "sendMessages");
  const body = (call.body ?? {}) as MessageBody;
  if ((body.embeds?.length ?? 0) > 0) demand(call, channel, "embedLinks");
  if (call.uploads.length > 0) demand(call, channel, "attachFiles");
  const twin = body.enforce_nonce === true ? sentBefore(world, channel, body.nonce) : undefined;
  if (twin !== undefined) return ok(forBot(world, twin));
  const draft = readDraft(call, channel, false);
  if (draft.replyTo != null && !may(channel, world.bot.id, "readMessageHistory")) {
    throw refuse("cannotReplyWithoutHistory");
  }
  if (channel.archived) archive(world, channel, false);
  return ok(forBot(world, post(world, channel, { ...draft, author: world.bot })));
}

/** A message of the last minutes with this nonce: sending it again gives the same message. */
function sentBefore(world: World, channel: Channel, nonce: MessageBody["nonce"]): StoredMessage | undefined {
  if (nonce == null) return undefined;
  return [...channel.messages.values()].find(
    ({ wire }) =>
      wire.nonce === nonce &&
      wire.author.id === world.bot.id &&
      world.now() - Date.parse(wire.timestamp) < nonceMemoryMs,
  );
}

function list(call: Call): Reply {
  const channel = channelOfPath(call);
  const { query } = call;
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 50), 1), 100);
  const all = [...channel.messages.values()].filter((stored) => stored.visibleTo === null);
  const id = (stored: StoredMessage) => BigInt(stored.wire.id);
  const before = query.get("before");
  const after = query.get("after");
  let page = may(channel, call.world.bot.id, "readMessageHistory") ? all : [];
  if (before !== null) page = page.filter((stored) => id(stored) < BigInt(before));
  if (after !== null) page = page.filter((stored) => id(stored) > BigInt(after)).slice(0, limit);
  const newestFirst = page.slice(-limit).reverse();
  return ok(newestFirst.map((stored) => forBot(call.world, stored)));
}

function forBot(world: World, stored: StoredMessage): unknown {
  return asTheBotReads(world, stored, (world.options.allowedIntents & intents.messageContent) !== 0);
}
