/** Errors a person can act on. The message says what was expected, what was found and what to do next. */

interface FootnoteErrorOptions {
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

export class FootnoteError extends Error {
  readonly retryable: boolean;

  constructor(message: string, options: FootnoteErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.retryable = options.retryable ?? false;
  }
}

/** A source, an article, a name or a question that cannot be used as it is. */
export class InputError extends FootnoteError {}

/** The command line does not fit the command. Exit status 2. */
export class UsageError extends FootnoteError {}

/** All problems of a configuration at once. Exit status 2. */
export class ConfigurationError extends FootnoteError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
    this.problems = problems;
  }
}

/** The library on disk cannot be read or written. */
export class StorageError extends FootnoteError {}

/**
 * What is the matter with a model: it cannot be reached or fails (`down`), takes too long (`slow`), has too much to do
 * (`busy`), the budget is used up (`budget`), or it does not accept what we ask or who we are (`refused`).
 */
export type ModelTrouble = "down" | "slow" | "busy" | "budget" | "refused";

/** The embedder or model could not do its work. */
export class ModelError extends FootnoteError {
  readonly trouble: ModelTrouble;

  constructor(message: string, options: FootnoteErrorOptions & { readonly trouble?: ModelTrouble } = {}) {
    super(message, options);
    this.trouble = options.trouble ?? "down";
  }
}

/**
 * Why an address gave nothing: it may not be fetched (`forbidden`: by our own rules, by `robots.txt`), is not given to us
 * (`denied`), is not there (`missing`) or for good no more (`gone`), the server has too much to do (`busy`), cannot be
 * reached or fails (`down`), takes too long (`slow`), or sends what cannot be used (`unusable`: too large, broken, of
 * another kind).
 */
export type FetchTrouble = "forbidden" | "denied" | "missing" | "gone" | "busy" | "down" | "slow" | "unusable";

/** An address could not be fetched. */
export class FetchError extends FootnoteError {
  readonly trouble: FetchTrouble;
  /** Seconds after which the server wants to be asked again; `null`: it does not say. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    options: FootnoteErrorOptions & { readonly trouble: FetchTrouble; readonly retryAfter?: number | null },
  ) {
    const passing: readonly FetchTrouble[] = ["busy", "down", "slow"];
    super(message, { retryable: passing.includes(options.trouble), ...options });
    this.trouble = options.trouble;
    this.retryAfter = options.retryAfter ?? null;
  }
}
