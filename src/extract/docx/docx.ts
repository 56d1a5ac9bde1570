import { realAuthor, realTitle } from "#extract/document-facts.ts";
import { hiddenNotices } from "#extract/hidden-notice.ts";
import { invisibleNotices } from "#extract/invisible.ts";
import { readOpening } from "#extract/opening.ts";
import { folded } from "#extract/same-words.ts";
import { shortened } from "#extract/title.ts";
import { normaliseLine, normalisePlain } from "#text/normalise.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";
import { unpackXml } from "./archive.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { checkIsArchive, checkIsWord } from "./kind.ts";
import { readWord } from "./word.ts";
import { readXml } from "./xml.ts";

/**
 * The article in a Word document. The title is the one of its properties, else the first paragraph in the style of a
 * title or heading, else the first line. Comments, deleted and hidden text are left out. Throws `InputError` for what is
 * no Word document, or one that no word processor made.
 */
export async function extractDocx(document: RawDocument): Promise<ExtractedArticle> {
  checkIsArchive(document.bytes);
  const parts = await unpackXml(document.bytes);
  checkIsWord(parts);
  for (const [name, content] of parts) {
    if (name !== "mimetype") {
      readXml(name, content.toString("utf8"));
    }
  }
  const { body, note } = await readWord(parts);
  const { blocks, hidden } = blocksOf(body, note);
  const notices = [...invisibleNotices(blocks.map(({ text }) => text).join("\n")), ...hiddenNotices(hidden)];
  return { ...articleOf(blocks, readFacts(parts)), ...(notices.length > 0 ? { notices } : {}) };
}

interface Facts {
  readonly title: string | null;
  readonly author: string | null;
}

function readFacts(parts: ReadonlyMap<string, Buffer>): Facts {
  const said = new Map<string, string>();
  const core = parts.get("docProps/core.xml")?.toString("utf8");
  if (core !== undefined) {
    readXml("docProps/core.xml", core, (name, text) => said.set(name, text));
  }
  return { title: realTitle(said.get("title")), author: realAuthor(said.get("creator")) };
}

function articleOf(blocks: readonly Block[], facts: Facts): ExtractedArticle {
  const lines = blocks.map(({ text }) => normaliseLine(text));
  const printed = blocks.findIndex(({ isTitle }) => isTitle);
  const heading = printed >= 0 ? printed : blocks.slice(0, KICKERS + 1).findIndex(({ isHeading }) => isHeading);
  const title = facts.title ?? shortened(lines[Math.max(0, heading)] ?? "");
  const place = lines.findIndex((line, index) => index < FIRST_LINES && folded(line) === folded(title));
  const at = place < 0 && facts.title === null && heading >= 0 ? heading : place;
  const opening = readOpening(lines.slice(at + 1));
  const rest = [...blocks.slice(0, Math.max(0, at)), ...blocks.slice(at + 1 + opening.lines)];
  return {
    givenId: null,
    title,
    text: normalisePlain((rest.length > 0 ? rest : blocks).map(({ text }) => text).join("\n\n")).trim(),
    url: null,
    outlet: null,
    author: facts.author ?? opening.author,
    publishedAt: opening.publishedAt,
  };
}

/** Paragraphs that may stand above the heading that is the title; further down, a heading is one of a part. */
const KICKERS = 2;

/** Where a title is looked for in the text, to not say it twice. */
const FIRST_LINES = 8;
