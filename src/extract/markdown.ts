import { normaliseLine, normalisePlain } from "#text/normalise.ts";
import type { ExtractedArticle } from "#types.ts";
import { partFrontMatter } from "./front-matter.ts";
import { type Block, proseBlocks } from "./markdown-blocks.ts";
import { extractPlainText } from "./plain-text.ts";
import { shortened } from "./title.ts";

/**
 * Markdown with optional front matter, as clean prose. Without a title in the front matter the first heading is the
 * title (and no longer text where it opens the article), else the first line.
 */
export async function extractMarkdown(content: string): Promise<ExtractedArticle> {
  const { metadata, body } = partFrontMatter(normalisePlain(content));
  const { id, ...fields } = metadata;
  const blocks = await proseBlocks(body);
  if (fields.title !== "") {
    return { ...fields, givenId: id, text: join(withoutTitle(blocks, fields.title)) };
  }
  const heading = blocks.find((block) => block.isHeading);
  if (heading === undefined) {
    const { title, text } = extractPlainText(join(blocks));
    return { ...fields, givenId: id, title, text };
  }
  const rest = heading === blocks[0] && blocks.length > 1 ? blocks.slice(1) : blocks;
  return { ...fields, givenId: id, title: shortened(heading.text.replaceAll("\n", " ")), text: join(rest) };
}

/** Many documents say the title of their front matter again as their first heading. */
function withoutTitle(blocks: readonly Block[], title: string): readonly Block[] {
  const [first] = blocks;
  return first?.isHeading && normaliseLine(first.text) === title && blocks.length > 1 ? blocks.slice(1) : blocks;
}

function join(blocks: readonly Block[]): string {
  return normalisePlain(blocks.map((block) => block.text).join("\n\n")).trim();
}
