/**
 * The thesaurus in `data/thesaurus/`: words in which a thing is told when it is asked in others. One entry a line:
 *
 *   = jail, prison, behind bars        each may be asked and any other told
 *   > politician: president, senator   asked for the kind, told a member of it
 *   ~ age, old: born, birthday         what is asked with the left is often told with the right
 *   ! win: lose, defeat                the right says the contrary of the left
 *   # a comment
 *
 * Entries are words or phrases in their base form; they are compared by their stems.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StorageError } from "#errors.ts";
import type { Thesaurus } from "#ports.ts";
import { stem } from "#text/stems.ts";
import { words } from "#text/words.ts";

/** How sure a word of the text stands for a word of the question, 0 to 1. Chosen on development questions. */
export const RELATION_STRENGTHS = { same: 0.9, member: 0.75, kind: 0.35, told: 0.5, asked: 0.3 } as const;

/** Reads all `.txt` files of a folder. Throws `StorageError` naming the line that does not fit. */
export function loadThesaurus(folder: string): Thesaurus {
  const builder = new Builder();
  for (const name of listFiles(folder)) {
    const path = join(folder, name);
    for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
      if (!builder.add(line.trim())) {
        throw new StorageError(
          `${path}, line ${index + 1}: expected "= a, b", "> a: b", "~ a: b", "! a: b" or "# …", found ${JSON.stringify(line)}. Restore data/thesaurus/ from the repository.`,
        );
      }
    }
  }
  return builder.thesaurus();
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".txt"))
      .toSorted();
  } catch (cause) {
    throw new StorageError(
      `Expected the thesaurus in ${folder}, found no readable folder. Restore data/thesaurus/ from the repository.`,
      { cause },
    );
  }
}

const NOTHING: ReadonlyMap<string, number> = new Map();
const NONE: ReadonlySet<string> = new Set();

class Builder {
  readonly #related = new Map<string, Map<string, number>>();
  readonly #opposites = new Map<string, Set<string>>();
  /** By first stem, longest first. */
  readonly #phrases = new Map<string, (readonly string[])[]>();

  /** False for a line that is no entry. */
  add(line: string): boolean {
    if (line === "" || line.startsWith("#")) return true;
    const [left = "", right = ""] = line.slice(1).split(":");
    const asked = this.#keys(left);
    const told = this.#keys(right);
    if (asked.length === 0 || (line[0] === "=") === line.includes(":")) return false;
    const { same, member, kind, told: answers, asked: answered } = RELATION_STRENGTHS;
    if (line[0] === "=") this.#relate(asked, asked, same, same);
    else if (told.length === 0) return false;
    else if (line[0] === ">") this.#relate(asked, told, member, kind);
    else if (line[0] === "~") this.#relate(asked, told, answers, answered);
    else if (line[0] === "!") this.#oppose(asked, told);
    else return false;
    return true;
  }

  thesaurus(): Thesaurus {
    for (const phrases of this.#phrases.values()) phrases.sort((a, b) => b.length - a.length);
    return {
      related: (key) => this.#related.get(key) ?? NOTHING,
      opposites: (key) => this.#opposites.get(key) ?? NONE,
      phrases: (first) => this.#phrases.get(first) ?? [],
    };
  }

  #keys(list: string): readonly string[] {
    return list.split(",").flatMap((entry) => {
      const stems = words(entry).map((word) => stem(word.text));
      const [first] = stems;
      if (first === undefined) return [];
      if (stems.length > 1) this.#remember(first, stems);
      return [stems.join(" ")];
    });
  }

  #remember(first: string, stems: readonly string[]): void {
    const known = this.#phrases.get(first) ?? [];
    if (!known.some((phrase) => phrase.join(" ") === stems.join(" "))) known.push(stems);
    this.#phrases.set(first, known);
  }

  #relate(asked: readonly string[], told: readonly string[], forth: number, back: number): void {
    for (const a of asked) {
      for (const b of told) {
        this.#strengthen(a, b, forth);
        this.#strengthen(b, a, back);
      }
    }
  }

  #strengthen(asked: string, told: string, strength: number): void {
    if (asked === told) return;
    const known = this.#related.get(asked) ?? new Map<string, number>();
    known.set(told, Math.max(strength, known.get(told) ?? 0));
    this.#related.set(asked, known);
  }

  #oppose(left: readonly string[], right: readonly string[]): void {
    for (const [one, others] of [
      [left, right],
      [right, left],
    ] as const) {
      for (const key of one) this.#opposites.set(key, new Set([...(this.#opposites.get(key) ?? []), ...others]));
    }
  }
}
