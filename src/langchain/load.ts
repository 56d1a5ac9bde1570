import { ConfigurationError, FootnoteError } from "#errors.ts";
import { type CallContext, messageOf, statusOf, toModelError, withoutSecrets } from "./failure.ts";

/** What the user chose and what it takes. */
export interface Choice extends CallContext {
  /** Where it was chosen. */
  readonly setting: "MODEL" | "EMBEDDER";
  /** Names of the environment under which the provider's key is looked for; empty: it needs none. */
  readonly keys: readonly string[];
}

/**
 * Makes the model or embeddings of an integration package. Rejects with `ConfigurationError` where the package is absent,
 * wants a key or does not accept what it was given.
 */
export async function making<T>(make: () => Promise<T>, choice: Choice): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    if (statusOf(error) !== null) throw toModelError(error, choice);
    throw new ConfigurationError([missingPackage(error, choice) ?? missingKey(error, choice) ?? unfit(error, choice)]);
  }
}

function missingPackage(error: unknown, { name, setting }: Choice): string | null {
  const missing = MISSING.exec(messageOf(error))?.[1];
  if (missing === undefined) return null;
  return `${setting}: expected the package ${missing} for "${name}", found that it is not installed; run: npm install ${missing}`;
}

/** In LangChain's words and in those of Node. */
const MISSING = /(?:Unable to import |Cannot find package ')((?:@[\w.-]+\/)?[\w-]+)/;

function missingKey(error: unknown, { name, setting, keys, environment }: Choice): string | null {
  const [key] = keys;
  if (key === undefined || keys.some((each) => environment[each]?.trim()) || !/key|token/i.test(messageOf(error)))
    return null;
  return `${key}: ${setting}=${name} needs it, found nothing; set the key, or choose another ${setting}.`;
}

function unfit(error: unknown, { name, setting, environment }: Choice): string {
  const said = withoutSecrets(messageOf(error), environment).replace(/\s+/g, " ");
  return `${setting}: expected "${name}" to start, found: ${said}; correct the name or set what its package asks for.`;
}
