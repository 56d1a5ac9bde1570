import { z } from "zod";
import type { Settings } from "#ports.ts";
import type { RestOptions } from "./client.ts";
import { putCommands } from "./commands.ts";
import { retrying } from "./retry.ts";

/**
 * Tells Discord the commands, also where it was told before. Resolves to the id of the application they belong to.
 * Throws `ConfigurationError` on a wrong token, `DiscordError` where Discord can not be reached.
 */
export async function registerCommands(options: {
  readonly token: string;
  readonly settings: Settings;
  readonly rest?: RestOptions;
}): Promise<string> {
  const { openRest } = await import("./client.ts");
  const request = retrying(openRest(options.token, options.rest));
  const { id } = z.object({ id: z.string() }).parse(await request({ method: "GET", route: "/applications/@me" }));
  await putCommands(request, id, options.settings, true);
  return id;
}
