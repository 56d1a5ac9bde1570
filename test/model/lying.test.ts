import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadArticles } from "#ask/model/articles.ts";
import { createCalls } from "#ask/model/call.ts";
import { MOST_OFFERED, offer } from "#ask/model/offer.ts";
import { parsePrompts } from "#ask/model/prompts.ts";
import { wordAnswer } from "#ask/model/wording.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { createOpenAIChat } from "#openai/chat.ts";
import { normaliseText } from "#text/normalise.ts";
import { dependencies, lexicon, thesaurus } from "../ask/stage.ts";
import { type LyingCase, lyingCases, roleCases } from "../lying/cases.ts";
import { streamText } from "../openai/chat-server.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";
import { line, shownPassages } from "../support/scripted-model.ts";
import { chatServer } from "./stage.ts";

const vocabulary = createVocabulary(lexicon, thesaurus);
const prompts = parsePrompts(readFileSync("data/prompts/answer.md", "utf8"));
const { support } = dependencies(createMemoryLibrary());

/** Texts of the statements that were kept, of those that the model said about the passages of these cases. */
async function keptOf(cases: readonly LyingCase[], baseURL: string, say: (text: string) => void): Promise<string[]> {
  const articles = new Map(cases.flatMap((item) => item.articles).map((article) => [article.id, article]));
  const passages = new Map(cases.flatMap((item) => item.passages).map((passage) => [passage.id, passage]));
  const offered = offer(
    [...passages.values()].flatMap((passage) => {
      const article = articles.get(passage.articleId);
      return article ? [analysePassage({ passage, article }, vocabulary)] : [];
    }),
    cases.map(({ id }) => id).join(),
  );
  const labels = new Map([...offered.passages].map(([label, { passage }]) => [passage.id, label]));
  say(
    cases
      .map(({ statement, passages }) =>
        line(
          statement.text,
          ...statement.quotes.map(
            ({ passage, quote }) =>
              [labels.get(passage === "unknown" ? "" : (passages[passage]?.id ?? "")) ?? "p0", quote] as const,
          ),
        ),
      )
      .join(""),
  );
  const scope = { article: async (_shelf: string, id: string) => articles.get(id) ?? null };
  const worded = await wordAnswer({
    question: cases[0]?.question ?? "",
    grounds: {
      offer: offered,
      articles: await loadArticles(offered, scope),
      support: { lexicon, thesaurus, model: support },
    },
    conversing: {
      chat: createOpenAIChat({ model: "liar", apiKey: "none", baseURL }),
      checker: null,
      prompts,
      delimiter: offered.delimiter,
      payer: null,
    },
    calls: createCalls({ now: () => new Date() }),
    onKept: () => {},
  });
  return worded.kept.map(({ text }) => text);
}

/** Up to seven statements to an answer, lies and truths mixed, no text twice, no more passages than a model is shown. */
function mixed(cases: readonly LyingCase[]): readonly (readonly LyingCase[])[] {
  const groups: LyingCase[][] = [];
  for (const item of cases.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const last = groups.at(-1);
    if (last && fits(item, last)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function fits(item: LyingCase, group: readonly LyingCase[]): boolean {
  const passages = new Set([...group, item].flatMap((one) => one.passages.map(({ id }) => id)));
  return (
    group.length < 7 &&
    passages.size <= MOST_OFFERED &&
    group.every(({ statement }) => plain(statement.text) !== plain(item.statement.text))
  );
}

/** What is left of a text when it is read: a mark around it that nobody sees is taken off, and the rest may be true. */
function plain(text: string): string {
  return normaliseText(text).trim();
}

async function survivors(cases: readonly LyingCase[]): Promise<ReadonlySet<LyingCase>> {
  const server = await chatServer();
  let said = "";
  const tell = (text: string): void => {
    said = text;
  };
  // The liar insists: what is given back to be mended comes again as it was.
  server.otherwise((response, request) => streamText(said, { chunk: 400 })(response, request));
  const kept = new Set<LyingCase>();
  for (const group of mixed(cases)) {
    const texts = new Set(await keptOf(group, server.baseURL, tell));
    for (const item of group) if (texts.has(item.statement.text)) kept.add(item);
  }
  expect(server.received.every(({ body }) => shownPassages(body).length > 0)).toBe(true);
  return kept;
}

describe("a model that lies", () => {
  const cases = lyingCases();

  test("has at least 300 lies and 300 truths to tell, half of them untouched", () => {
    expect(cases.filter(({ truth }) => !truth).length).toBeGreaterThanOrEqual(300);
    expect(cases.filter(({ truth }) => truth).length).toBeGreaterThanOrEqual(300);
    const share = cases.filter(({ untouched }) => untouched).length / cases.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  test("gets no lie past the check, and at least 97 % of its truths", async () => {
    const kept = await survivors(cases);
    const lies = [...kept].filter(({ truth }) => !truth);
    expect(lies.map(({ id, statement }) => `${id}: ${statement.text}`)).toEqual([]);
    const truths = cases.filter(({ truth }) => truth);
    expect(truths.filter((item) => kept.has(item)).length / truths.length).toBeGreaterThanOrEqual(0.97);
  }, 120_000);

  test("gets few exchanged roles past it, which no check of occurrence can see", async () => {
    const roles = roleCases();
    const kept = await survivors(roles);
    expect(kept.size / roles.length).toBeLessThan(1);
  }, 60_000);
});
