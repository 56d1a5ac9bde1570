import { type NameMention, names } from "#text/names.ts";
import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Turn } from "#types.ts";
import { type Findings, READ_PASSAGES } from "./retrieve.ts";

/** Names that a reader is told about. */
const MOST_TOPICS = 3;
/** The outlet that a sentence credits is not what the conversation is about. */
const CREDITS = /\baccording to (?:the )?$/iu;
/** Background idf of a single word from which on it is taken for a part of a name though it is not capitalised. */
const LEAST_IDF = 3.5;

/**
 * The question as it is understood with its conversation: with the whole names that the last user turn holds (written in
 * any way, if the passages found know them) and the one the last answer begins with. Without names it is left as it is.
 */
export function withTopics({ question, evidence }: Findings, history: readonly Turn[]): string {
  if (!question.words.some((word) => word.weight < 1)) return question.understoodAs;
  const asked = history.findLast((turn) => turn.role === "user")?.text ?? "";
  const answer = history.findLast((turn) => turn.role === "assistant")?.text ?? "";
  const [first] = sentences(answer);
  const opening = first ? subjects(answer.slice(first.start, first.end)).slice(0, 1) : [];
  const rare = new Set(
    question.words.filter(({ term, weight }) => weight < 1 && term.idf >= LEAST_IDF).map(({ term }) => term.surface),
  );
  const passages = evidence
    .slice(0, READ_PASSAGES)
    .map(({ passage, article }) => `${article.title}\n\n${passage.text}`);
  const known = [answer, ...passages].flatMap(subjects);
  const found = [...subjects(asked), ...spokenOf(asked, known, rare), ...opening].map((name) => wholeName(name, known));
  const said = new Set(words(question.text).map((word) => word.text));
  const topics = withoutParts(found).filter((name) => !parts(name).every((part) => said.has(part)));
  if (found.length === 0) return question.understoodAs;
  if (topics.length === 0) return question.text;
  return `${question.text} (about: ${topics.slice(0, MOST_TOPICS).join(", ")})`;
}

/** Whether a name stands after `according to`. */
export function isCredited({ start }: NameMention, text: string): boolean {
  return CREDITS.test(text.slice(0, start));
}

function subjects(text: string): readonly string[] {
  return names(text)
    .filter((name) => !isCredited(name, text))
    .map((name) => name.text);
}

function parts(name: string): readonly string[] {
  return words(name).map((word) => word.text);
}

/** Names whose words stand in the turn one after the other, and single words of it that are names again and again or, if rare, parts of names. */
function spokenOf(asked: string, known: readonly string[], rare: ReadonlySet<string>): readonly string[] {
  const spoken = words(asked).map((word) => word.text);
  const text = ` ${spoken.join(" ")} `;
  const whole = known.filter((name) => name.includes(" ") && text.includes(` ${parts(name).join(" ")} `));
  const covered = new Set(whole.flatMap(parts));
  const alone = new Set(
    known.filter((name, place) => !name.includes(" ") && known.indexOf(name) < place).flatMap(parts),
  );
  const single = spoken
    .filter((word) => (rare.has(word) || alone.has(word)) && !covered.has(word))
    .flatMap((word) =>
      known
        .flatMap((name) =>
          words(name)
            .filter((part) => part.text === word)
            .map((part) => name.slice(part.start, part.end)),
        )
        .slice(0, 1),
    );
  return [...whole, ...single];
}

/** `Johnson` is `Alice Johnson` where no other longer name holds it. */
function wholeName(name: string, known: readonly string[]): string {
  const own = parts(name);
  const longer = known.filter(
    (other) => other.length > name.length && own.every((part) => parts(other).includes(part)),
  );
  const longest = longer.reduce((best, other) => (other.length > best.length ? other : best), name);
  const all = new Set(parts(longest));
  return longer.every((other) => parts(other).every((part) => all.has(part))) ? longest : name;
}

/** Each name once, without those that are parts of another. */
function withoutParts(found: readonly string[]): readonly string[] {
  const sets = found.map((name) => new Set(parts(name)));
  return found.filter((_, index) => {
    const own = sets[index] ?? new Set<string>();
    return !sets.some(
      (other, place) =>
        [...own].every((part) => other.has(part)) &&
        (other.size > own.size || (place < index && other.size === own.size)),
    );
  });
}
