import { checkCommands } from "#local-discord/command-limits.ts";
import { refuse } from "#local-discord/refusal.ts";
import type { Command } from "#local-discord/wire.ts";
import type { CommandSet, World } from "#local-discord/world.ts";
import { type Call, ok, type Route } from "./router.ts";

/** Discord's limit of new commands a day and place. */
const createsADay = 200;

export const commandRoutes: readonly Route[] = ["", "/guilds/:guild"].flatMap((place): readonly Route[] => {
  const pattern = `/applications/:application${place}/commands`;
  return [
    { method: "GET", pattern, handle: (call) => ok(setOf(call).list) },
    { method: "PUT", pattern, handle: (call) => ok(overwrite(call)) },
    {
      method: "GET",
      pattern: `${pattern}/:command`,
      handle(call) {
        const command = setOf(call).list.find(({ id }) => id === call.param("command"));
        if (command === undefined) throw refuse("unknownCommand");
        return ok(command);
      },
    },
    {
      method: "DELETE",
      pattern: `${pattern}/:command`,
      handle(call) {
        const set = setOf(call);
        if (!set.list.some(({ id }) => id === call.param("command"))) throw refuse("unknownCommand");
        set.list = set.list.filter(({ id }) => id !== call.param("command"));
        return { status: 204 };
      },
    },
  ];
});

function setOf({ world, param }: Call): CommandSet {
  if (param("application") !== world.applicationId) throw refuse("unknownApplication");
  if (param("guild") === "") return world.commands;
  const guild = world.guilds.get(param("guild"));
  if (guild === undefined) throw refuse("missingAccess");
  return guild.commands;
}

/** Replaces all commands of a place; a command that keeps its name and type keeps its id. */
function overwrite(call: Call): readonly Command[] {
  const set = setOf(call);
  const bodies = checkCommands(call.body);
  const known = (body: CommandBody) =>
    set.list.find((command) => command.name === body.name && command.type === (body.type ?? 1));
  const created = bodies.filter((body) => known(body) === undefined).length;
  if (set.created + created > createsADay) throw refuse("tooManyCommandCreates");
  set.created += created;
  set.overwrites += 1;
  set.list = bodies.map((body) => makeCommand(call.world, body, known(body), call.param("guild")));
  return set.list;
}

type CommandBody = ReturnType<typeof checkCommands>[number];

function makeCommand(world: World, body: CommandBody, before: Command | undefined, guildId: string): Command {
  return {
    id: before?.id ?? world.nextId(),
    application_id: world.applicationId,
    version: world.nextId(),
    default_member_permissions: body.default_member_permissions ?? null,
    type: body.type ?? 1,
    name: body.name,
    description: body.description ?? "",
    nsfw: body.nsfw ?? false,
    integration_types: body.integration_types ?? [0],
    ...(body.options === undefined ? {} : { options: body.options }),
    ...(guildId === "" ? { contexts: body.contexts ?? null } : { guild_id: guildId }),
  };
}
