import { directChannel } from "#local-discord/channels.ts";
import { channelPayload, guildFields, memberPayload } from "#local-discord/places.ts";
import { refuse } from "#local-discord/refusal.ts";
import { startTyping } from "#local-discord/typing.ts";
import { channelOfPath, demand } from "./access.ts";
import { noContent, ok, type Route } from "./router.ts";

export const channelRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: "/channels/:channel",
    handle: (call) => ok(channelPayload(channelOfPath(call))),
  },
  {
    method: "POST",
    pattern: "/channels/:channel/typing",
    handle(call) {
      const channel = channelOfPath(call);
      demand(call, channel, channel.type === 11 ? "sendMessagesInThreads" : "sendMessages");
      startTyping(call.world, channel, call.world.bot);
      return noContent;
    },
  },
  {
    method: "POST",
    pattern: "/users/@me/channels",
    handle({ world, body }) {
      const id = (body as { recipient_id?: unknown } | null)?.recipient_id;
      const user = world.users.get(String(id));
      if (user === undefined || user.bot === true) throw refuse("cannotMessageUser");
      return ok(channelPayload(directChannel(world, user)));
    },
  },
  {
    method: "GET",
    pattern: "/guilds/:guild",
    handle({ world, param }) {
      const guild = world.guilds.get(param("guild"));
      if (guild === undefined) throw refuse("unknownGuild");
      return ok(guildFields(guild));
    },
  },
  {
    method: "GET",
    pattern: "/guilds/:guild/members/:user",
    handle({ world, param }) {
      const guild = world.guilds.get(param("guild"));
      if (guild === undefined) throw refuse("unknownGuild");
      const member = guild.members.get(param("user") === "@me" ? world.bot.id : param("user"));
      if (member === undefined) throw refuse("unknownMember");
      return ok(memberPayload(member));
    },
  },
];
