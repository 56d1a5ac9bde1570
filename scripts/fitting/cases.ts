/** Turns evaluation sets into shelves of several sizes and questions asked of them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partOf } from "#evaluation/parts.ts";
import { parseQuestions } from "#evaluation/questions.ts";
import { chunk } from "#ingest/chunk.ts";
import type { Embedder, Hit, Library, LibraryScope, TitleHit } from "#ports.ts";
import { normaliseText } from "#text/normalise.ts";
import { paragraphs } from "#text/paragraphs.ts";
import { stems } from "#text/stems.ts";
import type { Article, Turn } from "#types.ts";

/** One question asked of one shelf. */
export interface Case {
  readonly question: string;
  readonly history: readonly Turn[];
  readonly shelf: string;
  /** Hidden from the search: the question is then not answerable. */
  readonly removed: string | null;
  readonly answerable: boolean;
  readonly answers: readonly string[];
  readonly articleIds: readonly string[];
  /** The shelf holds the whole set. */
  readonly whole: boolean;
  /** Asked of the articles of another set. */
  readonly foreign: boolean;
  readonly heldBack: boolean;
  readonly weight: number;
}

interface Line {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Shelved {
  readonly name: string;
  readonly articles: readonly Line[];
}

export interface Cases {
  readonly shelves: readonly Shelved[];
  readonly cases: readonly Case[];
}

/** Articles of a shelf that is as short as a news story. */
const WINDOW = 4;
/** One in so many questions is asked of each kind of shelf. */
const EVERY = { whole: 3, title: 3, window: 2 };

/** Articles of a set up to which each gets a shelf of its own, besides the shelf of all. */
const FEW = 200;

/** The sets in folders; and the questions of every set asked of the first one's articles, where they find no answer. */
export function loadCases(folders: readonly string[]): Cases {
  const loaded = folders.map((folder, index) => loadSet(folder, `set${index}`));
  const cases = loaded.flatMap((set) => set.cases);
  return { shelves: loaded.flatMap(({ shelves }) => shelves), cases: [...cases, ...foreign(cases)] };
}

/** Typed as people type: lower case, no question mark. Those of the first set find their answers. */
function foreign(cases: readonly Case[]): readonly Case[] {
  return cases
    .filter((item) => item.whole && item.answerable && item.history.length === 0)
    .map((item) => ({
      ...item,
      question: item.question.toLowerCase().replace(/\?\s*$/u, ""),
      foreign: true,
      answerable: item.shelf === "set0",
      shelf: "set0",
      answers: item.shelf === "set0" ? item.answers : [],
      articleIds: item.shelf === "set0" ? item.articleIds : [],
    }));
}

function loadSet(folder: string, name: string): Cases {
  const articles = lines<Line>(join(folder, "articles.jsonl"));
  const titles = new Map(articles.map((article) => [article.id, article.title || article.id]));
  const groups = groupBy(articles, (article) => titles.get(article.id) ?? "").filter((group) => group.length >= WINDOW);
  const byTitle = groups.map((group, index) => ({ name: `${name}-title${index}`, articles: group }));
  const windows = byTitle.flatMap((shelf) =>
    cut(shelf.articles).map((part, index) => ({ name: `${shelf.name}-${index}`, articles: part })),
  );
  const alone =
    articles.length > FEW
      ? []
      : articles.map((article) => ({ name: soloShelf(name, article.id), articles: [article] }));
  const titleShelf = shelfOf(byTitle);
  const windowShelf = shelfOf(windows);
  const text = readFileSync(join(folder, "questions.jsonl"), "utf8");
  const asked = parseQuestions(text).flatMap((item) => {
    const home = item.articleIds[0] ?? item.nearArticleIds[0];
    const title = home === undefined ? undefined : titles.get(home);
    if (home === undefined || title === undefined) return [];
    const base = {
      ...item,
      removed: null,
      whole: false,
      foreign: false,
      heldBack: partOf(item) === "held-out",
      weight: 1,
    };
    return [{ base, home, number: hash(item.id) }];
  });
  const cases = asked.flatMap(({ base, home, number }) => [
    ...inWhole(base, home, number, name),
    ...inTitle(base, number, titleShelf.get(home)),
    ...inWindow(base, home, number, windowShelf.get(home), windows),
    ...(alone.length > 0 ? [{ ...base, shelf: soloShelf(name, home), weight: SOLO_WEIGHT }] : []),
  ]);
  return { shelves: [{ name, articles }, ...byTitle, ...windows, ...alone], cases };
}

/** A story of its own is what most questions of members are about. */
const SOLO_WEIGHT = 2;

function soloShelf(set: string, article: string): string {
  return `${set}-alone-${article}`;
}

type Base = Omit<Case, "shelf">;

/** Questions written to look answerable: few members ask so. */
const ADVERSARIAL_WEIGHT = 0.1;

function weightOf(base: Base): number {
  return base.answerable ? 1 : ADVERSARIAL_WEIGHT;
}

function inWhole(base: Base, home: string, number: number, shelf: string): readonly Case[] {
  if (number % EVERY.whole === 0) return [{ ...base, shelf, whole: true, weight: weightOf(base) }];
  if (!base.answerable || number % EVERY.whole !== 1) return [];
  return [{ ...base, shelf, answerable: false, removed: home, weight: 0.5 }];
}

function inTitle(base: Base, number: number, shelf: string | undefined): readonly Case[] {
  return shelf !== undefined && number % EVERY.title === 0 ? [{ ...base, shelf, weight: weightOf(base) }] : [];
}

/** As asked; or with the evidence taken away, or of another shelf of the same title or of any. */
function inWindow(
  base: Base,
  home: string,
  number: number,
  shelf: string | undefined,
  windows: readonly Shelved[],
): readonly Case[] {
  if (shelf === undefined) return [];
  if (number % EVERY.window === 0) return [{ ...base, shelf, weight: weightOf(base) }];
  if (!base.answerable) return [];
  if (number % 4 === 1) return [{ ...base, shelf, removed: home, answerable: false }];
  const title = shelf.slice(0, shelf.lastIndexOf("-") + 1);
  const others = number % 8 === 3 ? windows : windows.filter((other) => other.name.startsWith(title));
  const other = others[number % others.length]?.name ?? shelf;
  return other === shelf ? [] : [{ ...base, shelf: other, answerable: false }];
}

function hash(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0);
}

function lines<Kind>(path: string): readonly Kind[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Kind);
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

function cut(articles: readonly Line[]): readonly (readonly Line[])[] {
  const parts: Line[][] = [];
  for (let at = 0; at < articles.length; at += WINDOW) parts.push(articles.slice(at, at + WINDOW));
  return parts;
}

function shelfOf(shelves: readonly Shelved[]): ReadonlyMap<string, string> {
  return new Map(shelves.flatMap(({ name, articles }) => articles.map(({ id }) => [id, name] as const)));
}

/** Puts the articles on their shelves; each is chunked and embedded as ingestion does it. */
export async function fillLibrary(library: Library, embedder: Embedder, shelves: readonly Shelved[]): Promise<void> {
  for (const { name, articles } of shelves) {
    const shelf = await library.shelf(name);
    const batch = await shelf.beginBatch("fit-ranking");
    for (const line of articles) {
      const article = articleOf(line, name);
      const passages = chunk(article);
      const vectors = await embedder.embed(
        passages.map((passage) => `${article.title}\n${passage.text}`),
        "passage",
      );
      const receipt = { source: line.id, status: "added" } as const;
      await shelf.save({ article, passages, vectors, embedderId: embedder.id, batch, receipt });
    }
  }
}

function articleOf({ id, title, text }: Line, shelf: string): Article {
  const clean = normaliseText(text);
  const contentHash = createHash("sha256").update(`${title}\n${clean}`).digest("hex");
  const metadata = { title, url: null, outlet: null, author: null, publishedAt: null };
  const fetchedAt = "2000-01-01T00:00:00Z";
  return { id, shelf, version: 1, ...metadata, text: clean, paragraphs: paragraphs(clean), fetchedAt, contentHash };
}

/** The scope as if the article had never been ingested. */
export function without(scope: LibraryScope, articleId: string | null): LibraryScope {
  if (articleId === null) return scope;
  const others = async <H extends Hit | TitleHit>(hits: readonly H[]) => {
    const kept = new Set(
      (await scope.passages(hits.map((hit) => hit.passageId))).flatMap(({ passage }) =>
        passage.articleId === articleId ? [] : passage.id,
      ),
    );
    return hits.filter((hit) => kept.has(hit.passageId));
  };
  return {
    ...scope,
    lexical: async (stems, limit) => others(await scope.lexical(stems, limit)),
    titled: async (phrases, limit) => others(await scope.titled(phrases, limit)),
    nearest: async (vector, embedderId, limit) => others(await scope.nearest(vector, embedderId, limit)),
    termStatistics: async (terms) => {
      const statistics = await scope.termStatistics(terms);
      const hidden = (await scope.passagesOf(scope.shelves[0] ?? "", articleId)).map(
        ({ passage, article }) => new Set(stems(`${article.title}\n${passage.text}`)),
      );
      const frequencies = new Map(
        [...statistics.frequencies]
          .map(([stem, count]) => [stem, count - hidden.filter((set) => set.has(stem)).length] as const)
          .filter(([, count]) => count > 0),
      );
      return { ...statistics, passages: statistics.passages - hidden.length, frequencies };
    },
  };
}
