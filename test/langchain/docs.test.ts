import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = join(root, "test/langchain/examples");

test("docs/langchain.md shows the examples that these tests run, word for word", () => {
  const page = readFileSync(join(root, "docs/langchain.md"), "utf8");
  const shown = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]);
  const files = ["own-model.ts", "open-library.ts", "chain.ts", "vector-chain.ts", "add-articles.ts", "agent.ts"];
  const run = files.map((file) => readFileSync(join(examples, file), "utf8"));
  expect(shown).toEqual(run);
});

test("the example that opens the library prints passages of the article that ships", () => {
  const openLibrary = fileURLToPath(new URL("./examples/open-library.ts", import.meta.url));
  const home = mkdtempSync(join(tmpdir(), "footnote-langchain-"));
  try {
    const output = execFileSync(process.execPath, ["--import", "tsx", openLibrary], {
      cwd: root,
      env: { FOOTNOTE_HOME: home, EMBEDDER: "builtin" },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(output).toMatch(/never say never.* \d+-\d+: /i);
    expect(output).toContain("Alice Johnson");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}, 60_000);
