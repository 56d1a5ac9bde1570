/** Marks parts of a text on a terminal; without colours each function gives its text back. */
export interface Paint {
  readonly enabled: boolean;
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** What is asked of a stream here: `process.stdout` and `process.stderr` fit. */
export interface TerminalStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Names and values, as `process.env` holds them. */
export type TerminalEnvironment = Readonly<Record<string, string | undefined>>;

/** Whether a person wants colours on this stream: `NO_COLOR`, then `FORCE_COLOR`, then a terminal that is not dumb. */
export function wantsColour(stream: TerminalStream, environment: TerminalEnvironment): boolean {
  if (environment.NO_COLOR) {
    return false;
  }
  if (environment.FORCE_COLOR !== undefined) {
    return !["0", "false"].includes(environment.FORCE_COLOR);
  }
  return stream.isTTY === true && environment.TERM !== "dumb";
}

/** The width text is wrapped to: that of the terminal, at most 100 (longer lines are hard to read), 80 elsewhere. */
export function textWidth(stream: TerminalStream): number {
  return Math.max(20, Math.min(stream.columns ?? 80, 100));
}

export function createPaint(enabled: boolean): Paint {
  // Each style is undone by its own code, so that styles nest.
  const style = (on: number, off: number) => (text: string) => (enabled ? `\u001B[${on}m${text}\u001B[${off}m` : text);
  return {
    enabled,
    bold: style(1, 22),
    dim: style(2, 22),
    accent: style(36, 39),
    good: style(32, 39),
    warn: style(33, 39),
    bad: style(31, 39),
  };
}
