import { flatten, selectTypes } from "./components.ts";
import { checkAddress } from "./embed-limits.ts";
import type { Form, Path } from "./form.ts";
import type { Component } from "./wire.ts";

/** Types that stand at the top of a message: rows only, or with components v2 also section, text, gallery, file, separator, container. */
const topTypes = { v1: [1], v2: [1, 9, 10, 12, 13, 14, 17] };

export function checkComponents(form: Form, components: readonly Component[], v2: boolean): void {
  const top: Path = ["components"];
  if (v2) checkTotals(form, components);
  else form.list(top, components, 0, 5);
  for (const [index, component] of components.entries()) {
    checkType(form, [...top, index], component, v2 ? topTypes.v2 : topTypes.v1);
    checkComponent(form, [...top, index], component);
  }
  checkUnique(form, components);
}

/** Components v2: 40 components and 4,000 characters in one message, those inside others included. */
function checkTotals(form: Form, components: readonly Component[]): void {
  const all = flatten(components);
  if (all.length > 40) {
    form.fault(["components"], "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components exceeds 40");
  }
  const characters = all.reduce((sum, { type, content = "" }) => sum + (type === 10 ? [...content].length : 0), 0);
  if (characters > 4000) {
    form.fault(["components"], "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", "The total length of texts exceeds 4000");
  }
}

function checkUnique(form: Form, components: readonly Component[]): void {
  for (const key of ["custom_id", "id"] as const) {
    const seen = new Set<unknown>();
    for (const component of flatten(components)) {
      const name = component[key];
      if (name === undefined || name === 0) continue;
      if (seen.has(name)) {
        const code = key === "id" ? "COMPONENT_ID_DUPLICATED" : "COMPONENT_CUSTOM_ID_DUPLICATED";
        form.fault(["components"], code, `Component ${key} cannot be duplicated: ${name}`);
      }
      seen.add(name);
    }
  }
}

function checkType(form: Form, path: Path, component: Component, allowed: readonly number[]): void {
  if (allowed.includes(component.type)) return;
  form.fault([...path, "type"], "UNION_TYPE_CHOICES", `Value of field "type" must be one of (${allowed.join(", ")}).`);
}

function checkComponent(form: Form, path: Path, component: Component): void {
  const { type } = component;
  if (type === 1) checkRow(form, path, component);
  else if (type === 2) checkButton(form, path, component);
  else if (selectTypes.includes(type)) checkSelect(form, path, component);
  else if (type === 9) checkSection(form, path, component);
  else if (type === 10) form.text([...path, "content"], component.content, 1, 4000);
  else if (type === 12) form.list([...path, "items"], component.items, 1, 10);
  else if (type === 17) {
    form.list([...path, "components"], component.components, 1, 39);
    checkInside(
      form,
      path,
      component.components ?? [],
      topTypes.v2.filter((inner) => inner !== 17),
    );
  }
}

function checkInside(form: Form, path: Path, components: readonly Component[], allowed: readonly number[]): void {
  for (const [index, component] of components.entries()) {
    checkType(form, [...path, "components", index], component, allowed);
    checkComponent(form, [...path, "components", index], component);
  }
}

function checkRow(form: Form, path: Path, row: Component): void {
  const inner = row.components ?? [];
  form.list([...path, "components"], inner, 1, 5);
  const hasSelect = inner.some(({ type }) => selectTypes.includes(type));
  if (hasSelect && inner.length > 1) {
    const message = "The specified component exceeds the maximum width";
    form.fault([...path, "components", 1], "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
  }
  checkInside(form, path, inner, [2, ...selectTypes]);
}

function checkSection(form: Form, path: Path, section: Component): void {
  form.list([...path, "components"], section.components, 1, 3);
  checkInside(form, path, section.components ?? [], [10]);
  if (section.accessory === undefined) {
    form.fault([...path, "accessory"], "BASE_TYPE_REQUIRED", "This field is required");
    return;
  }
  checkType(form, [...path, "accessory"], section.accessory, [2, 11]);
  checkComponent(form, [...path, "accessory"], section.accessory);
}

/** Styles 1 to 4 carry a custom_id, 5 a link, 6 a product. */
function checkButton(form: Form, path: Path, button: Component): void {
  form.text([...path, "label"], button.label, 0, 80);
  const { style = 0 } = button;
  if (![1, 2, 3, 4, 5, 6].includes(style)) {
    form.fault([...path, "style"], "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.");
  }
  if (style < 6 && (button.label ?? "") === "" && button.emoji === undefined) {
    form.fault(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji");
  }
  if (style < 5) {
    form.text([...path, "custom_id"], button.custom_id, 1, 100);
    if (button.url !== undefined) form.fault(path, "BUTTON_COMPONENT_INVALID_URL", "Only link buttons have a url");
  }
  if (style === 5) {
    form.text([...path, "url"], button.url, 1, 512);
    checkAddress(form, [...path, "url"], button.url);
    if (button.custom_id !== undefined) {
      form.fault(path, "BUTTON_COMPONENT_INVALID_CUSTOM_ID", "A link button has no custom id");
    }
  }
}

export function checkSelect(form: Form, path: Path, menu: Component): void {
  form.text([...path, "custom_id"], menu.custom_id, 1, 100);
  form.text([...path, "placeholder"], menu.placeholder, 0, 150);
  form.number([...path, "min_values"], menu.min_values, 0, 25);
  form.number([...path, "max_values"], menu.max_values, 1, 25);
  if (menu.type !== 3) return;
  form.list([...path, "options"], menu.options, 1, 25);
  const seen = new Set<string>();
  for (const [index, option] of (menu.options ?? []).entries()) {
    const at = [...path, "options", index];
    form.text([...at, "label"], option.label, 1, 100);
    form.text([...at, "value"], option.value, 1, 100);
    form.text([...at, "description"], option.description, 0, 100);
    if (seen.has(option.value)) {
      const message = "The specified option value is already used";
      form.fault([...at, "value"], "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
    }
    seen.add(option.value);
  }
  if ((menu.min_values ?? 1) > (menu.options?.length ?? 0)) {
    form.fault([...path, "min_values"], "SELECT_COMPONENT_INVALID_MIN_VALUES", "Not enough options for min_values");
  }
}
