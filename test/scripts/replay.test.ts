import { expect, test, vi } from "vitest";
import { lookUpOffered } from "../../scripts/support/offered.ts";
import { saveVersion } from "../discord/harness.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";
import { command, temporaryFolder } from "./commands.ts";

vi.setConfig({ testTimeout: 60_000 });

test("an id that is not kept, and none at all, say what to do", async () => {
  const env = { FOOTNOTE_HOME: temporaryFolder() };
  const [unknown, none] = await Promise.all([
    command("replay", ["Xy12"], { env }),
    command("replay", ["--json"], { env }),
  ]);
  expect(unknown).toMatchObject({ status: 1, stdout: "" });
  expect(unknown?.stderr).toMatch(/^Expected the id of an answer that is kept in .*, found none under "Xy12"; /u);
  expect(none).toEqual({
    status: 2,
    stdout: "",
    stderr: "Expected one ANSWER_ID, such as: npm run replay -- Xy12AbCd34Ef\n",
  });
});

test("of every offered passage it is known whether its article is as it was, changed or gone", async () => {
  const library = createMemoryLibrary();
  for (const [id, versions] of [
    ["same", 1],
    ["changed", 2],
    ["gone", 1],
  ] as const) {
    for (let version = 1; version <= versions; version += 1) await saveVersion(library, id, version);
  }
  const shelf = await library.shelf("main");
  const batch = await shelf.beginBatch("test");
  await shelf.remove("gone", batch, { source: "test", status: "removed" });
  const offered = ["same", "changed", "gone"].map((articleId) => ({
    ...{ label: articleId, passageId: `${articleId}:1`, shelf: "main", articleId, version: 1, start: 0, end: 3 },
  }));
  expect((await lookUpOffered(library, offered)).map(({ article, newest }) => [article?.title, newest])).toEqual([
    ["What she said on the radio", 1],
    ["What she said on the radio", 2],
    [undefined, null],
  ]);
});
