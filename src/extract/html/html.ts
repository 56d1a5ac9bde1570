import { InputError } from "#errors.ts";
import { shortened } from "#extract/title.ts";
import { normalisePlain } from "#text/normalise.ts";
import type { ExtractedArticle, Notice, RawDocument } from "#types.ts";
import { authorOf } from "./author.ts";
import { articleRegion } from "./body.ts";
import { savedFrom, syndicated, whereabouts } from "./canonical.ts";
import { decodeHtml } from "./charset.ts";
import { datesOf } from "./dates.ts";
import { checkNesting } from "./nesting.ts";
import { outletOf } from "./outlet.ts";
import { type Page, readPage } from "./page.ts";
import { surroundingsLeftOut, textOfPage } from "./page-text.ts";
import { parsePage } from "./parse.ts";
import { titleOf } from "./title.ts";
import { refuseWalls } from "./walls.ts";

/** Bytes of HTML that are read at most. */
const MOST = 10 * 1024 * 1024;

/** The article in a web page. Throws `InputError`, saying what the page is, where it is none. */
export async function extractHtml(document: RawDocument): Promise<ExtractedArticle> {
  try {
    return await extract(document);
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new InputError(
        "Expected a web page, found one too deep or too large to be read. Give a saved text of it.",
        {
          cause,
        },
      );
    }
    throw cause;
  }
}

async function extract({ bytes, charset, address, hints = {} }: RawDocument): Promise<ExtractedArticle> {
  const page = await open(bytes, charset, address);
  const { shown, bare } = surroundingsLeftOut(page);
  refuseWalls(page, shown);
  const region = articleRegion(shown);
  const known = {
    title: titleOf(page),
    author: authorOf(page, region),
    outlet: outletOf(page),
    language: page.language,
  };
  const { text, notices } = await textOfPage(page, shown, bare, known);
  const { publishedAt, modifiedAt } = datesOf(page, region);
  const where = whereabouts(page);
  return {
    givenId: null,
    title: known.title || hints.title || shortened(text.split("\n", 1)[0] ?? ""),
    url: where.url ?? hints.url ?? null,
    outlet: known.outlet ?? hints.outlet ?? null,
    author: known.author ?? hints.author ?? null,
    publishedAt: publishedAt ?? hints.publishedAt ?? null,
    modifiedAt,
    text: normalisePlain(text).trim(),
    ...(where.originalUrl === undefined ? {} : { originalUrl: where.originalUrl }),
    notices: [...notices, syndicated(where)].filter((notice): notice is Notice => notice !== null),
  };
}

async function open(bytes: Uint8Array, charset?: string, address?: string): Promise<Page> {
  if (bytes.length > MOST) {
    throw new InputError(`Expected a web page of at most 10 MiB, found ${Math.ceil(bytes.length / 1024 / 1024)} MiB.`);
  }
  const source = decodeHtml(bytes, charset);
  checkNesting(source);
  const parsed = await parsePage(source);
  return readPage(parsed, address ?? savedFrom(parsed.root));
}
