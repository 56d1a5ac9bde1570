/** A property of a value that came from a package we do not know; `undefined` where there is none. */
export function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
