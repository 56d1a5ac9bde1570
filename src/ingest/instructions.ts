import { addressesModel } from "#text/addressed.ts";
import { sentences } from "#text/sentences.ts";
import type { Notice } from "#types.ts";

/** Says which sentences of an article are orders to whoever answers with it; `null`: none is. */
export function findInstructions(title: string, text: string): Notice | null {
  const orders = [title, ...suspects(text)].filter((sentence) => addressesModel(sentence) !== null);
  const [first] = orders;
  if (first === undefined) return null;
  const one = orders.length === 1;
  const count = one ? "1 sentence addresses" : `${orders.length} sentences address`;
  const stored = one ? "it is stored, and never obeyed" : "they are stored, and never obeyed";
  return {
    kind: "instructions",
    message: `${count} whoever answers, not the reader: “${shortened(first)}”; ${stored}`,
  };
}

/** Sentences with a word without which none is an order: looking closer at all of them would take three times as long. */
function suspects(text: string): readonly string[] {
  if (!SUSPECT.test(text)) return [];
  return sentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => SUSPECT.test(sentence));
}

const SUSPECT = new RegExp(
  [
    "instruction|prompt|directive|guideline|constraint|restriction|conversation|chatbot|language model|api key",
    "\\b(?:rules|directions?|commands?|context|messages?|ai|llm|assistants?|bot|tokens?|secrets?|tasks?|systems?)\\b",
    "\\b(?:your|if you|you are|from now|you will|you must|answer|respond|reply|act as|behave as|humans?|users?|readers?)\\b",
    "\\b(?:askers?|persons? asking|ais|llms|bots)\\b",
  ].join("|"),
  "i",
);

const LONGEST = 80;

function shortened(sentence: string): string {
  const line = sentence.replace(/\s+/gu, " ");
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, LONGEST).replace(/\s+\S*$/u, "")} …`;
}
