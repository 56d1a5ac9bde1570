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

/**
 * How sure a word of the text stands for a word of the question, 0 to 1: from left to right, and from right to left.
 * Chosen on development questions.
 */
const STRENGTHS = { "=": [0.9, 0.9], ">": [0.75, 0.35], "~": [0.5, 0.3] } as const;

type Kind = "=" | ">" | "~" | "!";

/** One line: keys on the left of the colon, keys on the right; `=` has only a left. */
interface Entry {
  readonly kind: Kind;
  readonly asked: readonly string[];
  readonly told: readonly string[];
}

/** Reads all `.txt` files of a folder. Throws `StorageError` naming the line that does not fit. */
export function loadThesaurus(folder: string): Thesaurus {
  const entries: Entry[] = [];
  for (const name of listFiles(folder)) {
    const path = join(folder, name);
    for (const [index, line] of readFileSync(path, "utf8").split("\n").entries()) {
      if (line.trim() === "" || line.startsWith("#")) continue;
      const entry = parseEntry(line);
      if (entry === null) {
        throw new StorageError(
          `${path}, line ${index + 1}: expected "= a, b", "> a: b", "~ a: b", "! a: b" or "# …", found ${JSON.stringify(line)}. Restore data/thesaurus/ from the repository.`,
        );
      }
      entries.push(entry);
    }
  }
  return createThesaurus(entries);
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

function parseEntry(line: string): Entry | null {
  const kind = line.charAt(0);
  if (kind !== "=" && kind !== ">" && kind !== "~" && kind !== "!") return null;
  const [left = "", right] = line.slice(1).split(":");
  const asked = keysOf(left);
  const told = right === undefined ? [] : keysOf(right);
  const fits = kind === "=" ? asked.length > 1 && right === undefined : asked.length > 0 && told.length > 0;
  return fits ? { kind, asked, told } : null;
}

function keysOf(list: string): readonly string[] {
  return list
    .split(",")
    .map((entry) => entry.trim().split(" ").map(stemOf).join(" "))
    .filter((key) => key !== "");
}

function stemOf(word: string): string {
  return stem(word.endsWith("'s") ? word.slice(0, -2) : word);
}

const NONE: readonly Entry[] = [];

/** Relations are gathered when a key is first asked for: a question touches a few of thousands. */
function createThesaurus(entries: readonly Entry[]): Thesaurus {
  const byKey = new Map<string, Entry[]>();
  const phrases = new Map<string, (readonly string[])[]>();
  for (const entry of entries) {
    for (const key of [...entry.asked, ...entry.told]) {
      const known = byKey.get(key);
      if (known) {
        known.push(entry);
        continue;
      }
      byKey.set(key, [entry]);
      if (key.includes(" ")) addPhrase(phrases, key.split(" "));
    }
  }
  for (const known of phrases.values()) known.sort((a, b) => b.length - a.length);
  const related = new Map<string, ReadonlyMap<string, number>>();
  return {
    related(key) {
      const known = related.get(key) ?? relationsOf(key, byKey.get(key) ?? NONE);
      related.set(key, known);
      return known;
    },
    opposites: (key) => oppositesOf(key, byKey.get(key) ?? NONE),
    phrases: (first) => phrases.get(first) ?? [],
  };
}

function addPhrase(phrases: Map<string, (readonly string[])[]>, stems: readonly string[]): void {
  const first = stems[0] ?? "";
  const known = phrases.get(first);
  if (known) known.push(stems);
  else phrases.set(first, [stems]);
}

function relationsOf(key: string, entries: readonly Entry[]): ReadonlyMap<string, number> {
  const strengths = new Map<string, number>();
  const add = (keys: readonly string[], strength: number) => {
    for (const other of keys) {
      if (other !== key) strengths.set(other, Math.max(strength, strengths.get(other) ?? 0));
    }
  };
  for (const { kind, asked, told } of entries) {
    if (kind === "!") continue;
    const [forth, back] = STRENGTHS[kind];
    if (asked.includes(key)) add(kind === "=" ? asked : told, forth);
    if (told.includes(key)) add(asked, back);
  }
  return strengths;
}

function oppositesOf(key: string, entries: readonly Entry[]): ReadonlySet<string> {
  const found = entries.filter(({ kind }) => kind === "!");
  return new Set(found.flatMap(({ asked, told }) => (asked.includes(key) ? told : asked)));
}
