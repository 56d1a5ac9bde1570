import type { Part } from "./parts.ts";
import type { RelevantArticle } from "./retrieval.ts";

/** What came of one question. Everything that is reported is computed from these. */
export interface Outcome {
  readonly id: string;
  /** As it was asked. */
  readonly question: string;
  readonly part: Part;
  readonly kind?: string;
  /** From another folder than the articles. */
  readonly foreign?: boolean;
  readonly answerable: boolean;
  readonly answers: readonly string[];
  /** Where the articles that hold the evidence were found; absent where the question names none. */
  readonly ranks?: readonly RelevantArticle[];
  readonly abstained: boolean;
  /** Whether the counted quotes hold an answer; absent for unanswerable questions and where answers are not verbatim. */
  readonly cited?: boolean;
  /** As `cited`, of the first statement's quotes. */
  readonly first?: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  /** Of `ask`. */
  readonly milliseconds: number;
  /** The different quotes shown, in the order of the statements. */
  readonly quotes: readonly string[];
}
