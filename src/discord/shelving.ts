import type { BatchSummary, Receipt } from "#types.ts";

/** What people with the permission for it may do to the shelf of their server. Each is a batch that can be undone. */
export interface Shelving {
  /**
   * Takes in what a link and a file hold. Once the signal is aborted it stops between two articles, and resolves to what
   * was done until then.
   */
  add(request: AddRequest, report: AddReport, signal: AbortSignal): Promise<AddSummary>;
  remove(request: RemoveRequest, report: Report, signal: AbortSignal): Promise<BatchSummary>;
  /** Throws `InputError` where the shelf has no such batch. */
  undo(request: UndoRequest, report: Report, signal: AbortSignal): Promise<BatchSummary>;
}

export interface AddRequest {
  readonly shelf: string;
  /** Address of an article or a feed, http or https. */
  readonly link: string | null;
  readonly file: AddedFile | null;
  /** What the person asked for, noted with the batch. */
  readonly command: string;
}

export interface AddedFile {
  readonly name: string;
  /** The same for the same file of the same server, so that a file sent again is an update. */
  readonly identity: string;
  readonly bytes: Uint8Array;
}

interface RemoveRequest {
  readonly shelf: string;
  readonly articleId: string;
  readonly command: string;
}

interface UndoRequest {
  readonly shelf: string;
  readonly batch: string;
  readonly command: string;
}

/** Where receipts go as they come. */
interface Report {
  receipt(receipt: Receipt): void;
}

export interface AddReport extends Report {
  /** So many articles were read, though not yet stored. */
  read(articles: number): void;
}

interface AddSummary extends BatchSummary {
  /** The link lists more articles than this, and the rest of them was left out. */
  readonly cutAt?: number;
}
