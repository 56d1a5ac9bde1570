import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type NewsArticle, newsArticles } from "../../scripts/benching/news.ts";
import { shippedTables } from "../support/encoder-tables.ts";

/** Made-up articles, the same for a seed: most of one passage, every tenth of three or four. */
export function madeUpNews(count: number, seed: number): readonly NewsArticle[] {
  const [short, long] = [60, 500].map((words) => newsArticles(shippedTables(), { words, seed }));
  return Array.from({ length: count }, (_, index) => {
    const article = (index % 10 === 0 ? long : short)?.next().value;
    if (article === undefined) throw new Error("Expected articles without end.");
    return { ...article, id: `news-${index}`, url: `https://news.example/${index}` };
  });
}

/** Writes one article a line; gives the path of the file. */
export function writeLines(folder: string, name: string, articles: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(""));
  return file;
}
