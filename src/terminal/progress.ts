import type { TerminalStream } from "./colour.ts";
import { columns } from "./wrap.ts";

/** How far a piece of work is. */
export interface Progress {
  /** Says that `count` pieces are done. */
  at(count: number): void;
  /** Takes a bar off the terminal, so that lines can be written; a later `at` draws it again. */
  clear(): void;
}

export interface ProgressOptions {
  readonly stream: TerminalStream & { write(text: string): unknown };
  /** What is counted, in the plural: `passages embedded`. */
  readonly noun: string;
  /** `null`: not known beforehand. */
  readonly total: number | null;
  readonly now: () => number;
}

/** Milliseconds between two drawings on a terminal, and between two lines elsewhere (log files stay short). */
const pause = { terminal: 100, elsewhere: 5000 };

/** A bar that redraws itself on a terminal; elsewhere a plain line every five seconds. */
export function createProgress(options: ProgressOptions): Progress {
  const { stream, now } = options;
  const onTerminal = stream.isTTY === true;
  const began = now();
  const gap = onTerminal ? pause.terminal : pause.elsewhere;
  // The first bar stands at once; the first plain line only once the work has taken a while.
  let last = onTerminal ? began - gap : began;
  let drawn = false;
  return {
    at(count) {
      const time = now();
      if (time - last < gap) {
        return;
      }
      last = time;
      const line = progressLine(count, (time - began) / 1000, options);
      drawn = onTerminal;
      stream.write(onTerminal ? `\r\u001B[K${cut(line, (stream.columns ?? 80) - 1)}` : `${line}\n`);
    },
    clear() {
      if (drawn) {
        stream.write("\r\u001B[K");
        drawn = false;
      }
    },
  };
}

/** `[#####     ] 1,200 of 2,600 passages embedded, 310 a second, 5 s left` */
function progressLine(count: number, seconds: number, { noun, total }: ProgressOptions): string {
  const rate = seconds > 0 ? count / seconds : 0;
  const pace = rate > 0 ? `, ${rate >= 10 ? Math.round(rate).toLocaleString("en") : rate.toFixed(1)} a second` : "";
  if (total === null) {
    return `${count.toLocaleString("en")} ${noun}${pace}`;
  }
  const share = total === 0 ? 1 : Math.min(1, count / total);
  const left = rate > 0 ? `, ${showSeconds((total - count) / rate)} left` : "";
  return `${bar(share)} ${count.toLocaleString("en")} of ${total.toLocaleString("en")} ${noun}${pace}${left}`;
}

function bar(share: number): string {
  const full = Math.round(share * 20);
  return `[${"#".repeat(full)}${" ".repeat(20 - full)}]`;
}

function showSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}

function cut(line: string, width: number): string {
  return columns(line) <= width ? line : line.slice(0, Math.max(0, width));
}
