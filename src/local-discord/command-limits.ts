import { createForm, type Form, type Path } from "./form.ts";
import { checkChoice } from "./modal-limits.ts";
import { checkShape } from "./shapes.ts";
import type { Command, CommandOption } from "./wire.ts";

/** A command as the bot registers it. */
export type CommandBody = Pick<Command, "name"> & Partial<Omit<Command, "id" | "application_id" | "version">>;

/** How many commands of each type a place may have: slash, of a user, of a message. */
const most: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** Letters and digits of any script, `-`, `_` and `'`; at most 32. */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Checks all commands of a place at once. */
export function checkCommands(body: unknown): readonly CommandBody[] {
  checkShape(body, "list");
  const form = createForm();
  form.list([], body, 0, 130);
  form.settle();
  const commands = (body ?? []) as readonly CommandBody[];
  for (const [index, command] of commands.entries()) checkCommand(form, [index], command);
  for (const type of [1, 2, 3]) {
    const same = commands.filter((command) => (command.type ?? 1) === type);
    const limit = most[type] ?? 0;
    if (same.length > limit) {
      form.fault([], "APPLICATION_COMMANDS_MAX_EXCEEDED", `Maximum number of application commands reached (${limit})`);
    }
    if (new Set(same.map(({ name }) => name)).size < same.length) {
      form.fault([], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
    }
  }
  form.settle();
  return commands;
}

function checkCommand(form: Form, path: Path, command: CommandBody): void {
  if ((command.type ?? 1) === 1) {
    checkName(form, path, command.name);
    form.text([...path, "description"], command.description, 1, 100);
    checkOptions(form, path, command.options);
  } else {
    form.text([...path, "name"], command.name, 1, 32);
    form.text([...path, "description"], command.description, 0, 0);
  }
  const size = sizeOf(command);
  if (size > 8000) form.fault(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
}

function checkName(form: Form, path: Path, name: unknown): void {
  if (typeof name === "string" && namePattern.test(name) && name === name.toLowerCase()) return;
  form.fault([...path, "name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}

function checkOptions(form: Form, path: Path, options: readonly CommandOption[] | undefined): void {
  form.list([...path, "options"], options, 0, 25);
  const list = options ?? [];
  const firstOptional = list.findIndex((option) => option.required !== true);
  for (const [index, option] of list.entries()) {
    const at = [...path, "options", index];
    checkName(form, at, option.name);
    form.text([...at, "description"], option.description, 1, 100);
    checkOptions(form, at, option.options);
    checkOptionChoices(form, at, option);
    form.number([...at, "min_length"], option.min_length, 0, 6000);
    form.number([...at, "max_length"], option.max_length, 1, 6000);
    if (option.required === true && firstOptional !== -1 && index > firstOptional) {
      const message = "Required options must be placed before non-required options";
      form.fault(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
    }
  }
  if (new Set(list.map(({ name }) => name)).size < list.length) {
    form.fault([...path, "options"], "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name must be unique");
  }
}

function checkOptionChoices(form: Form, path: Path, option: CommandOption): void {
  form.list([...path, "choices"], option.choices, 0, 25);
  for (const [index, choice] of (option.choices ?? []).entries())
    checkChoice(form, [...path, "choices", index], choice);
  if (option.autocomplete === true && (option.choices?.length ?? 0) > 0) {
    const message = "Autocomplete options cannot have choices";
    form.fault(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message);
  }
}

/** Characters of names, descriptions and values, those of the options included. */
function sizeOf(part: CommandBody | CommandOption): number {
  const choices = "choices" in part ? (part.choices ?? []) : [];
  const own = (part.name ?? "").length + (part.description ?? "").length;
  const values = choices.reduce((sum, { name, value }) => sum + (name ?? "").length + String(value ?? "").length, 0);
  return own + values + (part.options ?? []).reduce((sum, option) => sum + sizeOf(option), 0);
}
