import type { LibraryScope } from "#ports.ts";
import type { ArticleSummary, Coverage } from "#types.ts";
import { encodeCustomId } from "./custom-id.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { detailsOf, showCoverage } from "./headline.ts";
import { type Button, type Message, row, textMessage } from "./message.ts";

/** Articles on one page: eight lines of at most 230 code units leave room for the rest. */
const pageSize = 8;
const lineLength = 230;

/** A page of what the shelves hold, newest first, with buttons to the other pages; reads the library. */
export async function articlesPage(scope: LibraryScope, offset: number): Promise<Message> {
  const [coverage, articles] = await Promise.all([scope.coverage(), scope.articles({ limit: pageSize, offset })]);
  return renderArticles(coverage, articles, offset);
}

/** One page of articles, of which `articles` begins at `offset`. */
function renderArticles(coverage: Coverage, articles: readonly ArticleSummary[], offset: number): Message {
  if (coverage.articles === 0) {
    return textMessage("I do not know any article yet.");
  }
  const end = offset + articles.length;
  const place =
    coverage.articles <= pageSize
      ? []
      : [`-# ${offset + Math.min(1, articles.length)} to ${end} of ${coverage.articles}`];
  const lines = [`**I know ${showCoverage(coverage)}.**`, ...articles.map(articleLine), ...place];
  const buttons = [
    ...(offset > 0 ? [pageButton("Back", Math.max(0, Math.min(offset, coverage.articles) - pageSize))] : []),
    ...(end < coverage.articles && articles.length > 0 ? [pageButton("More", end)] : []),
  ];
  return { content: lines.join("\n"), components: buttons.length === 0 ? [] : [row(...buttons)] };
}

/** Title first; what does not fit into the line besides is left out. */
function articleLine(article: ArticleSummary): string {
  const title = escapeText(shorten(plain(article.title), 100)) || "(no title)";
  return detailsOf(article).reduce((line, detail) => {
    const longer = `${line} · ${detail}`;
    return longer.length <= lineLength ? longer : line;
  }, `- ${title}`);
}

function pageButton(label: string, offset: number): Button {
  return { type: 2, style: 2, label, custom_id: encodeCustomId({ verb: "articles", offset }) };
}
