import { InputError } from "#errors.ts";
import { flatten, selectTypes } from "./components.ts";
import type { Modal } from "./interactions.ts";
import type { Component, Message } from "./wire.ts";

/** What a person can press, choose from and fill in on the screen. Anything a person could not do throws. */
export function findButton(message: Message, name: string): Component {
  const buttons = flatten(message.components).filter(({ type }) => type === 2);
  const button = buttons.find((one) => one.custom_id === name) ?? buttons.find((one) => one.label === name);
  if (button === undefined) throw missing("button", name, buttons);
  if (button.disabled === true)
    throw new InputError(`Expected a button that can be clicked, but "${name}" is disabled.`);
  if (button.custom_id === undefined) throw new InputError(`Expected a button of the bot, but "${name}" is a link.`);
  return button;
}

export function findSelect(message: Message, name: string, values: readonly string[]): Component {
  const menus = flatten(message.components).filter(({ type }) => selectTypes.includes(type));
  const menu = menus.find((one) => one.custom_id === name) ?? menus.find((one) => one.placeholder === name);
  if (menu === undefined) throw missing("select menu", name, menus);
  if (menu.disabled === true) throw new InputError(`Expected a menu that can be used, but "${name}" is disabled.`);
  const { min_values = 1, max_values = 1 } = menu;
  if (values.length < min_values || values.length > max_values) {
    throw new InputError(`Expected ${min_values} to ${max_values} values for "${name}", found ${values.length}.`);
  }
  const offered = menu.options?.map(({ value }) => value);
  const strange = offered && values.find((value) => !offered.includes(value));
  if (strange !== undefined) {
    throw new InputError(`Expected one of ${offered?.join(", ")} for "${name}", found "${strange}".`);
  }
  return menu;
}

/** The components of a modal submission, in the shape of the modal that was shown. */
export function fillIn(modal: Modal, fields: Readonly<Record<string, string>>): readonly object[] {
  const known = new Set<string>();
  const value = (input: Component, label: string | undefined) => {
    const name = [input.custom_id, label].find((key) => key !== undefined && key in fields);
    if (name !== undefined) known.add(name);
    const text = name === undefined ? (input.value ?? "") : (fields[name] ?? "");
    checkText(input, label, text);
    return { type: input.type, id: input.id ?? 0, custom_id: input.custom_id, value: text };
  };
  const rows = modal.components.map((row, index) => {
    const inner = row.component;
    if (inner !== undefined) return { type: row.type, id: index + 1, component: value(inner, row.label) };
    const inputs = (row.components ?? []).map((input) => value(input, input.label));
    return { type: row.type, id: index + 1, ...(row.components === undefined ? {} : { components: inputs }) };
  });
  const strange = Object.keys(fields).find((name) => !known.has(name));
  if (strange !== undefined) throw missing("field", strange, flatten(modal.components));
  return rows;
}

function checkText(input: Component, label: string | undefined, text: string): void {
  const name = label ?? input.custom_id;
  const { min_length = 0, max_length = 4000, required = true } = input;
  if (required && text === "")
    throw new InputError(`Expected the field "${name}" to be filled in, because it is required.`);
  if (text !== "" && (text.length < min_length || text.length > max_length)) {
    throw new InputError(`Expected ${min_length} to ${max_length} characters in "${name}", found ${text.length}.`);
  }
}

function missing(kind: string, name: string, there: readonly Component[]): InputError {
  const names = there.map((one) => one.label ?? one.placeholder ?? one.custom_id ?? `type ${one.type}`);
  return new InputError(`Expected a ${kind} "${name}", found ${names.length === 0 ? "none" : names.join(", ")}.`);
}
