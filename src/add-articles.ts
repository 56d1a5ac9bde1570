import { setImmediate } from "node:timers/promises";
import type { AddReport, AddRequest, Shelving } from "#discord/shelving.ts";
import { documentsFrom } from "#files/from-bytes.ts";
import { createIngest, type IngestDependencies } from "#ingest/ingest.ts";
import { removeArticles } from "#ingest/remove.ts";
import { undoBatch } from "#ingest/undo.ts";
import type { Reader, ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";

/** What a moderator may do to a server's shelf, by the walk that `npm run ingest` takes. `open` is called when needed. */
export function createShelving(open: () => Promise<IngestDependencies>): Shelving {
  return {
    async add({ shelf, link, file, command }, report, signal) {
      const given = await open();
      const { reader, wasCut } = givenReader(given.reader, { link, file }, report);
      const sources = [...(file === null ? [] : [file.name]), ...(link === null ? [] : [link])];
      const summary = await createIngest({ ...given, reader })({ sources, shelf, command }, report, signal);
      return wasCut() ? { ...summary, cutAt: mostListed } : summary;
    },
    async remove({ shelf, articleId, command }, report, signal) {
      return removeArticles(await open(), { ids: [articleId], shelf, command }, report, signal);
    },
    async undo({ shelf, batch, command }, report, signal) {
      return undoBatch(await open(), { batch, shelf, command }, report, signal);
    },
  };
}

/** Articles that are taken of what a link lists: what a site politely fetched gives in a few minutes. */
const mostListed = 50;

/** Reads what was given and nothing else: no file of this machine, whatever a person calls a link. */
function givenReader(
  web: Reader,
  { link, file }: Pick<AddRequest, "link" | "file">,
  report: AddReport,
): { readonly reader: Reader; wasCut(): boolean } {
  let articles = 0;
  let isCut = false;
  const counted = async function* (found: AsyncIterable<RawDocument | ReadFailure>, most: number) {
    let left = most;
    for await (const one of found) {
      if (left === 0) {
        isCut = true;
        return;
      }
      left -= 1;
      // What is in memory comes without a pause, and the process has other things to do.
      await setImmediate();
      yield one;
      articles += 1;
      report.read(articles);
    }
  };
  const reader: Reader = {
    read(source, signal) {
      if (source === file?.name) {
        return counted(documentsFrom(file), Number.POSITIVE_INFINITY);
      }
      return source === link && /^https?:\/\//i.test(source)
        ? counted(web.read(source, signal), mostListed)
        : refused(source);
    },
  };
  return { reader, wasCut: () => isCut };
}

async function* refused(source: string): AsyncGenerator<ReadFailure> {
  const error =
    "Expected an address that begins with http:// or https://, found something else. Give the address of an article or a feed.";
  yield { source, error };
}
