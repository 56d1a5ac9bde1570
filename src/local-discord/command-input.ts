import { InputError } from "#errors.ts";
import { type FileUpload, storeUpload } from "./attachments.ts";
import { may, permissionsIn } from "./permissions.ts";
import { channelPayload, memberFields } from "./places.ts";
import type { Attachment, Command, CommandOption } from "./wire.ts";
import type { Channel, World } from "./world.ts";

/**
 * Option values by name; users and channels are named by an object with their id, files are uploaded, or named by an
 * attachment of a message.
 */
export type CommandValues = Readonly<
  Record<string, string | number | boolean | { readonly id: string } | Attachment | FileUpload>
>;

/** Values whose files are uploaded. */
type KeptValues = Readonly<Record<string, string | number | boolean | { readonly id: string } | Attachment>>;

/** Types of commands: slash, in the menu of a user, in the menu of a message. */
type CommandType = 1 | 2 | 3;

/** The command as the channel offers it: the server's own before the global one. */
export function findCommand(world: World, channel: Channel, name: string, wanted: CommandType = 1): Command {
  const first = wanted === 1 ? name.split(" ")[0] : name;
  const all = [...(channel.guild?.commands.list ?? []), ...world.commands.list];
  const offered = all.filter(({ type }) => type === wanted);
  const context = channel.guild === null ? 1 : 0;
  const usable = offered.filter(({ contexts }) => contexts == null || contexts.includes(context));
  const command = usable.find((one) => one.name === first);
  if (command === undefined) {
    const names = usable.map((one) => `/${one.name}`).join(", ") || "none";
    throw new InputError(`Expected the bot to have registered /${first} for this place, found ${names}.`);
  }
  return command;
}

interface Input {
  /** The command with its subcommand, as `"library add"`. */
  readonly name: string;
  readonly values: KeptValues;
  /** The last value is still being typed: nothing is required or checked yet. */
  readonly typing: boolean;
}

/** Throws where the command asks for permissions that this person lacks; a server's administrators may use all. */
export function demandPermissions(channel: Channel, userId: string, command: Command): void {
  const wanted = command.default_member_permissions;
  if (wanted === null || channel.guild === null || may(channel, userId, "administrator")) return;
  const found = permissionsIn(channel.guild, channel, userId);
  if (wanted !== "0" && (found & BigInt(wanted)) === BigInt(wanted)) return;
  throw new InputError(
    `Expected a command that this person is offered, but /${command.name} wants permissions ${wanted}.`,
  );
}

/** The `data` of a command interaction: subcommands nested as Discord nests them, values checked against the options. */
export function optionsOf(
  world: World,
  channel: Channel,
  command: Command,
  { values: given, ...rest }: Omit<Input, "values"> & { readonly values: CommandValues },
): Record<string, unknown> {
  const values = keepFiles(world, channel, given);
  const options = nest(command.options ?? [], rest.name.split(" ").slice(1), { ...rest, values });
  const resolved = resolve(world, channel, values);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    ...(options.length === 0 ? {} : { options }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

/** What comes with a command is kept for a while only, and not seen by others. */
function keepFiles(world: World, channel: Channel, values: CommandValues): KeptValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, given]) => [
      name,
      typeof given === "object" && "bytes" in given
        ? { ...storeUpload(world, channel.id, given), ephemeral: true }
        : given,
    ]),
  );
}

function nest(options: readonly CommandOption[], path: readonly string[], input: Input): readonly object[] {
  const [step, ...rest] = path;
  if (step === undefined) return fill(options, input);
  const branch = options.find((option) => option.name === step && option.type <= 2);
  if (branch === undefined) throw new InputError(`Expected a subcommand "${step}", found ${namesOf(options)}.`);
  return [{ name: step, type: branch.type, options: nest(branch.options ?? [], rest, input) }];
}

function fill(options: readonly CommandOption[], { values, typing }: Input): readonly object[] {
  const lacking = options.find((option) => option.required === true && !(option.name in values));
  if (lacking !== undefined && !typing)
    throw new InputError(`Expected the option "${lacking.name}", which is required.`);
  const last = Object.keys(values).at(-1);
  return Object.entries(values).map(([name, given]) => {
    const option = options.find((one) => one.name === name);
    if (option === undefined) throw new InputError(`Expected one of the options ${namesOf(options)}, found "${name}".`);
    const value = scalarOf(given);
    if (!typing) checkValue(option, value);
    return { name, type: option.type, value, ...(typing && name === last ? { focused: true } : {}) };
  });
}

function scalarOf(given: KeptValues[string]): string | number | boolean {
  return typeof given === "object" ? given.id : given;
}

/** The users, channels, roles and files that values name. */
function resolve(world: World, channel: Channel, values: KeptValues): Record<string, Record<string, unknown>> {
  const resolved: Record<string, Record<string, unknown>> = {};
  const note = (kind: string, id: string, payload: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: payload };
  };
  for (const given of Object.values(values)) {
    if (typeof given !== "object") continue;
    const { id } = given;
    const user = world.users.get(id);
    const member = channel.guild?.members.get(id);
    const place = world.channels.get(id);
    if (user !== undefined) note("users", id, user);
    if (member !== undefined) note("members", id, { ...memberFields(member), permissions: "0" });
    if (place !== undefined) note("channels", id, { ...channelPayload(place), permissions: "0" });
    if ("url" in given) note("attachments", id, given);
  }
  return resolved;
}

const kinds: Readonly<Record<number, string>> = { 3: "string", 4: "number", 5: "boolean", 10: "number" };

function checkValue(option: CommandOption, value: string | number | boolean): void {
  const kind = kinds[option.type] ?? "string";
  const found = typeof value;
  if (found !== kind) throw new InputError(`Expected a ${kind} for "${option.name}", found a ${found}.`);
  const choices = option.choices?.map((choice) => choice.value);
  if (choices !== undefined && !choices.some((choice) => choice === value)) {
    throw new InputError(`Expected one of ${choices.join(", ")} for "${option.name}", found ${value}.`);
  }
  const size = typeof value === "string" ? value.length : Number(value);
  const [least, most] =
    kind === "string" ? [option.min_length, option.max_length ?? 6000] : [option.min_value, option.max_value];
  if (kind !== "boolean" && (size < (least ?? size) || size > (most ?? size))) {
    throw new InputError(`Expected ${least ?? "any"} to ${most ?? "any"} for "${option.name}", found ${size}.`);
  }
}

function namesOf(options: readonly CommandOption[]): string {
  return options.map(({ name }) => name).join(", ") || "none";
}
