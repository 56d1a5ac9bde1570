import type { Document, DocumentInterface } from "@langchain/core/documents";
import { VectorStore } from "@langchain/core/vectorstores";
import { InputError, ModelError } from "#errors.ts";
import type { Embedder, LibraryScope } from "#ports.ts";
import type { Evidence } from "#types.ts";
import { type PassageMetadata, toDocument } from "./documents.ts";
import { createEmbeddings } from "./embeddings.ts";
import { type PassageFilter, passes } from "./filter.ts";

/** A whole article as `addDocuments` was given it. `null`: its metadata do not say. */
export interface GivenArticle {
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
}

export interface VectorStoreOptions {
  /** The shelves it searches. */
  readonly scope: LibraryScope;
  /** The one the passages were embedded by. */
  readonly embedder: Embedder;
  /** Ingests whole articles; gives the id of each, in their order. Left out: nothing can be added. */
  readonly add?: (articles: readonly GivenArticle[]) => Promise<readonly string[]>;
}

/**
 * The library as a LangChain vector store: passages nearest to a question by their vectors alone. Scores are cosines,
 * greater is better. The retriever finds more, as it also goes by words. Rejects as `Embedder` and `LibraryScope` do.
 */
export function createVectorStore(options: VectorStoreOptions): LibraryVectorStore {
  return new LibraryVectorStore(options);
}

/** A class because LangChain's interface is one. */
export class LibraryVectorStore extends VectorStore {
  declare FilterType: PassageFilter;
  readonly #options: VectorStoreOptions;

  constructor(options: VectorStoreOptions) {
    super(createEmbeddings(options.embedder), {});
    this.#options = options;
  }

  override _vectorstoreType(): string {
    return "footnote";
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: PassageFilter,
  ): Promise<[Document<PassageMetadata>, number][]> {
    const { embedder } = this.#options;
    const found = await this.#nearest(toUnit(query, embedder), k, filter);
    return found.map((evidence) => [toDocument(evidence), evidence.score]);
  }

  /** Looks further until so many pass the filter, or there is nothing more. */
  async #nearest(vector: Float32Array, k: number, filter: PassageFilter | undefined): Promise<readonly Evidence[]> {
    const { scope, embedder } = this.#options;
    if (k <= 0) return [];
    for (let limit = filter === undefined ? k : k * 4; ; limit *= 4) {
      const hits = await scope.nearest(vector, embedder.id, limit);
      const stored = new Map(
        (await scope.passages(hits.map(({ passageId }) => passageId))).map((each) => [each.passage.id, each]),
      );
      const found = hits.flatMap(({ passageId, score }, i): Evidence[] => {
        const each = stored.get(passageId);
        if (each === undefined || !passes(each, filter)) return [];
        return [{ ...each, score, ranks: { lexical: null, dense: i + 1 } }];
      });
      if (found.length >= k || hits.length < limit) return found.slice(0, k);
    }
  }

  /** Each document is a whole article, with at least a `title` in its metadata. Gives the ids of the articles. */
  override async addDocuments(documents: DocumentInterface[]): Promise<string[]> {
    const { add } = this.#options;
    if (add === undefined) {
      throw new InputError(
        "Expected a store that can add articles, found one that only reads. Add them with npm run ingest -- FILE, or give createVectorStore an add function.",
      );
    }
    return [...(await add(documents.map(toArticle)))];
  }

  override async addVectors(): Promise<never> {
    throw new InputError(
      "Expected whole articles, found vectors. The library cuts articles into passages and embeds them itself: use addDocuments.",
    );
  }

  override async delete(): Promise<never> {
    throw new InputError(
      "Expected a search or an addition, found a removal. Remove articles with npm run ingest -- --remove ID, which can be undone.",
    );
  }
}

function toUnit(query: readonly number[], { dimensions, id }: Embedder): Float32Array {
  const length = Math.hypot(...query);
  if (query.length !== dimensions || !(length > 0 && Number.isFinite(length))) {
    throw new ModelError(
      `Expected a vector of ${dimensions} numbers by ${id}, found ${query.length} numbers with length ${length}. Embed the question with the store's own embeddings.`,
      { trouble: "refused" },
    );
  }
  return Float32Array.from(query, (value) => value / length);
}

function toArticle({ id, pageContent, metadata }: DocumentInterface, i: number): GivenArticle {
  const say = (name: string): string | null => {
    const value: unknown = metadata[name];
    return typeof value === "string" && value.trim() !== "" ? value : null;
  };
  const title = say("title");
  if (title === null) {
    throw new InputError(
      `Expected a title in the metadata of each document, found none in document ${i + 1}. Each document is a whole article: { pageContent, metadata: { title, … } }.`,
    );
  }
  const given = { url: say("url"), outlet: say("outlet"), author: say("author"), publishedAt: say("publishedAt") };
  return { id: id ?? null, title, text: pageContent, ...given };
}
