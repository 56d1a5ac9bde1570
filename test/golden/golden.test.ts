import { stdout } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createExtractor } from "#extract/extractor.ts";
import { findInstructions } from "#ingest/instructions.ts";
import { type Outcome, wrongFields } from "./compare.ts";
import { type GoldenCase, loadCases, rawDocument } from "./load.ts";
import { reportLine } from "./report.ts";
import { firstDifference, wordF1 } from "./word-f1.ts";

declare global {
  interface ImportMeta {
    /** The environment, as Vitest gives it to tests. */
    readonly env: Readonly<Record<string, string | undefined>>;
  }
}

/** What the issue asks of the whole set, and the least that a single page may have. */
const MEAN_F1 = 0.96;
const LEAST_F1 = 0.85;

const cases = loadCases();
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  const extractor = createExtractor();
  for (const one of cases) {
    outcomes.set(one.name, await outcomeOf(() => extractor.extract(rawDocument(one))));
  }
}, 120_000);

afterAll(() => {
  if (import.meta.env.GOLDEN_REPORT !== undefined) {
    const lines = cases.map((one) => reportLine(one, outcomeFor(one), f1Of(one)));
    stdout.write(`\n${lines.join("\n")}\nmean F1 ${meanF1().toFixed(4)}\n`);
  }
});

describe.each([...new Set(cases.map(({ expected }) => expected.shape))])("shape %s", (shape) => {
  const ofShape = cases.filter(({ expected }) => expected.shape === shape).map((one) => ({ name: one.name, one }));

  test.each(ofShape)("$name: metadata, notices and refusals are those an editor expects", ({ name, one }) => {
    const wrong = wrongFields(one, outcomeFor(one)).map(
      ({ field, expected, found }) => `${name}: ${field}: expected ${expected}, found ${found}`,
    );
    expect(wrong).toEqual([]);
  });

  const articles = ofShape.filter(({ one }) => isArticle(one));
  test.runIf(articles.length > 0).each(articles)("$name: the text is the article's", ({ name, one }) => {
    const difference = firstDifference(one.text, textOf(one)) ?? "none";
    expect(f1Of(one), `${name}: text differs first ${difference}`).toBeGreaterThanOrEqual(LEAST_F1);
  });
});

test(`Over all articles the words agree with an F1 of at least ${MEAN_F1}`, () => {
  const worst = cases
    .filter(isArticle)
    .map((one) => ({ one, f1: f1Of(one) }))
    .sort((a, b) => a.f1 - b.f1)
    .slice(0, 5)
    .map(({ one, f1 }) => `${one.name} ${f1.toFixed(3)} ${firstDifference(one.text, textOf(one)) ?? ""}`);
  expect(meanF1(), `The worst:\n${worst.join("\n")}`).toBeGreaterThanOrEqual(MEAN_F1);
});

/** With what the walk says about an article besides the extractor. */
async function outcomeOf(extract: () => ReturnType<ReturnType<typeof createExtractor>["extract"]>): Promise<Outcome> {
  try {
    const article = await extract();
    const orders = findInstructions(article.title, article.text);
    return { article: { ...article, notices: [...(article.notices ?? []), ...(orders === null ? [] : [orders])] } };
  } catch (error) {
    return { error };
  }
}

function outcomeFor({ name }: GoldenCase): Outcome {
  return outcomes.get(name) ?? { error: new Error(`${name} was not run`) };
}

function isArticle({ expected }: GoldenCase): boolean {
  return !("refused" in expected);
}

/** Empty where the document was refused. */
function textOf(one: GoldenCase): string {
  const outcome = outcomeFor(one);
  return "article" in outcome ? outcome.article.text : "";
}

function f1Of(one: GoldenCase): number {
  return wordF1(one.text, textOf(one));
}

function meanF1(): number {
  const scores = cases.filter(isArticle).map(f1Of);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
