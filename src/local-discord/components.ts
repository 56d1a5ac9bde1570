import type { Component } from "./wire.ts";

/** All components with those inside them, in reading order. */
export function flatten(components: readonly Component[]): readonly Component[] {
  return components.flatMap((component) => [
    component,
    ...flatten(component.components ?? []),
    ...flatten(component.accessory === undefined ? [] : [component.accessory]),
    ...flatten(component.component === undefined ? [] : [component.component]),
  ]);
}

/** Types of select menus: strings, users, roles, mentionables, channels. */
export const selectTypes: readonly number[] = [3, 5, 6, 7, 8];

/** Components as a message carries them: each with a number of its own and with what Discord fills in. */
export function complete(components: readonly Component[]): readonly Component[] {
  const taken = new Set(flatten(components).flatMap(({ id }) => id ?? []));
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const fill = (component: Component): Component => ({
    ...defaultsOf(component.type),
    ...component,
    id: component.id ?? nextId(),
    ...(component.components === undefined ? {} : { components: component.components.map(fill) }),
    ...(component.accessory === undefined ? {} : { accessory: fill(component.accessory) }),
  });
  return components.map(fill);
}

function defaultsOf(type: number): object {
  if (selectTypes.includes(type)) return { min_values: 1, max_values: 1 };
  if (type === 11) return { description: null, spoiler: false };
  if (type === 13) return { name: null, size: null, spoiler: false };
  if (type === 14) return { spacing: 1, divider: true };
  if (type === 17) return { accent_color: null, spoiler: false };
  return {};
}
