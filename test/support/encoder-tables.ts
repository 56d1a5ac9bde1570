import { fileURLToPath } from "node:url";
import { type EncoderTables, loadTables } from "#encoder/tables.ts";

let loaded: EncoderTables | undefined;

/** The tables that ship, read once per test file. */
export function shippedTables(): EncoderTables {
  loaded ??= loadTables(fileURLToPath(new URL("../../data/encoder", import.meta.url)));
  return loaded;
}
