import { invalidForm } from "./refusal.ts";
import type { Command } from "./wire.ts";

/** A command as the bot registers it. */
export type CommandBody = Pick<Command, "name"> & Partial<Omit<Command, "id" | "application_id" | "version">>;

export function checkCommands(body: unknown): readonly CommandBody[] {
  if (!Array.isArray(body))
    throw invalidForm({
      _errors: [{ code: "LIST_TYPE_CONVERT", message: "Only iterables may be used in a ListType" }],
    });
  return body as readonly CommandBody[];
}
