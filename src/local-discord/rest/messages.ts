import { intents } from "#local-discord/intents.ts";
import { asTheBotReads, edit, post, remove } from "#local-discord/messages.ts";
import { refuse } from "#local-discord/refusal.ts";
import type { StoredMessage, World } from "#local-discord/world.ts";
import { channelOfPath, demand, messageOfPath } from "./access.ts";
import { readChange, readDraft } from "./drafts.ts";
import { type Call, noContent, ok, type Reply, type Route } from "./router.ts";

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
  const channel = channelOfPath(call);
  demand(call, channel, channel.type === 11 ? "sendMessagesInThreads" : "sendMessages");
  const draft = readDraft(call, channel);
  return ok(forBot(call.world, post(call.world, channel, { ...draft, author: call.world.bot })));
}

function list(call: Call): Reply {
  const channel = channelOfPath(call);
  const { query } = call;
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 50), 1), 100);
  const all = [...channel.messages.values()].filter((stored) => stored.visibleTo === null);
  const id = (stored: StoredMessage) => BigInt(stored.wire.id);
  const before = query.get("before");
  const after = query.get("after");
  let page = all;
  if (before !== null) page = all.filter((stored) => id(stored) < BigInt(before));
  if (after !== null) page = all.filter((stored) => id(stored) > BigInt(after)).slice(0, limit);
  const newestFirst = page.slice(-limit).reverse();
  return ok(newestFirst.map((stored) => forBot(call.world, stored)));
}

function forBot(world: World, stored: StoredMessage): unknown {
  return asTheBotReads(world, stored, (world.options.allowedIntents & intents.messageContent) !== 0);
}
