import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { openApp } from "#app.ts";
import { projectRoot, readConfig } from "#config.ts";

/** Writes two small articles for tests and returns their folder again. */
export function writeArticles(folder: string): string {
  writeFileSync(
    join(folder, "lighthouse.md"),
    "---\ntitle: The lighthouse of Farwick\noutlet: Farwick Post\nurl: https://post.example/lighthouse\npublishedAt: 2019-04-02\n---\n\nThe lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.\n",
  );
  writeFileSync(
    join(folder, "ferry.txt"),
    "The ferry to Lund\n\nThe ferry to Lund sails twice a day. Captain Olaf Brenner has steered it since 1998.\n",
  );
  return folder;
}

/** Fills a library with these files of a folder, as the command would. */
export async function fillLibrary(home: string, cwd: string, sources: readonly string[]): Promise<void> {
  const config = readConfig({ FOOTNOTE_HOME: home }, { root: projectRoot, cwd });
  const app = openApp(config, { stdin: Readable.from([]), stderr: { write: () => true } });
  const ingest = await app.ingest();
  await ingest({ sources, shelf: "main" }, { receipt: () => {} });
  await app.close();
}
