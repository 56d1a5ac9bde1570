import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import { stem } from "#text/stems.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";
import { align } from "./align.ts";

const OR = /([\p{L}\p{Nd}'’-]+),? or (?:in |on |at |to |by |with |the |an? )*([\p{L}\p{Nd}'’-]+)/u;
/** A sentence that compares or denies may name the one to say the other. */
const TURNS =
  /\b(?:not|never|no|nor|neither|than|unlike|rather|instead|although|but|while|whereas|may|might|could|would|or|either|both|from)\b|n['’]t\b/u;
/** What follows speaks of the other cases. */
const CONTRAST = /[,;] (?:but|while|whereas|although|though)\b/u;
/** Share of the rest of the question that must stand in the sentence, each word itself. */
const LEAST_COVERED = 0.75;

/** Of `internal or external` the one word that the sentence uses, where it plainly answers; `null` otherwise. */
export function alternative(findings: Findings, { sentence }: RankedSentence): Span | null {
  const asked = findings.question.text.toLowerCase();
  const [, one, other] = OR.exec(asked) ?? [];
  if (one === undefined || other === undefined || asked.split(/\bor\b/u).length !== 2) return null;
  const clause = sentence.text.split(CONTRAST)[0] ?? "";
  if (TURNS.test(clause.toLowerCase()) || /\?["”’)]*$/u.test(sentence.text)) return null;
  const said = words(clause);
  const standing = [one, other].map((word) => said.filter(({ text }) => stem(text) === stem(word)));
  const found = standing.flat();
  const [only] = found;
  if (found.length !== 1 || only === undefined) return null;
  return restStands(findings, sentence, [one, other], clause.length) ? { start: only.start, end: only.end } : null;
}

function restStands(
  findings: Findings,
  sentence: RankedSentence["sentence"],
  named: readonly string[],
  before: number,
): boolean {
  const { tokens, weights } = align(findings, sentence);
  const stems = new Set(named.map(stem));
  const rest = findings.question.words
    .map(({ term }, word) => ({ term, word }))
    .filter(({ term }) => !stems.has(term.stem));
  const total = rest.reduce((sum, { word }) => sum + (weights[word] ?? 0), 0);
  const stands = rest.filter(({ word }) =>
    tokens.some((token) => token.end <= before && token.matches.get(word) === 1),
  );
  const covered = stands.reduce((sum, { word }) => sum + (weights[word] ?? 0), 0);
  return total > 0 && covered >= LEAST_COVERED * total;
}
