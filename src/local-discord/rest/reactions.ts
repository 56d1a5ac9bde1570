import { react, unreact } from "#local-discord/reactions.ts";
import { refuse } from "#local-discord/refusal.ts";
import { channelOfPath, demand, messageOfPath } from "./access.ts";
import { type Call, noContent, ok, type Reply, type Route } from "./router.ts";

const one = "/channels/:channel/messages/:message/reactions/:emoji";

export const reactionRoutes: readonly Route[] = [
  {
    method: "PUT",
    pattern: `${one}/@me`,
    handle(call) {
      const channel = channelOfPath(call);
      demand(call, channel, "addReactions", "readMessageHistory");
      react(call.world, messageOfPath(call, channel), call.world.bot, call.param("emoji"));
      return noContent;
    },
  },
  { method: "DELETE", pattern: `${one}/@me`, handle: (call) => takeBack(call, call.world.bot.id) },
  { method: "DELETE", pattern: `${one}/:user`, handle: (call) => takeBack(call, call.param("user")) },
  {
    method: "GET",
    pattern: one,
    handle(call) {
      const who = messageOfPath(call, channelOfPath(call)).reactions.get(call.param("emoji")) ?? [];
      return ok([...who].flatMap((id) => call.world.users.get(id) ?? []));
    },
  },
];

function takeBack(call: Call, userId: string): Reply {
  const channel = channelOfPath(call);
  const user = call.world.users.get(userId);
  if (user === undefined) throw refuse("unknownUser");
  if (userId !== call.world.bot.id) demand(call, channel, "manageMessages");
  unreact(call.world, messageOfPath(call, channel), user, call.param("emoji"));
  return noContent;
}
