/**
 * The nouns of Footnote. Nothing here does anything; every room speaks in these words.
 *
 *   Article ── chunk ──> Passage ── retrieve ──> Evidence ── draft, verify ──> Statement ── compose ──> Answer
 *
 * All offsets are UTF-16 code units into `Article.text`, ranges are half-open: `text.slice(start, end)`.
 */

/** A half-open range of UTF-16 code units: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a source says about an article besides its words. `null`: the source does not say. */
export interface ArticleMetadata {
  readonly title: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  /** ISO 8601, a date (`2018-06-15`) or a date and time with offset. */
  readonly publishedAt: string | null;
}

/** One version of an article. Versions are immutable, so a citation can be checked after the article changed. */
export interface Article extends ArticleMetadata {
  readonly id: string;
  readonly shelf: string;
  /** 1 for the first text stored under this id, then 2, 3, … */
  readonly version: number;
  /** Paragraphs separated by one blank line, no control or invisible characters (see `#text/normalise.ts`). */
  readonly text: string;
  /** In reading order; together they hold every character of `text` that is not white space. */
  readonly paragraphs: readonly Span[];
  /** ISO 8601 time at which this version was read. */
  readonly fetchedAt: string;
  /** When the source says it was last changed, as `publishedAt`; absent: it does not say. Alone it makes no new version. */
  readonly modifiedAt?: string | null;
  /** The address of the original, where this is a copy that names it; absent: none is named. */
  readonly originalUrl?: string | null;
  /** SHA-256 (hex) of title and text: two articles with equal hashes say the same in the same words. */
  readonly contentHash: string;
}

/** An article without its text: what lists, sources and search results need. */
export interface ArticleSummary extends ArticleMetadata {
  readonly id: string;
  readonly shelf: string;
  /** 0: its text is not stored, because another article says the same. */
  readonly version: number;
}

/** A run of whole sentences of one article version: `text === article.text.slice(start, end)`. */
export interface Passage extends Span {
  /** Unique in the whole library, opaque. */
  readonly id: string;
  readonly articleId: string;
  readonly shelf: string;
  readonly version: number;
  /** 0 for the first passage of the article. */
  readonly ordinal: number;
  readonly text: string;
}

/** A passage found for a question. Lists of evidence are ordered best first. */
export interface Evidence {
  readonly passage: Passage;
  readonly article: ArticleSummary;
  /** Comparable within one list only; greater is better. */
  readonly score: number;
  /** Place (from 1) in the list each kind of search gave; `null`: that search did not find it. */
  readonly ranks: { readonly lexical: number | null; readonly dense: number | null };
}

/** A verbatim quote: `quote === article.text.slice(start, end)` for the article version it names. */
export interface Citation extends Span {
  /** The number of the source as the reader sees it, from 1. */
  readonly source: number;
  readonly passageId: string;
  readonly quote: string;
}

/** One sentence (or two that belong together) of an answer, with at least one citation. */
export interface Statement {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Index of the statement that says another number, date or name of the same matter; absent: none does. */
  readonly disagreesWith?: number;
}

/** A passage as a source shows it, with the quotes taken from it in reading order. */
export interface CitedPassage extends Span {
  readonly passageId: string;
  readonly text: string;
  readonly quotes: readonly (Span & { readonly text: string })[];
}

/** A cited article. One article has one number, given in order of first appearance. */
export interface Source extends ArticleMetadata {
  readonly number: number;
  readonly articleId: string;
  readonly shelf: string;
  readonly version: number;
  readonly passages: readonly CitedPassage[];
  /** Published long before the newest cited article; absent: not, or no date is known. */
  readonly isOlder?: true;
  /**
   * Articles that carry the same report, the original first where it is known, then earliest first; absent: none is known.
   * One of version 0 is not stored itself: the source says the same.
   */
  readonly alsoCarriedBy?: readonly ArticleSummary[];
}

/** What the searched shelves hold; `from` and `to` are the earliest and latest publication dates known. */
export interface Coverage {
  readonly articles: number;
  readonly passages: number;
  readonly from: string | null;
  readonly to: string | null;
}

interface AnswerBase {
  readonly question: string;
  /** The question as it stands without its conversation. */
  readonly understoodAs: string;
  /** Calibrated probability (0 to 1) that the evidence answers the question. */
  readonly confidence: number;
  /** Wall time from question to answer. */
  readonly milliseconds: number;
  /** Why the answer came about with less than is configured, no model or no embedder: for the reader. */
  readonly instead?: string;
  /** How a model came to it; absent where none was asked. */
  readonly trace?: Trace;
}

export interface Answered extends AnswerBase {
  readonly kind: "answered";
  readonly answeredBy: "extractive" | "model";
  /** Publication date of the newest cited article; `null` where none is known. */
  readonly asOf: string | null;
  readonly statements: readonly Statement[];
  readonly sources: readonly Source[];
  /** Number of drafted statements that verification refused. */
  readonly removed: number;
  /** What of the question the articles do not answer, in a few words; absent: nothing is known to be missing. */
  readonly missing?: string;
  /** The model was cut off: what it said until then is here, verified. */
  readonly isCutOff?: true;
}

/** Not knowing is a value, not a failure. */
export interface Abstained extends AnswerBase {
  readonly kind: "abstained";
  /** A sentence for the reader. */
  readonly reason: string;
  /** The articles that come nearest to the question, best first. */
  readonly nearest: readonly ArticleSummary[];
  readonly coverage: Coverage;
  /** Nothing was asked (a greeting, thanks): `reason` is a word in return. */
  readonly isSmallTalk?: true;
}

export type Answer = Answered | Abstained;

/** Tokens of one call of a model, and what they cost. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Counted by us, because the server did not say. */
  readonly isEstimate: boolean;
  /** In the currency of the configured prices; `null`: no prices are configured. */
  readonly cost: number | null;
}

/** What a million tokens cost, in the currency of the operator. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** What a model is called for. */
export type CallPurpose = "understand" | "draft" | "repair" | "check";

/** Why a model stopped: by itself, at the token limit, or because its provider refused. */
export type Finish = "stop" | "length" | "refused";

/** A call of a model as it went. */
export interface ModelCall {
  readonly purpose: CallPurpose;
  /** Id of the model that was called. */
  readonly model: string;
  /** Everything it wrote, as it wrote it. */
  readonly output: string;
  /** `failed`: an error ended it; what was written until then stands in `output`. */
  readonly finish: Finish | "failed";
  /** `null` where the call failed before anything was counted. */
  readonly usage: Usage | null;
  readonly milliseconds: number;
  /** What went wrong, for the operator; absent where nothing did. */
  readonly error?: string;
}

/** A passage as a model was shown it, under a label that means nothing outside this answer. */
export interface OfferedPassage extends Span {
  readonly label: string;
  readonly passageId: string;
  readonly shelf: string;
  readonly articleId: string;
  readonly version: number;
}

/** How a model came to an answer: enough to go through it again without the model. */
export interface Trace {
  readonly model: string;
  /** The model that looked at every statement a second time; absent: none did. */
  readonly checker?: string;
  /** Changes whenever the prompts do. */
  readonly prompts: string;
  readonly offered: readonly OfferedPassage[];
  /** In the order in which they were begun. */
  readonly calls: readonly ModelCall[];
}

/** One turn of a conversation, oldest first in lists. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

export type DocumentFormat = "text" | "markdown" | "json" | "html" | "pdf" | "docx";

/** What a reader found at a source, before anything is known about it. */
export interface RawDocument {
  /** How receipts name it: a path as the person wrote it, an address, `path:line`, `-`. */
  readonly source: string;
  /** What an article without an id is identified by: `file:` and the real path, an address; `null` for standard input. */
  readonly identity: string | null;
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
  /** Where it was fetched from, after redirects; absent: from no address. */
  readonly address?: string;
  /** Label of the character set that came with it, as `Content-Type` gives it; absent: none did. */
  readonly charset?: string;
  /** What the feed or sitemap that named it says about it; what the document says itself goes before. */
  readonly hints?: Partial<ArticleMetadata>;
  /** A feed, sitemap or list named it, not a person: an article that was removed stays removed. */
  readonly isListed?: true;
  /** What the reader has to say about it; the walk puts it before what the extractor says. */
  readonly notices?: readonly Notice[];
}

/** Something about an article that the person who ingests it should know. */
export interface Notice {
  readonly kind:
    | "hidden-text"
    | "invisible-characters"
    | "instructions"
    | "paywall"
    | "live-blog"
    | "gallery"
    | "correction"
    | "syndicated"
    | "feed-text"
    | "near-duplicate"
    | "removed"
    | "withdrawn"
    | "answers"
    | "scan";
  /** A sentence without full stop, such as `3 hidden passages (412 characters) were left out`. */
  readonly message: string;
}

/** An article as a source gives it: metadata and normalised text, not yet compared with what is stored. */
export interface ExtractedArticle extends ArticleMetadata {
  /** The id the source itself gives (`id` in JSON lines). */
  readonly givenId: string | null;
  readonly text: string;
  /** When the source says it was last changed, as `publishedAt`; absent or `null`: it does not say. */
  readonly modifiedAt?: string | null;
  /** The address of the original, where this is a copy on another site that names it; absent: none is named. */
  readonly originalUrl?: string;
  readonly notices?: readonly Notice[];
}

export type ReceiptStatus = "added" | "updated" | "unchanged" | "duplicate" | "removed" | "failed";

/** What became of one article in a batch. */
export interface Receipt {
  readonly source: string;
  readonly status: ReceiptStatus;
  readonly articleId?: string;
  readonly title?: string;
  /** Number of passages the article now has. */
  readonly passages?: number;
  /** Id of the stored article with the same content. */
  readonly duplicateOf?: string;
  /** Id of a stored article that says nearly the same in nearly the same words: both are kept. */
  readonly nearDuplicateOf?: string;
  readonly notices?: readonly Notice[];
  /** What was expected, what was found, what to do. */
  readonly error?: string;
}

/** What became of a whole batch; the counts are of articles, `articles` and `passages` of what the shelf holds now. */
export interface BatchSummary extends Readonly<Record<ReceiptStatus, number>> {
  readonly batch: string;
  readonly articles: number;
  readonly passages: number;
  readonly seconds: number;
}
