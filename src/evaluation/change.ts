import type { Outcome } from "./outcome.ts";
import { firstRank, hasAllEvidence } from "./retrieval.ts";

/** A question that came out otherwise than in an earlier run. */
export interface Change {
  readonly id: string;
  readonly question: string;
  /** What changed, the weightiest first. */
  readonly changes: readonly string[];
}

interface Aspect {
  readonly better: boolean;
  readonly change: string;
}

/**
 * What became of a question between two runs. Whether that is better is decided by the weightiest thing that changed,
 * in this order: the answer among the quotes, abstaining where that is wrong or right, the answer in the first
 * statement, all evidence found, the rank of the first evidence. `null`: nothing of this changed.
 */
export function changeOf(old: Outcome, now: Outcome): { readonly better: boolean | null; readonly change: Change } {
  const aspects = [citation, decision, firstStatement, allEvidence, rank].flatMap((aspect) => aspect(old, now) ?? []);
  return {
    better: aspects[0]?.better ?? null,
    change: { id: now.id, question: now.question, changes: aspects.map(({ change }) => change) },
  };
}

type Compare = (old: Outcome, now: Outcome) => Aspect | null;

const citation: Compare = (old, now) =>
  turned(old.cited, now.cited, "the answer is quoted now", "the answer is no longer quoted");

const decision: Compare = (old, now) => {
  const said = now.abstained ? "abstains now" : "answers now";
  if (!now.answerable) return turned(old.abstained, now.abstained, `${said}, rightly`, `${said}, wrongly`);
  // An answer in place of an abstention is no gain where it is known not to hold what was asked for.
  if (old.cited !== undefined && old.cited === now.cited) return null;
  return turned(!old.abstained, !now.abstained, said, said);
};

const firstStatement: Compare = (old, now) =>
  turned(old.first, now.first, "the first statement answers now", "the first statement no longer answers");

const allEvidence: Compare = ({ ranks: old = [] }, { ranks: now = [] }) =>
  old.length > 1 && now.length > 1
    ? turned(
        hasAllEvidence(old),
        hasAllEvidence(now),
        "all evidence is among the first ten now",
        "not all evidence is among the first ten any more",
      )
    : null;

const rank: Compare = ({ ranks: old }, { ranks: now }) => {
  if (old === undefined || now === undefined) return null;
  const [before, after] = [firstRank(old), firstRank(now)];
  const change = `evidence at rank ${placed(after)} instead of ${placed(before)}`;
  return before === after || Math.min(before, after) > 10 ? null : { better: after < before, change };
};

function turned(old: boolean | undefined, now: boolean | undefined, better: string, worse: string): Aspect | null {
  if (old === undefined || now === undefined || old === now) return null;
  return { better: now, change: now ? better : worse };
}

function placed(place: number): string {
  return Number.isFinite(place) ? String(place) : "none";
}
