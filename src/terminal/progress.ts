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
  const pace = createPace(began);
  return {
    at(count) {
      const time = now();
      // The end is shown even if it comes at once after another drawing: work may follow that is not counted.
      if (time - last < gap && !(onTerminal && count === options.total)) {
        return;
      }
      last = time;
      const line = progressLine(count, pace(time, count), options);
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

/** Milliseconds over which the pace is taken: long enough to be steady, short enough to follow a change. */
const paceWindow = 5_000;

/** Pieces a second over the last while; work that was skipped at the beginning does not make the rest look quick. */
function createPace(began: number): (time: number, count: number) => number {
  let known = [{ time: began, count: 0 }];
  return (time, count) => {
    const recent = known.findIndex((sample) => sample.time > time - paceWindow);
    // One before the window too: the window is then covered whole.
    known = [...known.slice(recent < 0 ? -1 : Math.max(0, recent - 1)), { time, count }];
    const [first] = known;
    return first === undefined || time <= first.time ? 0 : ((count - first.count) * 1000) / (time - first.time);
  };
}

/** `[#####     ] 1,200 of 2,600 passages embedded, 310 a second, 5 s left`; `rate` is in pieces a second. */
function progressLine(count: number, rate: number, { noun, total }: ProgressOptions): string {
  const pace = rate > 0 ? `, ${rate >= 10 ? Math.round(rate).toLocaleString("en") : rate.toFixed(1)} a second` : "";
  if (total === null) {
    return `${count.toLocaleString("en")} ${noun}${pace}`;
  }
  const share = total === 0 ? 1 : Math.min(1, count / total);
  const left = rate > 0 ? `, ${showSeconds((total - count) / rate)} left` : "";
  const ahead = count >= total ? ", finishing" : `${pace}${left}`;
  return `${bar(share)} ${count.toLocaleString("en")} of ${total.toLocaleString("en")} ${noun}${ahead}`;
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
