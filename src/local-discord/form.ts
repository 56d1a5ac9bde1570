import { type FormErrors, invalidForm } from "./refusal.ts";

/** Where a field stands in a body, such as `["embeds", 0, "title"]`. */
export type Path = readonly (string | number)[];

/** Gathers everything that is wrong with a body, as Discord does, before refusing it. */
export interface Form {
  fault(path: Path, code: string, message: string): void;
  /** A text of so many characters (code points); absent counts as wrong where `least` is above 0. */
  text(path: Path, value: unknown, least: number, most: number): void;
  /** A list of so many entries. */
  list(path: Path, value: unknown, least: number, most: number): void;
  /** A whole number in a range; absent is fine. */
  number(path: Path, value: unknown, least: number, most: number): void;
  /** Throws 50035 with all faults, if there are any. */
  settle(): void;
}

export function createForm(): Form {
  const errors: FormErrors = {};
  let broken = false;
  const fault: Form["fault"] = (path, code, message) => {
    broken = true;
    let place = errors;
    for (const step of path) {
      const next = place[step];
      if (next === undefined || Array.isArray(next)) place[step] = {};
      place = place[step] as FormErrors;
    }
    const before = place._errors;
    place._errors = [...(Array.isArray(before) ? before : []), { code, message }];
  };
  const size = (path: Path, found: number, least: number, most: number) => {
    if (found >= least && found <= most) return;
    if (found > most && least === 0) fault(path, "BASE_TYPE_MAX_LENGTH", `Must be ${most} or fewer in length.`);
    else fault(path, "BASE_TYPE_BAD_LENGTH", `Must be between ${least} and ${most} in length.`);
  };
  const absent = (path: Path, value: unknown, least: number) => {
    if (value !== undefined && value !== null) return false;
    if (least > 0) fault(path, "BASE_TYPE_REQUIRED", "This field is required");
    return true;
  };
  return {
    fault,
    text(path, value, least, most) {
      if (absent(path, value, least)) return;
      if (typeof value !== "string") fault(path, "BASE_TYPE_CONVERT", "Could not interpret value as string.");
      else size(path, [...value].length, least, most);
    },
    list(path, value, least, most) {
      if (absent(path, value, least)) return;
      if (!Array.isArray(value)) fault(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      else size(path, value.length, least, most);
    },
    number(path, value, least, most) {
      if (absent(path, value, 0)) return;
      if (!Number.isInteger(value)) fault(path, "NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not int.`);
      else if (Number(value) < least)
        fault(path, "NUMBER_TYPE_MIN", `int value should be greater than or equal to ${least}.`);
      else if (Number(value) > most)
        fault(path, "NUMBER_TYPE_MAX", `int value should be less than or equal to ${most}.`);
    },
    settle() {
      if (broken) throw invalidForm(errors);
    },
  };
}
