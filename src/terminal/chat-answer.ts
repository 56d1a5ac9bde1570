import type { Answer, Answered, Turn } from "#types.ts";
import { showAnswer, showBasis, showUnderstood } from "./answer.ts";
import type { Look } from "./look.ts";
import { showStatements, statementLines } from "./statements.ts";
import { wrap } from "./wrap.ts";

/** A question of a chat. */
interface ChatQuestion {
  readonly question: string;
  readonly history: readonly Turn[];
  readonly signal: AbortSignal;
}

/** Answers a question, and gives the id under which the answer is kept; `null`: it is not kept. */
export type AskInChat = (
  asked: ChatQuestion & {
    /** Called with the answer so far, as `AskRequest.onProgress`. */
    readonly onProgress?: (soFar: Answered) => void;
  },
) => Promise<{ readonly answer: Answer; readonly answerId: string | null }>;

interface Screen {
  readonly look: Look;
  /** Whether to show statements as they come. */
  readonly live: boolean;
  write(text: string): void;
}

/**
 * Asks and shows the answer: statements as they come, then what they rest on; all of it where the answer turns out to
 * be another one. Is not waited for once the signal is aborted: its reason is thrown.
 */
export async function answerLine(asked: ChatQuestion, ask: AskInChat, screen: Screen): Promise<Answer> {
  const shown = createShown(screen);
  const { signal } = asked;
  let stop: () => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  const onProgress = (soFar: Answered): void => {
    if (!signal.aborted) {
      shown.add(soFar);
    }
  };
  try {
    signal.throwIfAborted();
    const { answer, answerId } = await Promise.race([ask({ ...asked, ...(screen.live && { onProgress }) }), stopped]);
    shown.finish(answer, answerId);
    return answer;
  } catch (error) {
    shown.breakOff();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** What stands on the screen of an answer. */
interface Shown {
  add(soFar: Answered): void;
  finish(answer: Answer, answerId: string | null): void;
  /** Leaves a blank line under what was shown. */
  breakOff(): void;
}

function createShown({ look, write }: Screen): Shown {
  let statements: readonly string[] = [];
  const add = (answer: Answered): void => {
    const news = showStatements(answer, look, statements.length);
    const understood = statements.length === 0 ? showUnderstood(answer, look) : [];
    statements = rendered(answer);
    write([...understood.map((lines) => `${lines.join("\n")}\n\n`), ...news.map((line) => `${line}\n`)].join(""));
  };
  const stands = (answer: Answer): answer is Answered =>
    answer.kind === "answered" && statements.every((text, index) => rendered(answer)[index] === text);
  return {
    add,
    finish(answer, answerId) {
      if (statements.length > 0 && stands(answer)) {
        add(answer);
        write(`\n${showBasis(answer, look, answerId)}\n\n`);
        return;
      }
      const instead = wrap("What stands above did not hold to the end; this is the answer:", look.width).map(
        look.paint.dim,
      );
      write(statements.length === 0 ? "" : `\n${instead.join("\n")}\n\n`);
      write(`${showAnswer(answer, look, answerId)}\n\n`);
    },
    breakOff: () => write(statements.length === 0 ? "" : "\n"),
  };

  function rendered(answer: Answered): string[] {
    return answer.statements.map((_, index) => statementLines(answer, index, look).join("\n"));
  }
}
