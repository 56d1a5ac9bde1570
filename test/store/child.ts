/** What tests do to a library from another process: `child.ts HOME COMMAND ...`. A line on standard output per step. */
import { createLibrary } from "#store/library.ts";
import { embedderId, put, take } from "./material.ts";

const [home = "", command = "", ...rest] = process.argv.slice(2);
const library = createLibrary({
  home,
  clock: { now: () => new Date() },
  warn: (message) => process.stdout.write(`warning: ${message}\n`),
});
const writer = await library.shelf("main");

const commands: Record<string, () => Promise<void>> = {
  async put() {
    const [id = "", version = "1", text = ""] = rest;
    await put(writer, { id, version: Number(version), paragraphs: [text] });
  },
  async remove() {
    await take(writer, rest[0] ?? "");
  },
  async project() {
    await writer.project(embedderId);
  },
  /** Saves `count` articles of two passages under names that begin with `prefix`. */
  async several() {
    const [prefix = "", count = "0"] = rest;
    for (let i = 0; i < Number(count); i++) {
      const paragraphs = [`Report ${i} of ${prefix} from the harbour.`, `Second part of ${i} by ${prefix}.`];
      await put(writer, { id: `${prefix}-${i}`, paragraphs });
    }
  },
  /** Saves new versions of five articles until it is killed. */
  async forever() {
    for (let version = 1; ; version++) {
      for (let i = 0; i < 5; i++) {
        const paragraphs = ["one", "two", "three", "four"].map((part) => `Part ${part} of version ${version} of ${i}.`);
        await put(writer, { id: `article-${i}`, version, title: `Version ${version}`, paragraphs });
      }
      process.stdout.write(`${version}\n`);
    }
  },
};

await commands[command]?.();
process.stdout.write("done\n");
await library.close();
