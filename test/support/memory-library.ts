import { InputError, ModelError, StorageError } from "#errors.ts";
import type {
  BatchEntry,
  Carrier,
  CarrierFacts,
  Hit,
  Library,
  LibraryScope,
  Likeness,
  SaveRequest,
  ShelfWriter,
  StoredBatch,
  StoredPassage,
  TitleHit,
} from "#ports.ts";
import { agreement, bands, sketch } from "#text/minhash.ts";
import { stems } from "#text/stems.ts";
import type { Article, ArticleSummary, BatchSummary, Coverage, Passage, Receipt } from "#types.ts";

/** A library in memory for the tests of the walks. It passes the suite that the library on disk passes. */
export function createMemoryLibrary(): Library {
  const shelves = new Map<string, MemoryShelf>();
  return {
    within: (names) => {
      names.forEach(checkName);
      return createScope([...new Set(names)], shelves);
    },
    async shelf(name) {
      checkName(name);
      const shelf = shelves.get(name) ?? createShelf(name);
      shelves.set(name, shelf);
      return createWriter(shelf);
    },
    shelves: async () => [...shelves.keys()].sort(),
    everHeldArticles: async () => [...shelves.values()].some(({ versions }) => versions.size > 0),
    close: async () => {},
  };
}

interface SearchablePassage {
  readonly passage: Passage;
  readonly terms: readonly string[];
}

interface MemoryShelf {
  readonly name: string;
  /** By article id, then version. */
  readonly versions: Map<string, Map<number, Article>>;
  readonly current: Map<string, number>;
  /** By passage id. */
  readonly passages: Map<string, SearchablePassage>;
  /** By passage id: one vector each. */
  readonly vectors: Map<string, { readonly embedderId: string; readonly vector: Float32Array }>;
  readonly dimensions: Map<string, number>;
  readonly batches: Map<string, BatchEntry[]>;
  /** In the order they were begun. */
  readonly begun: StoredBatch[];
  /** By id of an article that is there: `null` for a short one. */
  readonly sketches: Map<string, Uint32Array | null>;
  /** Pairs of ids, in no order. */
  likenesses: (readonly [string, string])[];
  carriers: (CarrierFacts & { readonly articleId: string; readonly contentHash: string })[];
  readonly originals: Map<string, string>;
}

function createShelf(name: string): MemoryShelf {
  return {
    name,
    versions: new Map(),
    current: new Map(),
    passages: new Map(),
    vectors: new Map(),
    dimensions: new Map(),
    batches: new Map(),
    begun: [],
    sketches: new Map(),
    likenesses: [],
    carriers: [],
    originals: new Map(),
  };
}

function createScope(names: readonly string[], shelves: ReadonlyMap<string, MemoryShelf>): LibraryScope {
  const open = () => names.map((name) => shelves.get(name)).filter((shelf) => shelf !== undefined);
  const find = (name: string) => open().find((shelf) => shelf.name === name);
  const searchable = () => open().flatMap((shelf) => [...shelf.passages.values()]);
  return {
    shelves: names,
    async lexical(terms, limit) {
      return bm25(searchable(), new Set(terms)).slice(0, Math.max(0, limit));
    },
    async titled(phrases, limit) {
      return titled(open().flatMap(allPassages), phrases).slice(0, Math.max(0, limit));
    },
    async nearest(vector, embedderId, limit) {
      return open()
        .flatMap((shelf) => cosines(shelf, vector, embedderId))
        .sort(byScore)
        .slice(0, Math.max(0, limit));
    },
    async termStatistics(terms) {
      const passages = searchable();
      const frequencies = new Map<string, number>();
      for (const term of terms) {
        const count = passages.filter((passage) => passage.terms.includes(term)).length;
        if (count > 0) frequencies.set(term, count);
      }
      const total = passages.reduce((sum, passage) => sum + passage.terms.length, 0);
      return { passages: passages.length, meanLength: total / Math.max(1, passages.length), frequencies };
    },
    async passages(ids) {
      return ids.flatMap((id) => open().flatMap((shelf) => stored(shelf, shelf.passages.get(id))));
    },
    async passagesOf(shelf, articleId) {
      return allPassages(find(shelf)).filter(({ passage }) => passage.articleId === articleId);
    },
    async article(shelf, id, version) {
      const current = find(shelf)?.current.get(id);
      return current === undefined
        ? null
        : (find(shelf)
            ?.versions.get(id)
            ?.get(version ?? current) ?? null);
    },
    async carriers(shelf, articleId) {
      const found = find(shelf);
      return found === undefined ? [] : carriersOf(found, articleId);
    },
    async articles({ limit, offset }) {
      return open()
        .flatMap(currentArticles)
        .sort(byPublication)
        .slice(offset, offset + limit)
        .map(summary);
    },
    coverage: async () => cover(open()),
  };
}

function createWriter(shelf: MemoryShelf): ShelfWriter {
  const entries = (batch: string): BatchEntry[] => {
    const found = shelf.batches.get(batch);
    if (found === undefined) throw new InputError(`Expected a batch begun in this shelf, found ${batch}.`);
    return found;
  };
  const unembedded = (embedderId: string) =>
    allPassages(shelf).filter(({ passage }) => shelf.vectors.get(passage.id)?.embedderId !== embedderId);
  return {
    name: shelf.name,
    async current(id) {
      return shelf.versions.get(id)?.get(shelf.current.get(id) ?? 0) ?? null;
    },
    version: async (id, version) => shelf.versions.get(id)?.get(version) ?? null,
    latestVersion: async (id) => Math.max(0, ...(shelf.versions.get(id)?.keys() ?? [])),
    async findContent(contentHash) {
      return currentArticles(shelf).find((article) => article.contentHash === contentHash)?.id ?? null;
    },
    async removal(id) {
      return shelf.versions.has(id) && !shelf.current.has(id) ? { at: "2018-06-20T12:00:00.000Z" } : null;
    },
    similar: async (wanted, exceptId, least) => similar(shelf, wanted, exceptId, least),
    addSketches: async () => 0,
    async carry(articleId, facts, batch, receipt) {
      const lines = entries(batch);
      const isNew = carry(shelf, articleId, facts);
      const carrier = { change: "added", articleId, facts } as const;
      lines.push({ receipt, before: null, after: null, ...(isNew && { carrier }) });
      return isNew;
    },
    async uncarry(articleId, facts, batch, receipt) {
      const lines = entries(batch);
      const others = shelf.carriers.filter((known) => known.articleId !== articleId || !isSameCarrier(known, facts));
      if (others.length === shelf.carriers.length) return false;
      shelf.carriers = others;
      lines.push({ receipt, before: null, after: null, carrier: { change: "removed", articleId, facts } });
      return true;
    },
    async beginBatch(command) {
      const id = `batch-${shelf.batches.size + 1}`;
      shelf.batches.set(id, []);
      shelf.begun.push({ id, command, beganAt: new Date().toISOString(), endedAt: null });
      return id;
    },
    async record(batch: string, receipt: Receipt) {
      entries(batch).push({ receipt, before: null, after: null });
    },
    async save(request: SaveRequest) {
      const lines = entries(request.batch);
      const { article, isUnique } = request;
      const same = currentArticles(shelf).find(({ contentHash }) => contentHash === article.contentHash);
      if (isUnique && same !== undefined && same.id !== article.id) return same.id;
      const before = saveArticle(shelf, request);
      lines.push({ receipt: request.receipt, before, after: article.version });
      return null;
    },
    async remove(id: string, batch: string, receipt: Receipt) {
      const lines = entries(batch);
      const before = shelf.current.get(id);
      if (before === undefined) return false;
      dropPassages(shelf, id);
      dropSketch(shelf, id);
      shelf.current.delete(id);
      lines.push({ receipt, before, after: null });
      return true;
    },
    async endBatch(batch: string, _summary: BatchSummary) {
      entries(batch);
      const index = shelf.begun.findIndex(({ id }) => id === batch);
      const found = shelf.begun[index];
      if (found !== undefined) shelf.begun[index] = { ...found, endedAt: new Date().toISOString() };
    },
    batches: async (limit) => shelf.begun.toReversed().slice(0, Math.max(0, limit)),
    batch: async (id) => shelf.batches.get(id)?.slice() ?? null,
    countUnembedded: async (embedderId) => unembedded(embedderId).length,
    unembedded: async (embedderId, limit) => unembedded(embedderId).slice(0, Math.max(0, limit)),
    async saveVectors(embedderId, vectors) {
      for (const vector of vectors.values()) checkVector(shelf, vector, embedderId);
      for (const [id, vector] of vectors) if (shelf.passages.has(id)) setVector(shelf, id, embedderId, vector);
    },
    project: async () => {},
    coverage: async () => cover([shelf]),
  };
}

function saveArticle(shelf: MemoryShelf, request: SaveRequest): number | null {
  const { article, passages, vectors, embedderId, near = [], originalId } = request;
  if (article.shelf !== shelf.name) throw new InputError(`Expected an article of ${shelf.name}.`);
  if (vectors.length !== passages.length) throw new InputError("Expected a vector for each passage.");
  for (const passage of passages) checkPassage(article, passage);
  const known = shelf.versions.get(article.id)?.get(article.version);
  if (known !== undefined && !saysTheSame(known, article))
    throw new StorageError(`Version ${article.version} of ${article.id} is stored already.`, { retryable: true });
  for (const vector of vectors) checkVector(shelf, vector, embedderId);
  const before = shelf.current.get(article.id) ?? null;
  dropPassages(shelf, article.id);
  const versions = shelf.versions.get(article.id) ?? new Map<number, Article>();
  if (known === undefined) versions.set(article.version, article);
  shelf.versions.set(article.id, versions);
  shelf.current.set(article.id, article.version);
  dropSketch(shelf, article.id);
  shelf.sketches.set(article.id, request.sketch === undefined ? sketch(article.text) : request.sketch);
  for (const { articleId } of near) {
    if (shelf.current.has(articleId)) shelf.likenesses.push([article.id, articleId]);
  }
  if (originalId !== undefined) shelf.originals.set(article.id, originalId);
  passages.forEach((passage, i) => {
    if (shelf.passages.has(passage.id)) throw new StorageError(`Passage ${passage.id} is stored already.`);
    shelf.passages.set(passage.id, { passage, terms: [...stems(article.title), ...stems(passage.text)] });
    setVector(shelf, passage.id, embedderId, vectors[i] ?? new Float32Array());
  });
  return before;
}

function dropSketch(shelf: MemoryShelf, id: string): void {
  shelf.sketches.delete(id);
  shelf.originals.delete(id);
  shelf.likenesses = shelf.likenesses.filter((pair) => !pair.includes(id));
}

function similar(shelf: MemoryShelf, wanted: Uint32Array, exceptId: string, least: number): Likeness[] {
  const keys = new Set(bands(wanted));
  return [...shelf.sketches]
    .filter(([, made]) => made !== null && bands(made).some((band) => keys.has(band)))
    .map(([articleId, made]) => ({ articleId, similarity: made === null ? 0 : agreement(wanted, made) }))
    .filter(({ articleId, similarity }) => articleId !== exceptId && similarity >= least)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 5);
}

function currentOf(shelf: MemoryShelf, id: string): Article | undefined {
  return shelf.versions.get(id)?.get(shelf.current.get(id) ?? 0);
}

function carry(shelf: MemoryShelf, articleId: string, facts: CarrierFacts): boolean {
  const contentHash = currentOf(shelf, articleId)?.contentHash;
  const isKnown = shelf.carriers.some(
    (known) =>
      known.articleId === articleId &&
      known.contentHash === contentHash &&
      known.url === facts.url &&
      known.outlet === facts.outlet,
  );
  if (contentHash === undefined || isKnown) return false;
  shelf.carriers.push({ ...facts, articleId, contentHash });
  return true;
}

function isSameCarrier(one: CarrierFacts, other: CarrierFacts): boolean {
  return one.id === other.id && one.url === other.url && one.outlet === other.outlet;
}

function carriersOf(shelf: MemoryShelf, articleId: string): Carrier[] {
  const own = currentOf(shelf, articleId);
  if (own === undefined) return [];
  const original = shelf.originals.get(articleId);
  const alike = new Set([articleId]);
  for (const id of alike) {
    for (const [one, other] of shelf.likenesses.filter((pair) => pair.includes(id))) alike.add(one).add(other);
  }
  const stored = currentArticles(shelf)
    .filter(({ id, contentHash }) => alike.has(id) || id === original || contentHash === own.contentHash)
    .filter(({ id }) => id !== articleId)
    .map((article) => ({ article: summary(article), hash: article.contentHash }));
  const unstored = shelf.carriers
    .filter((known) => known.articleId === articleId && known.contentHash === own.contentHash)
    .filter(({ id }) => !shelf.current.has(id))
    .map(({ articleId: _, contentHash, ...facts }) => ({
      article: { ...facts, shelf: shelf.name, version: 0 },
      hash: contentHash,
    }));
  return [...stored, ...unstored].map(({ article, hash }) => ({
    kind: hash === own.contentHash ? "same" : "near",
    article,
    ...(article.id === original && { isOriginal: true as const }),
  }));
}

function saysTheSame(a: Article, b: Article): boolean {
  const parts = ["title", "text", "url", "outlet", "author", "publishedAt"] as const;
  return parts.every((part) => a[part] === b[part]);
}

function dropPassages(shelf: MemoryShelf, articleId: string): void {
  for (const [id, { passage }] of shelf.passages) {
    if (passage.articleId !== articleId) continue;
    shelf.passages.delete(id);
    shelf.vectors.delete(id);
  }
}

function setVector(shelf: MemoryShelf, id: string, embedderId: string, vector: Float32Array): void {
  shelf.dimensions.set(embedderId, vector.length);
  shelf.vectors.set(id, { embedderId, vector: vector.slice() });
}

function stored(shelf: MemoryShelf, found: SearchablePassage | undefined): StoredPassage[] {
  const article = found && shelf.versions.get(found.passage.articleId)?.get(found.passage.version);
  return found === undefined || article === undefined ? [] : [{ passage: found.passage, article: summary(article) }];
}

function allPassages(shelf: MemoryShelf | undefined): StoredPassage[] {
  if (shelf === undefined) return [];
  return [...shelf.passages.values()].flatMap((passage) => stored(shelf, passage));
}

function currentArticles(shelf: MemoryShelf): Article[] {
  return [...shelf.current].flatMap(([id, version]) => shelf.versions.get(id)?.get(version) ?? []);
}

function cover(shelves: readonly MemoryShelf[]): Coverage {
  const articles = shelves.flatMap(currentArticles);
  const dates = articles
    .flatMap(({ publishedAt }) => (publishedAt === null || Number.isNaN(Date.parse(publishedAt)) ? [] : publishedAt))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return {
    articles: articles.length,
    passages: shelves.reduce((sum, { passages }) => sum + passages.size, 0),
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
  };
}

/** Title and text as one field: enough for tests of what is found, not of close calls in the order. */
function bm25(passages: readonly SearchablePassage[], query: ReadonlySet<string>): Hit[] {
  const mean = passages.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, passages.length);
  const idf = new Map(
    [...query].map((term) => {
      const count = passages.filter(({ terms }) => terms.includes(term)).length;
      return [term, Math.max(1e-6, Math.log((passages.length - count + 0.5) / (count + 0.5)))];
    }),
  );
  const scoreOf = (terms: readonly string[]) =>
    [...idf].reduce((sum, [term, weight]) => {
      const count = terms.filter((other) => other === term).length;
      return sum + (weight * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * terms.length) / mean));
    }, 0);
  return passages
    .map(({ passage, terms }) => ({ passageId: passage.id, score: scoreOf(terms) }))
    .filter(({ score }) => score > 0)
    .sort(byScore);
}

/** Stems of a title as one string with spaces around each, so that a phrase in it is a substring. */
function spaced(parts: readonly string[]): string {
  return ` ${parts.join(" ")} `;
}

function titled(passages: readonly StoredPassage[], phrases: readonly (readonly string[])[]): TitleHit[] {
  return passages
    .filter(({ passage }) => passage.ordinal === 0)
    .flatMap(({ passage, article: { title } }) => {
      const names = [title.replace(/ *\([^()]*\)$/, ""), title].map((name) => stems(name));
      const hits = phrases.flatMap((phrase, index) => {
        const name = names.find((parts) => phrase.length > 0 && spaced(parts).includes(spaced(phrase)));
        return name === undefined ? [] : { phrase: index, share: phrase.length / name.length };
      });
      const best = hits.sort((a, b) => b.share - a.share)[0];
      return best === undefined ? [] : { passageId: passage.id, ...best, length: names[0]?.length ?? 0, title };
    })
    .sort(
      (a, b) => Number(b.share === 1) - Number(a.share === 1) || a.length - b.length || a.title.length - b.title.length,
    )
    .map(({ passageId, phrase, share }) => ({ passageId, phrase, share }));
}

function cosines(shelf: MemoryShelf, vector: Float32Array, embedderId: string): Hit[] {
  if (!shelf.dimensions.has(embedderId)) return [];
  checkVector(shelf, vector, embedderId);
  return [...shelf.vectors]
    .filter(([, kept]) => kept.embedderId === embedderId)
    .map(([passageId, kept]) => ({
      passageId,
      score: kept.vector.reduce((sum, x, i) => sum + x * (vector[i] ?? 0), 0),
    }));
}

function checkVector(shelf: MemoryShelf, vector: Float32Array, embedderId: string): void {
  const dimensions = shelf.dimensions.get(embedderId) ?? vector.length;
  const length = vector.reduce((sum, x) => sum + x * x, 0);
  if (vector.length !== dimensions || !(Math.abs(length - 1) <= 1e-3))
    throw new ModelError(`Expected a vector of ${dimensions} numbers and length 1 from ${embedderId}.`);
}

function checkPassage(article: Article, passage: Passage): void {
  const { articleId, shelf, version, start, end, text } = passage;
  const fits = articleId === article.id && shelf === article.shelf && version === article.version;
  if (!fits || text !== article.text.slice(start, end)) throw new InputError(`Passage ${passage.id} does not fit.`);
}

function checkName(name: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) throw new InputError(`Not a shelf's name: ${JSON.stringify(name)}.`);
}

function summary({ id, shelf, version, title, url, outlet, author, publishedAt }: Article): ArticleSummary {
  return { id, shelf, version, title, url, outlet, author, publishedAt };
}

function byScore(a: Hit, b: Hit): number {
  return b.score - a.score;
}

function byPublication(a: Article, b: Article): number {
  const [left, right] = [time(a), time(b)];
  if (left !== right) return right - left;
  return a.title === b.title ? (a.id < b.id ? -1 : 1) : a.title < b.title ? -1 : 1;
}

function time({ publishedAt }: Article): number {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
