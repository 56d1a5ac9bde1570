import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { App } from "#app.ts";
import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Answer, Answered, Citation, Turn } from "#types.ts";
import { createOpenAISpecChecker, findOpenAISpec } from "../support/openai-spec.ts";
import { line, type ShownPassage } from "../support/scripted-model.ts";
import { chatServer, drafts, openWithModel, shelves, shownStatements } from "./stage.ts";

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly history?: readonly Turn[];
}

/**
 * A model as one might be: quotes the sentences that share most words with the question, one shortened, one with its
 * quotation marks changed; now and then it invents, or says that something is missing. The same question, the same words.
 */
function plausible(shown: readonly ShownPassage[], question: string): string {
  const asked = new Set(words(question).map(({ text }) => text));
  const ranked = shown
    .flatMap(({ label, text }) => sentences(text).map(({ start, end }) => ({ label, quote: text.slice(start, end) })))
    .map((item) => ({ ...item, shared: words(item.quote).filter(({ text }) => asked.has(text)).length }))
    .toSorted((a, b) => b.shared - a.shared);
  const [first, second] = ranked;
  if (first === undefined || question.length % 11 === 0) return JSON.stringify({ missing: question });
  const lines = [line(first.quote, [first.label, first.quote.replaceAll('"', "”").replaceAll("'", "’")])];
  if (second) lines.push(line(second.quote.split(", ")[0] ?? "", [second.label, second.quote]));
  if (question.length % 3 === 0)
    lines.push(line("It happened 4711 years ago in Atlantis.", [first.label, first.quote]));
  if (question.length % 5 === 0) lines.push(line(first.quote, ["p0000", first.quote]), '{"statement": "No quote."}\n');
  return lines.join("");
}

/** What is promised of every answer; says what is broken. */
async function broken(answer: Answer, app: App): Promise<readonly string[]> {
  if (answer.kind === "abstained") return [];
  const citations = answer.statements.flatMap((statement) => statement.citations);
  const problems = await Promise.all(citations.map((citation) => brokenCitation(citation, answer, app)));
  const numbers = answer.sources.map(({ number }) => number).join();
  const cited = [...new Set(citations.map(({ source }) => source))].toSorted((a, b) => a - b).join();
  return [
    ...answer.statements.filter((statement) => statement.citations.length === 0).map(({ text }) => `uncited: ${text}`),
    ...(numbers === cited ? [] : [`sources ${numbers}, cited ${cited}`]),
    ...(/4711|Atlantis|No quote/u.test(shownStatements(answer).join()) ? ["an invention is shown"] : []),
    ...problems.flat(),
  ];
}

async function brokenCitation(citation: Citation, { sources }: Answered, app: App): Promise<readonly string[]> {
  const { source: number, passageId, start, end, quote } = citation;
  const source = sources.find((item) => item.number === number);
  const passage = source?.passages.find((item) => item.passageId === passageId);
  if (!source || !passage) return [`no source: ${quote}`];
  const article = await app.library.within(shelves).article(source.shelf, source.articleId, source.version);
  return [
    ...(passage.quotes.some((item) => item.start === start && item.end === end) ? [] : [`not marked: ${quote}`]),
    ...(article?.text.slice(start, end) === quote ? [] : [`not verbatim: ${quote}`]),
    ...(start >= passage.start && end <= passage.end ? [] : [`outside its passage: ${quote}`]),
  ];
}

async function walk(articles: string, questions: readonly Asked[]): Promise<void> {
  const server = await chatServer();
  server.otherwise(drafts(plausible));
  const app = await openWithModel(server, articles);
  const ask = await app.readyToAsk(shelves);
  const all = async (asked: readonly Asked[]): Promise<readonly Answer[]> => {
    const answers: Answer[] = [];
    for (const { question, history = [] } of asked) answers.push(await ask({ question, history, shelves }));
    return answers;
  };
  const answers = await all(questions);
  for (const answer of answers) expect(await broken(answer, app), answer.question).toEqual([]);
  const byModel = answers.filter((answer) => answer.kind === "answered" && answer.answeredBy === "model");
  expect(byModel.length).toBeGreaterThan(0.5 * questions.length);
  // Labels and delimiters differ from run to run, the answers do not.
  const some = questions.filter((_, index) => index % 5 === 0);
  expect((await all(some)).map(shownStatements)).toEqual(
    answers.filter((_, index) => index % 5 === 0).map(shownStatements),
  );
  const checker = createOpenAISpecChecker(findOpenAISpec());
  const bodies = server.received.filter((_, index) => index % 20 === 0).map(({ body }) => body);
  expect(bodies.flatMap((body) => checker?.check("CreateChatCompletionRequest", body) ?? [])).toEqual([]);
}

function questionsOf(file: string): readonly Asked[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as Asked);
}

const shared = fileURLToPath(new URL("../../../shared/eval", import.meta.url));
const missing = !existsSync(shared);

describe("every shown statement has a citation, every citation stands in its passage, and the run is repeatable", () => {
  test("over questions on the invented stories", async () => {
    const questions = questionsOf("data/eval/news/questions.jsonl").filter((_, index) => index % 40 === 0);
    await walk(fileURLToPath(new URL("../../data/eval/news/articles.jsonl", import.meta.url)), questions);
  }, 120_000);

  test.skipIf(missing)(
    "over a hundred questions of SQuAD",
    async () => {
      const questions = questionsOf(join(shared, "squad/questions.jsonl"));
      const step = Math.floor(questions.length / 100);
      await walk(
        join(shared, "squad/articles.jsonl"),
        questions.filter((_, index) => index % step === 0).slice(0, 100),
      );
    },
    180_000,
  );

  test.skipIf(missing)(
    "over the follow-ups of MTRAG",
    async () => {
      await walk(join(shared, "followups/articles.jsonl"), questionsOf(join(shared, "followups/questions.jsonl")));
    },
    240_000,
  );
});
