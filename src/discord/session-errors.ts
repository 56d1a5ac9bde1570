import { ConfigurationError, FootnoteError } from "#errors.ts";

/** Why the client did not start, as something a person can act on. */
export function startError(error: unknown, api: string): FootnoteError {
  if (error instanceof FootnoteError) {
    return error;
  }
  const text = error instanceof Error ? error.message : String(error);
  if (/invalid token|authentication failed/iu.test(text)) {
    return wrongToken();
  }
  if (/intents/iu.test(text)) {
    return disallowedIntents();
  }
  return new FootnoteError(
    `Expected to reach Discord at ${api}, found: ${text}; check the network (and the proxy or firewall), then start again.`,
    { retryable: true, cause: error },
  );
}

/** Why a session ended for good, by the code with which Discord closed it. */
export function sessionError(code: number): FootnoteError {
  if (code === 4004) {
    return wrongToken();
  }
  return code === 4013 || code === 4014
    ? disallowedIntents()
    : new FootnoteError(`Discord closed the connection for good (code ${code}); start the bot again.`);
}

export function wrongToken(): ConfigurationError {
  return new ConfigurationError([
    "DISCORD_TOKEN: Discord does not accept this token; get a new one at https://discord.com/developers/applications (your application, Bot, Reset Token) and set DISCORD_TOKEN in .env.",
  ]);
}

function disallowedIntents(): ConfigurationError {
  return new ConfigurationError([
    "Discord refused the gateway intents of this bot (4013 or 4014), though Footnote asks for no privileged one (Guilds, Guild Messages, Direct Messages only); at https://discord.com/developers/applications (your application, Bot, Privileged Gateway Intents) switch Message Content on, save, and start again.",
  ]);
}
