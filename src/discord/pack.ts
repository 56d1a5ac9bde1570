import { limits } from "./limits.ts";

/** A part of a message that stays together, at most `limits.content` code units, with what stands before it. */
export interface Block {
  readonly text: string;
  /** What separates it from the block before it in the same message: a line break or a blank line. */
  readonly before: "\n" | "\n\n";
}

/**
 * Blocks as the contents of as few messages as they need, in order, none over the limit and none empty. Behind the last
 * block so many code units are left free.
 */
export function pack(blocks: readonly Block[], free = 0): string[] {
  const contents: string[] = [];
  for (const [index, { text, before }] of blocks.entries()) {
    const last = contents.at(-1);
    const room = limits.content - (index === blocks.length - 1 ? free : 0);
    if (last !== undefined && last.length + before.length + text.length <= room) {
      contents[contents.length - 1] = `${last}${before}${text}`;
    } else {
      contents.push(text);
    }
  }
  return contents;
}
