import type { ArticleSummary } from "#types.ts";
import { headline } from "./answer.ts";
import { clean } from "./clean.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** A list of articles, one paragraph each, and how many there are besides. */
export function showArticles(articles: readonly ArticleSummary[], total: number, { width, paint }: Look): string {
  if (articles.length === 0) {
    return "The library holds no article yet. Add some with: npm run ingest -- FILE";
  }
  const lines = articles.flatMap((article) => {
    const details = [article.author, article.url].flatMap((detail) => (detail === null ? [] : [clean(detail)]));
    const id = paint.dim([`id ${clean(article.id)}`, ...details].join(" · "));
    return [
      ...wrap(headline(article, paint), width, { first: "  - ", rest: "    " }),
      ...wrap(id, width, { first: "    ", rest: "    " }),
    ];
  });
  const more = total - articles.length;
  return [...lines, ...(more > 0 ? [`  … and ${more.toLocaleString("en")} more`] : [])].join("\n");
}
