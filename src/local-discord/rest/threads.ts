import { createForm } from "#local-discord/form.ts";
import { channelPayload } from "#local-discord/places.ts";
import { refuse } from "#local-discord/refusal.ts";
import { archive, openThread } from "#local-discord/threads.ts";
import type { Channel } from "#local-discord/world.ts";
import { channelOfPath, demand, messageOfPath } from "./access.ts";
import { type Call, noContent, ok, type Route } from "./router.ts";

export const threadRoutes: readonly Route[] = [
  {
    method: "POST",
    pattern: "/channels/:channel/threads",
    handle(call) {
      const channel = channelOfPath(call);
      return { status: 201, body: channelPayload(open(call, channel, false)) };
    },
  },
  {
    method: "POST",
    pattern: "/channels/:channel/messages/:message/threads",
    handle(call) {
      const channel = channelOfPath(call);
      return { status: 201, body: channelPayload(open(call, channel, true)) };
    },
  },
  {
    method: "PATCH",
    pattern: "/channels/:channel",
    handle(call) {
      const thread = channelOfPath(call);
      if (thread.type !== 11) throw refuse("missingPermissions");
      if (thread.ownerId !== call.world.bot.id) demand(call, thread, "manageThreads");
      const archived = (call.body as { archived?: unknown } | null)?.archived;
      if (typeof archived === "boolean") archive(call.world, thread, archived);
      return ok(channelPayload(thread));
    },
  },
  {
    method: "PUT",
    pattern: "/channels/:channel/thread-members/@me",
    handle(call) {
      if (channelOfPath(call).type !== 11) throw refuse("unknownChannel");
      return noContent;
    },
  },
];

function open(call: Call, parent: Channel, onMessage: boolean): Channel {
  demand(call, parent, "createPublicThreads");
  const name = (call.body as { name?: unknown } | null)?.name;
  const form = createForm();
  form.text(["name"], name, 1, 100);
  form.settle();
  return openThread(call.world, parent, call.world.bot, String(name), onMessage ? messageOfPath(call, parent) : null);
}
