/** Finds JSON objects in text that arrives in pieces. */
export interface ObjectScanner {
  /** The objects that this piece completes, in order; those within others come before them. */
  push(piece: string): readonly unknown[];
}

/** Characters of one object; a model that goes on and on is not followed. */
const LONGEST = 20_000;
/** Objects within objects. */
const DEEPEST = 16;

/**
 * Each object as soon as its brace closes, wherever it stands: one to a line, in a list, in a code block, within another
 * object, over several lines. Text around objects, broken ones and what stands in `<think>` is passed over.
 */
export function createObjectScanner(): ObjectScanner {
  const thoughts = createThoughtFilter();
  let text = "";
  let starts: number[] = [];
  let string: "none" | "inside" | "escaped" = "none";
  const reset = (): void => {
    text = "";
    starts = [];
    string = "none";
  };
  /** Goes one character on; an object where it closes one. */
  const step = (character: string): string | null => {
    text += character;
    if (string !== "none") {
      string = afterInString(string, character);
      return null;
    }
    if (character === '"') string = "inside";
    else if (character === "{") starts.push(text.length - 1);
    else if (character === "}") return text.slice(starts.pop());
    return null;
  };
  return {
    push(piece) {
      const found: unknown[] = [];
      for (const character of thoughts(piece)) {
        if (starts.length === 0 && character !== "{") continue;
        const closed = step(character);
        if (closed !== null) found.push(...parsed(closed));
        // A string in JSON has no line break: where one stands, the object was broken off.
        const isBroken = string !== "none" && character === "\n";
        if (starts.length === 0 || starts.length > DEEPEST || text.length > LONGEST || isBroken) reset();
      }
      return found;
    },
  };
}

function afterInString(string: "inside" | "escaped", character: string): "none" | "inside" | "escaped" {
  if (string === "escaped") return "inside";
  if (character === "\\") return "escaped";
  return character === '"' ? "none" : "inside";
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

const OPEN = "<think>";
const CLOSE = "</think>";

/** Takes out what a model thinks aloud before it answers. Gives the characters that are left of each piece. */
function createThoughtFilter(): (piece: string) => string {
  let isThinking = false;
  let held = "";
  return (piece) => {
    let rest = held + piece;
    let kept = "";
    for (;;) {
      const mark = isThinking ? CLOSE : OPEN;
      const at = rest.indexOf(mark);
      if (at === -1) break;
      if (!isThinking) kept += rest.slice(0, at);
      rest = rest.slice(at + mark.length);
      isThinking = !isThinking;
    }
    held = heldBack(rest, isThinking ? CLOSE : OPEN);
    if (!isThinking) kept += rest.slice(0, rest.length - held.length);
    return kept;
  };
}

/** The end of the text that may be the beginning of the mark. */
function heldBack(text: string, mark: string): string {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length -= 1) {
    if (mark.startsWith(text.slice(-length))) return text.slice(-length);
  }
  return "";
}
