import { join } from "node:path";
import { InputError } from "#errors.ts";

/** Throws `InputError` unless the name can be a shelf's: it becomes the name of a folder. */
export function checkShelfName(name: string): void {
  if (isShelfName(name)) return;
  throw new InputError(
    `A shelf is named with 1 to 63 of a-z, 0-9 and "-", beginning with a letter or digit; found ${JSON.stringify(name)}. Choose another name.`,
  );
}

export function isShelfName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}

/** The database in the folder of a shelf. */
export function shelfFile(folder: string): string {
  return join(folder, "shelf.sqlite");
}

/** Where the generations of a shelf's index lie. */
export function indexFolder(folder: string): string {
  return join(folder, "index");
}
