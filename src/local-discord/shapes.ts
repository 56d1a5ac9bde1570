import { createForm, type Form, type Path } from "./form.ts";

/** What a field of this name always is, in every body this stand-in checks. */
const records = new Set(["embeds", "components", "fields", "options", "choices", "attachments", "items"]);
const lists = new Set(["parse", "users", "roles", "contexts", "integration_types"]);
const objects = new Set([
  "footer",
  "author",
  "accessory",
  "component",
  "allowed_mentions",
  "message_reference",
  "emoji",
]);
const numbers = new Set(["type", "style", "flags"]);
const texts = new Set(["content", "title", "description", "text", "name", "label", "custom_id", "placeholder", "url"]);

/** Fields that are never `null` below the top of a body. */
const neverNull = new Set([...records, "accessory", "component"]);

/** Refuses bodies whose fields are of another kind than their names say, so that the other checks can rely on it. */
export function checkShape(body: unknown, expected: "object" | "list"): void {
  const form = createForm();
  if (expected === "list") walkRecords(form, [], body);
  else walkObject(form, [], body);
  form.settle();
}

function walkObject(form: Form, path: Path, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    form.fault(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null) walkField(form, [...path, key], key, inner);
    else if (path.length > 0 && neverNull.has(key)) {
      form.fault([...path, key], "BASE_TYPE_REQUIRED", "This field is required");
    }
  }
}

function walkField(form: Form, path: Path, key: string, value: unknown): void {
  if (records.has(key)) walkRecords(form, path, value);
  else if (objects.has(key)) walkObject(form, path, value);
  else if (lists.has(key)) form.list(path, value, 0, Number.POSITIVE_INFINITY);
  else if (numbers.has(key) && typeof value !== "number") {
    form.fault(path, "NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not int.`);
  } else if (texts.has(key) && typeof value !== "string") {
    form.fault(path, "BASE_TYPE_CONVERT", "Could not interpret value as string.");
  }
}

function walkRecords(form: Form, path: Path, value: unknown): void {
  form.list(path, value, 0, Number.POSITIVE_INFINITY);
  if (Array.isArray(value)) for (const [index, entry] of value.entries()) walkObject(form, [...path, index], entry);
}
