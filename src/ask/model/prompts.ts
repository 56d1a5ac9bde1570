import { InputError } from "#errors.ts";
import type { ChatMessage } from "#ports.ts";
import { sha256 } from "#text/hash.ts";
import type { CallPurpose } from "#types.ts";

/** What is said to a model, as `data/prompts/answer.md` holds it. */
export interface Prompts {
  /** Changes with every change of the file. */
  readonly version: string;
  /** The messages of a call, with the values put in for the names in double braces. */
  messages(purpose: CallPurpose, values: Readonly<Record<string, string>>): readonly ChatMessage[];
}

const PURPOSES: readonly CallPurpose[] = ["understand", "draft", "repair", "check"];
const ROLES = ["system", "user"] as const;

/** Reads the file. Throws `InputError` naming the message that is missing. */
export function parsePrompts(file: string): Prompts {
  const sections = new Map<string, string>();
  for (const part of file.split(/^## /mu).slice(1)) {
    const [heading = "", ...lines] = part.split("\n");
    sections.set(heading.trim(), lines.join("\n").trim());
  }
  for (const purpose of PURPOSES) {
    for (const role of ROLES) {
      if (!sections.get(`${purpose} ${role}`)) throw missing(`## ${purpose} ${role}`);
    }
  }
  return {
    version: sha256(file).slice(0, 8),
    messages: (purpose, values) =>
      ROLES.map((role) => ({ role, content: fill(sections.get(`${purpose} ${role}`) ?? "", values) })),
  };
}

/** Every place is filled in one go, so that braces in a value stay what they are. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw missing(`a value for {{${name}}}`);
    return value;
  });
}

function missing(what: string): InputError {
  return new InputError(
    `Prompts: expected ${what}, found none. Restore data/prompts/answer.md from the repository, or correct it.`,
  );
}
