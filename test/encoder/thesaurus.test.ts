import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import { StorageError } from "#errors.ts";
import type { Thesaurus } from "#ports.ts";
import { stem } from "#text/stems.ts";

const folders: string[] = [];

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "thesaurus-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function thesaurusOf(...lines: readonly string[]): Thesaurus {
  return loadThesaurus(folderWith({ "a.txt": lines.join("\n") }));
}

/** The key of a word or phrase. */
function key(text: string): string {
  return text.split(" ").map(stem).join(" ");
}

/** How surely `told` stands for `asked`; 0 where it does not. */
function strength(thesaurus: Thesaurus, asked: string, told: string): number {
  return thesaurus.related(key(asked)).get(key(told)) ?? 0;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("an entry", () => {
  test("of the same meaning holds between all its words, both ways, and not of a word to itself", () => {
    const thesaurus = thesaurusOf("= jail, prison, behind bars");
    const all = ["jail", "prison", "behind bars"];
    for (const asked of all) {
      const told = all.filter((other) => other !== asked).map(key);
      expect([...thesaurus.related(key(asked)).keys()].toSorted()).toEqual(told.toSorted());
    }
    expect(strength(thesaurus, "prison", "behind bars")).toBe(strength(thesaurus, "behind bars", "prison"));
    expect(strength(thesaurus, "prison", "behind bars")).toBeGreaterThan(0.8);
  });

  test("of a kind is surer from the kind to its member than back, and says nothing between members", () => {
    const thesaurus = thesaurusOf("> politician: president, senator");
    expect(strength(thesaurus, "politician", "senator")).toBeGreaterThan(strength(thesaurus, "senator", "politician"));
    expect(strength(thesaurus, "senator", "politician")).toBeGreaterThan(0);
    expect(strength(thesaurus, "senator", "president")).toBe(0);
  });

  test("of what is asked and how it is told is surer that way than back, and less sure than a kind", () => {
    const thesaurus = thesaurusOf("~ age, old: born, birthday", "> politician: president");
    expect(strength(thesaurus, "age", "birthday")).toBeGreaterThan(strength(thesaurus, "birthday", "age"));
    expect(strength(thesaurus, "birthday", "age")).toBeGreaterThan(0);
    expect(strength(thesaurus, "age", "birthday")).toBeLessThan(strength(thesaurus, "politician", "president"));
    expect(strength(thesaurus, "age", "old")).toBe(0);
  });

  test("of opposites holds both ways and relates nothing", () => {
    const thesaurus = thesaurusOf("! win: lose, defeat", "= win, triumph");
    expect([...thesaurus.opposites(key("win"))].toSorted()).toEqual([key("defeat"), key("lose")]);
    expect([...thesaurus.opposites(key("lose"))]).toEqual([key("win")]);
    expect([...thesaurus.opposites(key("triumph"))]).toEqual([]);
    expect([...thesaurus.related(key("lose"))]).toEqual([]);
    expect(strength(thesaurus, "win", "lose")).toBe(0);
  });

  test("that says less than another of the same words leaves the surer one in force, in either order", () => {
    const lines = ["~ judge: court", "= judge, court"];
    for (const order of [lines, lines.toReversed()]) {
      expect(strength(thesaurusOf(...order), "judge", "court")).toBe(
        strength(thesaurusOf("= judge, court"), "judge", "court"),
      );
    }
  });

  test("meets every inflected form of its words by their stem", () => {
    const thesaurus = thesaurusOf("= arrest, detain", "~ write: author's pen");
    expect(strength(thesaurus, "arrested", "detaining")).toBe(strength(thesaurus, "arrest", "detain"));
    expect(strength(thesaurus, "arrests", "detained")).toBeGreaterThan(0.8);
    expect(strength(thesaurus, "wrote", "authors pen")).toBeGreaterThan(0);
  });
});

test("phrases are found by the stem of their first word, longest first; single words are no phrases", () => {
  const thesaurus = thesaurusOf("= take over, acquire, take, take full control of", "! took part: take no part");
  const stems = (text: string) => text.split(" ").map(stem);
  const found = thesaurus.phrases("take");
  expect(found.map((phrase) => phrase.length)).toEqual([4, 3, 2, 2]);
  expect(found).toContainEqual(stems("take full control of"));
  expect(found).toContainEqual(stems("take part"));
  expect(thesaurus.phrases("acquir")).toEqual([]);
});

test("a word that no entry holds, and one named like a property of every object, is related to nothing", () => {
  const thesaurus = thesaurusOf("= jail, prison");
  for (const word of ["harbour", "constructor", "__proto__"]) {
    expect(thesaurus.related(word).size + thesaurus.opposites(word).size + thesaurus.phrases(word).length).toBe(0);
  }
});

test("all text files of a folder count, comments, empty lines and other files do not", () => {
  const folder = folderWith({
    "a.txt": "# = harbour, port\n\n= jail, prison\n",
    "b.txt": "= lawyer, attorney",
    "c.md": "Not an entry.",
  });
  const thesaurus = loadThesaurus(folder);
  expect(strength(thesaurus, "jail", "prison") * strength(thesaurus, "lawyer", "attorney")).toBeGreaterThan(0);
  expect(strength(thesaurus, "harbour", "port")).toBe(0);
});

test.each(["jail, prison", "= jail", "= a, b: c", "> politician", "~ : born", "! win:", "= , ,", " = jail, prison"])(
  "the line %j is refused by file, number and content",
  (line) => {
    const folder = folderWith({ "a.txt": "= fine, good", "b.txt": `# a comment\n\n${line}\n` });
    const load = () => loadThesaurus(folder);
    expect(load).toThrow(StorageError);
    expect(load).toThrow(`${join(folder, "b.txt")}, line 3:`);
    expect(load).toThrow(JSON.stringify(line));
  },
);

test("a folder that is not there is named", () => {
  const missing = join(folderWith({}), "gone");
  const load = () => loadThesaurus(missing);
  expect(load).toThrow(StorageError);
  expect(load).toThrow(missing);
});

test("whatever the entries, strengths are above 0 and below 1, and only the same meaning is as sure both ways", () => {
  const word = fc.constantFrom("jail", "prison", "cell", "inmate", "behind bars", "free", "set free");
  const words = fc.uniqueArray(word, { minLength: 2, maxLength: 4 });
  const entry = fc.tuple(fc.constantFrom("=", ">", "~", "!"), words);
  fc.assert(
    fc.property(entry, ([kind, [first = "", ...rest]]) => {
      const line = kind === "=" ? `= ${[first, ...rest].join(", ")}` : `${kind} ${first}: ${rest.join(", ")}`;
      const thesaurus = thesaurusOf(line);
      for (const other of rest) {
        const [forth, back] = [strength(thesaurus, first, other), strength(thesaurus, other, first)];
        expect(Math.max(forth, back)).toBeLessThan(1);
        expect(forth > 0 && back > 0).toBe(kind !== "!");
        expect(forth === back).toBe(kind === "=" || kind === "!");
      }
    }),
    { numRuns: 60 },
  );
});

describe("the shipped thesaurus", () => {
  const shipped = loadThesaurus("data/thesaurus");
  const lines = readdirSync("data/thesaurus")
    .filter((name) => name.endsWith(".txt"))
    .flatMap((name) => {
      const content = readFileSync(join("data/thesaurus", name), "utf8").split("\n");
      return content.map((line, index) => ({ place: `${name}:${index + 1}`, line }));
    })
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"));

  test("is thousands of lines that each fit the format", () => {
    expect(lines.length).toBeGreaterThan(7000);
    const phrase = "[^,:]*[a-z0-9][^,:]*";
    const list = `${phrase}(?:,${phrase})*`;
    const entry = new RegExp(`^(?:= ${phrase},${list}|[>~!] ${list}: ${list})$`, "u");
    expect(lines.filter(({ line }) => !entry.test(line))).toEqual([]);
  });

  test("is written as text is compared: no capital letter, no hyphen, no double space", () => {
    expect(lines.filter(({ line }) => /[\p{Lu}-]| {2}|\s$/u.test(line))).toEqual([]);
  });

  test.each([
    ["prison", "behind bars"],
    ["lawyer", "attorney"],
    ["arrested", "taken into custody"],
    ["mother", "mom"],
    ["died", "passed away"],
  ])("knows that %j may be told as %j, and the other way round", (a, b) => {
    expect(strength(shipped, a, b)).toBeGreaterThan(0.5);
    expect(strength(shipped, b, a)).toBeGreaterThan(0.5);
  });

  test("knows members of a kind, opposites and phrases", () => {
    expect(strength(shipped, "politician", "senator")).toBeGreaterThan(strength(shipped, "senator", "politician"));
    expect(shipped.opposites(key("win")).has(key("lose"))).toBe(true);
    expect(shipped.phrases(stem("behind"))).toContainEqual([stem("behind"), stem("bars")]);
  });

  test("does not relate what has nothing to do with each other", () => {
    expect(strength(shipped, "prison", "harbour")).toBe(0);
    expect(strength(shipped, "lawyer", "mountain")).toBe(0);
  });
});
