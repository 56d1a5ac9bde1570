/**
 * What the walks need from the world. Adapters implement these, `app.ts` wires them, tests fake them.
 * Every promise may reject with an error of `errors.ts`; anything else that is thrown is a bug.
 */
import type {
  Answer,
  Answered,
  Article,
  ArticleMetadata,
  ArticleSummary,
  BatchSummary,
  CallPurpose,
  Coverage,
  Evidence,
  ExtractedArticle,
  Finish,
  Passage,
  RawDocument,
  Receipt,
  Turn,
  Usage,
} from "#types.ts";

export interface Clock {
  now(): Date;
}

/** Turns texts into unit vectors. Two embedders with the same id give the same vectors. */
export interface Embedder {
  /** Changes whenever the vectors would. */
  readonly id: string;
  readonly dimensions: number;
  /** `static`: averaged word vectors, a helper beside the words. `neural`: may outweigh them. */
  readonly kind: "static" | "neural";
  /** One vector of length 1 per text, in the order of the texts. */
  embed(
    texts: readonly string[],
    purpose: "question" | "passage",
    signal?: AbortSignal,
  ): Promise<readonly Float32Array[]>;
}

/** Vectors that were made once. What is not there, or can not be read, is made again: nothing here rejects. */
export interface EmbeddingCache {
  /** The vectors that are kept, by text. */
  find(made: VectorMaker, texts: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  save(made: VectorMaker, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** Which embedder makes vectors, and what for. */
export interface VectorMaker {
  readonly embedderId: string;
  readonly purpose: "question" | "passage";
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** For whom a model works: budgets are kept for each. `null` where the place has none. */
export interface Payer {
  readonly person: string | null;
  readonly server: string | null;
}

export interface ChatRequest {
  readonly purpose: CallPurpose;
  readonly messages: readonly ChatMessage[];
  /** Most tokens of output. */
  readonly maxTokens: number;
  /**
   * JSON Schema of the whole output, in what strict mode of OpenAI takes (every property required, nothing additional).
   * A model that cannot be held to it follows the prompt as well as it can. Left out: free text.
   */
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly payer?: Payer;
}

export type ChatEvent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "end"; readonly finish: Finish; readonly usage: Usage };

/** A language model. Its words are data: nothing it says is obeyed or shown before it is checked. */
export interface ChatModel {
  /** Provider and name, such as `openai:gpt-5-mini`. */
  readonly id: string;
  /**
   * What the model writes, as it arrives, and one `end` last. Rejects with `ModelError`; once the signal is aborted, with
   * its reason. Leaving the loop early, or aborting, ends the request.
   */
  complete(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent>;
}

/** Background knowledge about words. Words are lower-case surface forms, as `words()` of `#text/words.ts` gives them. */
export interface Lexicon {
  /** Background inverse document frequency (natural log), 0 for stop words, about 8.5 for unknown words. */
  idf(word: string): number;
  /**
   * Vector of the word: of length 1 for a known word, shorter the less sure it is for a guess; `null` for a word without
   * one. Do not change it.
   */
  vector(word: string): Float32Array | null;
}

/**
 * Words in which a thing is told when it is asked in others. A key is a stem, or the stems of a phrase joined by single
 * spaces (`behind bar`).
 */
export interface Thesaurus {
  /** Keys that a text may hold for the key of a question, each with how surely it stands for it (0 to 1). */
  related(key: string): ReadonlyMap<string, number>;
  /** Keys that say the contrary. */
  opposites(key: string): ReadonlySet<string>;
  /** The known phrases whose first stem this is, longest first. */
  phrases(first: string): readonly (readonly string[])[];
}

/** A passage a search found; lists are ordered best first. Scores compare within one list only. */
export interface Hit {
  readonly passageId: string;
  readonly score: number;
}

/** An article found by its title, named by its first passage. */
export interface TitleHit {
  readonly passageId: string;
  /** Index of the phrase that the title contains; of several, the one that covers most of it. */
  readonly phrase: number;
  /** Share of the title's stems that the phrase is, above 0; 1 where nothing else but a bracketed remark stands there. */
  readonly share: number;
}

/** How often stems occur in the searched shelves. */
export interface TermStatistics {
  /** Number of searchable passages. */
  readonly passages: number;
  /** Mean number of indexed terms in a passage; 0 without passages. */
  readonly meanLength: number;
  /** Number of passages that contain each stem; stems that occur nowhere are absent. */
  readonly frequencies: ReadonlyMap<string, number>;
}

export interface StoredPassage {
  readonly passage: Passage;
  readonly article: ArticleSummary;
}

/** Everything that can be searched and read in a fixed set of shelves, and nothing else. */
export interface LibraryScope {
  readonly shelves: readonly string[];
  /** Passages whose title or text contains any of the stems (as `#text` makes them), best first by BM25. */
  lexical(stems: readonly string[], limit: number): Promise<readonly Hit[]>;
  /**
   * Articles whose title contains one of the phrases (stems in a row, as `stems()` of `#text` makes them), each once:
   * titles that are nothing but a phrase first, then titles of fewer stems.
   */
  titled(phrases: readonly (readonly string[])[], limit: number): Promise<readonly TitleHit[]>;
  /** Passages nearest by cosine among those embedded by `embedderId`. */
  nearest(vector: Float32Array, embedderId: string, limit: number): Promise<readonly Hit[]>;
  termStatistics(stems: readonly string[]): Promise<TermStatistics>;
  /** In the order of the ids; ids that are not (or no longer) searchable here are left out. */
  passages(ids: readonly string[]): Promise<readonly StoredPassage[]>;
  /** All searchable passages of an article, in reading order. */
  passagesOf(shelf: string, articleId: string): Promise<readonly StoredPassage[]>;
  /** The current version, or the one asked for (kept after an update); `null` once removed or never there. */
  article(shelf: string, id: string, version?: number): Promise<Article | null>;
  /**
   * Who else carries a current article, as far as that was found out while ingesting: in no order. Empty where the article
   * is not (or no longer) there.
   */
  carriers(shelf: string, articleId: string): Promise<readonly Carrier[]>;
  /** Current articles, newest publication first, then undated by title. */
  articles(page: { readonly limit: number; readonly offset: number }): Promise<readonly ArticleSummary[]>;
  coverage(): Promise<Coverage>;
}

/**
 * An article that carries the same report as another. `same`: in the same words, perhaps at an address whose article is
 * not stored, because a stored one says it already: then its version is 0. `near`: in nearly the same words.
 */
export interface Carrier {
  readonly kind: "same" | "near";
  readonly article: ArticleSummary;
  /** The other article names this one as its original. */
  readonly isOriginal?: true;
}

/** Where an exact duplicate stood that was not stored. */
export interface CarrierFacts extends ArticleMetadata {
  /** Id the article would have had. */
  readonly id: string;
}

/** How alike two texts are. */
export interface Likeness {
  readonly articleId: string;
  /** Share of the runs of words in either text that stand in both (Jaccard), 0 to 1. */
  readonly similarity: number;
}

/** An article with what is stored beside it, in one transaction. */
export interface SaveRequest {
  readonly article: Article;
  readonly passages: readonly Passage[];
  /** One unit vector per passage, in the order of the passages. */
  readonly vectors: readonly Float32Array[];
  readonly embedderId: string;
  readonly batch: string;
  readonly receipt: Receipt;
  /** See `sketch` of `#text/minhash.ts`; left out: the shelf makes it from the text. */
  readonly sketch?: Uint32Array | null;
  /** Current articles that say nearly the same; those of the version before are forgotten. */
  readonly near?: readonly Likeness[];
  /** Id of the article that this one names as its original, stored or not. */
  readonly originalId?: string;
  /** Not to be stored where another current article has this content. */
  readonly isUnique?: true;
}

/** One line of a stored batch, with the versions before and after (`null`: none). */
export interface BatchEntry {
  readonly receipt: Receipt;
  readonly before: number | null;
  readonly after: number | null;
  /** Where the line changed no article but who else carries one. */
  readonly carrier?: {
    readonly change: "added" | "removed";
    readonly articleId: string;
    readonly facts: CarrierFacts;
  };
}

/** A batch as it was begun; its entries are read by its id. */
export interface StoredBatch {
  readonly id: string;
  /** What the person asked for. */
  readonly command: string;
  /** ISO 8601. */
  readonly beganAt: string;
  /** ISO 8601; `null`: it is at work, or was killed. */
  readonly endedAt: string | null;
}

/** The writing side of one shelf. Each call that changes something is one transaction. */
export interface ShelfWriter {
  readonly name: string;
  current(articleId: string): Promise<Article | null>;
  /** Any stored version, also of a removed article. */
  version(articleId: string, version: number): Promise<Article | null>;
  /** Greatest version ever stored under the id, 0 if none. */
  latestVersion(articleId: string): Promise<number>;
  /** Id of a current article with this content, `null` if none. */
  findContent(contentHash: string): Promise<string | null>;
  /** When an article was removed (ISO 8601; `null`: before that was noted); `null`: it is there, or never was. */
  removal(articleId: string): Promise<{ readonly at: string | null } | null>;
  /**
   * Current articles but `exceptId` whose sketch agrees with this one in at least the share `least` of its places, best
   * first, at most five. Pairs of a similarity of .5 are found with a probability of .99, of .3 with .78.
   */
  similar(sketch: Uint32Array, exceptId: string, least: number): Promise<readonly Likeness[]>;
  /** Gives sketches to at most `limit` articles that were stored before there were any; returns to how many. */
  addSketches(limit: number): Promise<number>;
  beginBatch(command: string): Promise<string>;
  /** Notes a receipt that changed nothing (unchanged, duplicate, failed). */
  record(batch: string, receipt: Receipt): Promise<void>;
  /**
   * Notes a duplicate and keeps where it stood, once for each outlet and address: it is named as a carrier while the
   * article stands with this content. False if that was known.
   */
  carry(articleId: string, facts: CarrierFacts, batch: string, receipt: Receipt): Promise<boolean>;
  /** Takes back `carry`. False, and nothing is noted, if it is not there. */
  uncarry(articleId: string, facts: CarrierFacts, batch: string, receipt: Receipt): Promise<boolean>;
  /**
   * Makes the article the current version under its id; older versions are kept but no longer searchable. `null`: it is
   * stored; else the id of the article that has its content, where it was to be unique, and nothing has changed.
   */
  save(request: SaveRequest): Promise<string | null>;
  /** Takes the article out of every search; its versions are kept for `undo`. False if it was not there. */
  remove(articleId: string, batch: string, receipt: Receipt): Promise<boolean>;
  endBatch(batch: string, summary: BatchSummary): Promise<void>;
  /** Entries in the order they happened; `null`: no such batch. */
  batch(id: string): Promise<readonly BatchEntry[] | null>;
  /** The last batches, newest first. */
  batches(limit: number): Promise<readonly StoredBatch[]>;
  /** Number of searchable passages without a vector of this embedder. */
  countUnembedded(embedderId: string): Promise<number>;
  /** The next searchable passages without a vector of this embedder, with their articles. */
  unembedded(embedderId: string, limit: number): Promise<readonly StoredPassage[]>;
  saveVectors(embedderId: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Brings the vector index up to date where its tail has grown too long; resolves when it is done. */
  project(embedderId: string, signal?: AbortSignal): Promise<void>;
  coverage(): Promise<Coverage>;
}

/** The shelves on disk. There is no search that is not within named shelves. */
export interface Library {
  within(shelves: readonly string[]): LibraryScope;
  /** Opens a shelf for writing, creating it if need be. Throws `InputError` on a name that is not `a-z 0-9 -`. */
  shelf(name: string): Promise<ShelfWriter>;
  /** Names of the shelves that exist, sorted. */
  shelves(): Promise<readonly string[]>;
  /** Whether any shelf ever held an article, removed ones included. */
  everHeldArticles(): Promise<boolean>;
  close(): Promise<void>;
}

/** Something that went wrong with one source while the others go on. */
export interface ReadFailure {
  readonly source: string;
  readonly error: string;
  /** The outlet says that what stood under this identity is withdrawn for good. */
  readonly withdrawn?: { readonly identity: string };
}

/** What a server gave with a document, to ask it later whether the document has changed. */
export interface Validators {
  readonly etag: string | null;
  /** As the server wrote it. */
  readonly lastModified: string | null;
}

export interface FetchRequest {
  /** What is wanted: a page or document with an article, or a feed or sitemap (which may be larger). */
  readonly purpose: "article" | "listing";
  /** From an earlier answer: what has not changed since is not sent again. */
  readonly validators?: Validators;
}

export type Fetched =
  | {
      readonly kind: "found";
      /** After redirects. */
      readonly address: string;
      /** Decompressed. */
      readonly bytes: Uint8Array;
      /** `type/subtype` in lower case; `null`: the server does not say. */
      readonly mediaType: string | null;
      readonly charset: string | null;
      readonly validators: Validators;
    }
  | { readonly kind: "unchanged" };

/** The only way out to the web: http and https, public addresses, within limits of size, time and politeness. */
export interface Fetcher {
  /** Throws `FetchError`, or the signal's reason. */
  fetch(address: string, request: FetchRequest, signal?: AbortSignal): Promise<Fetched>;
  close(): Promise<void>;
}

/** One article as a feed, sitemap or list names it. */
export interface ListedEntry {
  /** Absolute, http or https. */
  readonly address: string;
  readonly hints: Partial<ArticleMetadata>;
  /** When the listing says that the article changed last, ISO 8601. */
  readonly updatedAt: string | null;
  /** The article in full (HTML) where the feed carries it. */
  readonly content: string | null;
  /** The feed says that the article was taken back. */
  readonly isWithdrawn?: true;
}

/** What a feed, sitemap or list of addresses names, in its own order. */
export interface Listing {
  /** `sitemap-index`: its entries are sitemaps. */
  readonly kind: "feed" | "sitemap" | "sitemap-index" | "addresses";
  readonly title: string | null;
  readonly entries: readonly ListedEntry[];
  /** Minutes for which the feed asks not to be fetched again; `null`: it does not say. */
  readonly minutes: number | null;
}

export interface ListingParser {
  /**
   * `null`: the document is no listing, but perhaps an article. Throws `InputError` for one that is broken. `address`
   * resolves relative addresses.
   */
  parse(document: {
    readonly address: string;
    readonly bytes: Uint8Array;
    readonly mediaType: string | null;
    readonly charset: string | null;
  }): Promise<Listing | null>;
}

/** What is known of addresses that were fetched before. */
export interface FetchMemory {
  find(address: string): Promise<FetchRecord | null>;
  save(address: string, record: FetchRecord): Promise<void>;
}

export interface FetchRecord {
  readonly validators: Validators;
  /** Changes when what a feed says about an article does; `null` for feeds themselves. */
  readonly mark: string | null;
  /** ISO 8601. */
  readonly fetchedAt: string;
  /** How many times in a row it failed. */
  readonly failures: number;
  /** Not to be asked before, ISO 8601; `null`: at any time. */
  readonly notBefore: string | null;
}

/** Turns what a person named into documents, one at a time; a failure does not end the reading. */
export interface Reader {
  read(source: string, signal?: AbortSignal): AsyncIterable<RawDocument | ReadFailure>;
}

/** Turns a document into an article. Throws `InputError` saying what was expected and found. */
export interface Extractor {
  extract(document: RawDocument): Promise<ExtractedArticle>;
  /** Ends what it started (processes). Not needed for the program to end; a later `extract` starts anew. */
  close?(): Promise<void>;
}

export interface AskRequest {
  readonly question: string;
  /** Oldest first, without the question itself. */
  readonly history?: readonly Turn[];
  readonly shelves: readonly string[];
  /** Who words the answer; left out: the model, where one is configured. */
  readonly answerer?: "extractive" | "model";
  readonly payer?: Payer;
  /**
   * Called with the answer so far whenever a statement of a model has passed its check. What was shown never moves:
   * later ones come after it. Not called where the answer is put together in one go.
   */
  readonly onProgress?: (soFar: Answered) => void;
}

export type Ask = (request: AskRequest, signal?: AbortSignal) => Promise<Answer>;

/** Ranked evidence without an answer, best first. */
export type Search = (
  request: AskRequest & { readonly limit: number },
  signal?: AbortSignal,
) => Promise<readonly Evidence[]>;

/** An answer as it was given, kept so that its buttons work after a restart. */
export interface AnswerRecord {
  /** At most 32 characters of `a-z A-Z 0-9 _ -`. */
  readonly id: string;
  readonly answer: Answer;
  readonly shelves: readonly string[];
  /** The answer this one follows up on. */
  readonly parent: string | null;
  /** ISO 8601. */
  readonly askedAt: string;
  /** Where it was asked: `terminal`, `discord:<guild or @me>:<channel>`. */
  readonly place: string;
  /** Who asked, as the place names people; `null` where it does not. */
  readonly asker: string | null;
  /** What became of its sources since; absent: nothing that matters. */
  readonly marks?: readonly AnswerMark[];
}

/** Words that an answer cites no longer stand in their article. */
export interface AnswerMark {
  readonly shelf: string;
  readonly articleId: string;
  /** The number of the source as the reader sees it. */
  readonly source: number;
  /** The version in which the words are missing; `null`: the article was removed. */
  readonly version: number | null;
  /** ISO 8601. */
  readonly at: string;
  /** How many of its cited quotes no longer stand there; 0: they stand again, after the place had said that they do not. */
  readonly quotes: number;
  /** The place has shown it to its people. */
  readonly isTold?: true;
}

/** One call of a model, for the books. */
export interface SpendEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly model: string;
  readonly purpose: CallPurpose;
  readonly payer: Payer;
  readonly usage: Usage;
}

export interface SpendTotal {
  readonly calls: number;
  /** Input and output. */
  readonly tokens: number;
  /** Of the calls whose price is known. */
  readonly cost: number;
}

/** What models have used. */
export interface SpendLog {
  add(entry: SpendEntry): Promise<void>;
  /** Entries at or after `since` (ISO 8601); of one person or server where one is named. */
  total(since: string, of?: { readonly person: string } | { readonly server: string }): Promise<SpendTotal>;
}

export interface AnswerLog {
  save(record: AnswerRecord): Promise<void>;
  find(id: string): Promise<AnswerRecord | null>;
  /**
   * The conversation that ends with this answer, oldest turn first, at most `turns` turns; empty if unknown. Of an
   * abstention only the question is a turn.
   */
  conversation(id: string, turns: number): Promise<readonly Turn[]>;
  /** Answers that cite any version of the article, oldest first. */
  citing(shelf: string, articleId: string): Promise<readonly AnswerRecord[]>;
  /** Puts a mark on an answer, in place of an earlier one of the same source; one of 0 quotes takes it away, or back. */
  mark(id: string, mark: AnswerMark): Promise<void>;
  /** Answers with a mark that was not told yet, oldest first. */
  marked(): Promise<readonly AnswerRecord[]>;
  /** Notes that all marks of an answer were told. */
  tell(id: string): Promise<void>;
}

/** Which answer stands in which message. Message keys are chosen by the place (`discord:<channel>:<message>`). */
export interface Conversations {
  link(message: string, answerId: string): Promise<void>;
  answerIn(message: string): Promise<string | null>;
  /** The keys an answer is linked to, shorter ones first, then by their characters: on Discord as they were sent. */
  messagesOf(answerId: string): Promise<readonly string[]>;
}

/** Small facts that must survive a restart, such as the hash of the commands last registered. */
export interface Settings {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}
