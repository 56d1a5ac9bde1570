import type { Command, CommandOption } from "./wire.ts";
import type { Channel, World } from "./world.ts";

/** Option values by name; users, channels and roles are named by an object with their id. */
export type CommandValues = Readonly<Record<string, string | number | boolean | { readonly id: string }>>;

/** The slash command as the channel offers it: the server's own before the global one. */
export function findCommand(world: World, channel: Channel, name: string): Command {
  const [first] = name.split(" ");
  const offered = [...(channel.guild?.commands.list ?? []), ...world.commands.list].filter(({ type }) => type === 1);
  const context = channel.guild === null ? 1 : 0;
  const usable = offered.filter(({ contexts }) => contexts == null || contexts.includes(context));
  const command = usable.find((one) => one.name === first);
  if (command === undefined) {
    const names = usable.map((one) => `/${one.name}`).join(", ") || "none";
    throw new Error(`Expected the bot to have registered /${first} for this place, found ${names}.`);
  }
  return command;
}

/** The `data` of a command interaction: subcommands nested as Discord nests them, values checked against the options. */
export function optionsOf(
  command: Command,
  name: string,
  values: CommandValues,
  typing: boolean,
): Record<string, unknown> {
  const path = name.split(" ").slice(1);
  const options = nest(command.options ?? [], path, values, typing);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    ...(options.length === 0 ? {} : { options }),
  };
}

function nest(
  options: readonly CommandOption[],
  path: readonly string[],
  values: CommandValues,
  typing: boolean,
): readonly object[] {
  const [step, ...rest] = path;
  if (step === undefined) return fill(options, values, typing);
  const branch = options.find((option) => option.name === step && option.type <= 2);
  if (branch === undefined) throw new Error(`Expected a subcommand "${step}", found ${namesOf(options)}.`);
  return [{ name: step, type: branch.type, options: nest(branch.options ?? [], rest, values, typing) }];
}

function fill(options: readonly CommandOption[], values: CommandValues, typing: boolean): readonly object[] {
  const strange = Object.keys(values).find((name) => !options.some((option) => option.name === name));
  if (strange !== undefined) throw new Error(`Expected an option of the command, found "${strange}".`);
  const lacking = options.find((option) => option.required === true && !(option.name in values));
  if (lacking !== undefined && !typing) throw new Error(`Expected the option "${lacking.name}", which is required.`);
  const last = Object.keys(values).at(-1);
  return Object.entries(values).map(([name, given]) => {
    const option = options.find((one) => one.name === name);
    const value = typeof given === "object" ? given.id : given;
    if (option !== undefined && !typing) checkValue(option, value);
    return { name, type: option?.type, value, ...(typing && name === last ? { focused: true } : {}) };
  });
}

const kinds: Readonly<Record<number, string>> = { 3: "string", 4: "number", 5: "boolean", 10: "number" };

function checkValue(option: CommandOption, value: string | number | boolean): void {
  const kind = kinds[option.type] ?? "string";
  const found = typeof value;
  if (found !== kind) throw new Error(`Expected a ${kind} for "${option.name}", found a ${found}.`);
  const choices = option.choices?.map((choice) => choice.value);
  if (choices !== undefined && !choices.some((choice) => choice === value)) {
    throw new Error(`Expected one of ${choices.join(", ")} for "${option.name}", found ${value}.`);
  }
  const size = typeof value === "string" ? value.length : Number(value);
  const [least, most] =
    kind === "string" ? [option.min_length, option.max_length ?? 6000] : [option.min_value, option.max_value];
  if (kind !== "boolean" && (size < (least ?? size) || size > (most ?? size))) {
    throw new Error(`Expected ${least ?? "any"} to ${most ?? "any"} for "${option.name}", found ${size}.`);
  }
}

function namesOf(options: readonly CommandOption[]): string {
  return options.map(({ name }) => name).join(", ") || "none";
}
