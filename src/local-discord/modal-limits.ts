import { checkSelect } from "./component-limits.ts";
import { flatten } from "./components.ts";
import { createForm, type Form, type Path } from "./form.ts";
import type { Modal } from "./interactions.ts";
import { checkShape } from "./shapes.ts";
import type { CommandChoice, Component } from "./wire.ts";

/** A form: title of 45, one to five fields, each a row with a text input, a label around a field, or text. */
export function checkModal(data: unknown): Modal {
  checkShape(data, "object");
  const form = createForm();
  const modal = (data ?? {}) as Partial<Modal>;
  form.text(["custom_id"], modal.custom_id, 1, 100);
  form.text(["title"], modal.title, 1, 45);
  form.list(["components"], modal.components, 1, 5);
  const components = Array.isArray(modal.components) ? (modal.components as readonly Component[]) : [];
  for (const [index, component] of components.entries()) checkPart(form, ["components", index], component);
  const names = flatten(components).flatMap(({ custom_id }) => custom_id ?? []);
  if (new Set(names).size < names.length) {
    form.fault(["components"], "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
  }
  form.settle();
  return { custom_id: modal.custom_id ?? "", title: modal.title ?? "", components };
}

function checkPart(form: Form, path: Path, part: Component): void {
  if (part.type === 1) {
    form.list([...path, "components"], part.components, 1, 1);
    const input = part.components?.[0];
    if (input === undefined) return;
    form.text([...path, "components", 0, "label"], input.label, 1, 45);
    checkField(form, [...path, "components", 0], input, [4]);
  } else if (part.type === 18) {
    form.text([...path, "label"], part.label, 1, 45);
    form.text([...path, "description"], part.description, 0, 100);
    if (part.component === undefined) form.text([...path, "component"], undefined, 1, 1);
    else checkField(form, [...path, "component"], part.component, [3, 4, 5, 6, 7, 8, 19, 21, 22, 23]);
  } else if (part.type === 10) {
    form.text([...path, "content"], part.content, 1, 4000);
  } else {
    form.fault([...path, "type"], "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).');
  }
}

function checkField(form: Form, path: Path, field: Component, allowed: readonly number[]): void {
  if (!allowed.includes(field.type)) {
    const message = `Value of field "type" must be one of (${allowed.join(", ")}).`;
    form.fault([...path, "type"], "UNION_TYPE_CHOICES", message);
  } else if (field.type === 4) {
    form.text([...path, "custom_id"], field.custom_id, 1, 100);
    form.text([...path, "placeholder"], field.placeholder, 0, 100);
    form.text([...path, "value"], field.value, 0, field.max_length ?? 4000);
    form.number([...path, "style"], field.style ?? 0, 1, 2);
    form.number([...path, "min_length"], field.min_length, 0, 4000);
    form.number([...path, "max_length"], field.max_length, 1, 4000);
  } else if (field.type <= 8) checkSelect(form, path, field);
}

/** What an option proposes while it is typed: at most 25 choices. */
export function checkChoices(data: unknown): readonly CommandChoice[] {
  checkShape(data, "object");
  const form = createForm();
  const choices = (data as { choices?: unknown } | null)?.choices;
  form.list(["choices"], choices, 0, 25);
  const list = Array.isArray(choices) ? (choices as readonly CommandChoice[]) : [];
  for (const [index, choice] of list.entries()) checkChoice(form, ["choices", index], choice);
  form.settle();
  return list;
}

export function checkChoice(form: Form, path: Path, choice: CommandChoice): void {
  form.text([...path, "name"], choice.name, 1, 100);
  if (typeof choice.value !== "number") form.text([...path, "value"], choice.value, 1, 100);
}
