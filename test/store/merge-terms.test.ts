import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { mergeTerms } from "#store/merge-terms.ts";
import { put, take } from "./material.ts";
import { temporaryLibrary } from "./shelf.ts";

test("merging the index of terms leaves one piece and changes no answer", async () => {
  const made = await temporaryLibrary();
  onTestFinished(() => made.dispose());
  const writer = await made.library.shelf("main");
  for (let i = 0; i < 70; i++)
    await put(writer, { id: `a${i}`, title: `Crane ${i}`, paragraphs: [`Ferry ${i % 7} left.`] });
  await take(writer, "a3");
  const scope = made.library.within(["main"]);
  const look = async () => [
    await scope.lexical(["ferri", "5"], 200),
    await scope.titled([["crane", "12"]], 9),
    await scope.termStatistics(["ferri", "crane", "3", "5"]),
  ];
  const before = await look();
  const database = new Sqlite(join(made.folder, "shelf.sqlite"));
  onTestFinished(() => void database.close());
  const pieces = () => database.prepare("SELECT count(DISTINCT segid) FROM terms_idx").pluck().get();
  expect(pieces()).toBeGreaterThan(1);
  let steps = 0;
  await mergeTerms(database, () => {
    steps += 1;
  });
  expect(pieces()).toBe(1);
  expect(steps).toBeGreaterThan(0);
  expect(await look()).toEqual(before);
});
