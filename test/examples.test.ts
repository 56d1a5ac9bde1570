import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleQuestions } from "#examples.ts";
import type { Ask, LibraryScope } from "#ports.ts";
import type { ArticleSummary } from "#types.ts";
import { temporaryFolder } from "./scripts/commands.ts";
import { abstained, answered } from "./terminal/fixtures.ts";

/** What is suggested for articles with these titles, when only questions that `answers` likes get an answer. */
async function suggested(titles: readonly string[], answers: (question: string) => boolean = () => true) {
  const asked: string[] = [];
  const ask: Ask = async ({ question }) => {
    asked.push(question);
    return answers(question) ? answered : abstained;
  };
  const articles = titles.map((title, index): ArticleSummary => {
    return {
      id: String(index),
      shelf: "main",
      version: 1,
      title,
      url: null,
      outlet: null,
      author: null,
      publishedAt: null,
    };
  });
  const scope: Pick<LibraryScope, "shelves" | "articles"> = {
    shelves: ["main"],
    articles: async ({ limit }) => articles.slice(0, limit),
  };
  const file = join(temporaryFolder(), "questions.json");
  writeFileSync(file, JSON.stringify([{ title: "The story", questions: ["Who?", "Why?", "When?", "Where?"] }]));
  return { asked, questions: await exampleQuestions({ scope: scope as LibraryScope, ask, file }) };
}

test("where only articles that ship are there, the questions that ship with them are named, three at most", async () => {
  expect(await suggested(["The story"])).toEqual({ asked: [], questions: ["Who?", "Why?", "When?"] });
});

test("for other articles, one name of each title comes before the second of any, and only what is answered is kept", async () => {
  const titles = ["The story", "Ada Noonan meets Olaf Brenner", "Harbour of Farwick to close"];
  const { questions } = await suggested(titles, (question) => !question.includes("Farwick"));
  expect(questions).toEqual(["What is said about Ada Noonan?", "What is said about Olaf Brenner?"]);
});

test("not more than eight questions are tried, and none where there is no article", async () => {
  const titles = Array.from("ABCDEFGHIJKL", (letter) => `News of Lake ${letter}anta`);
  const { asked, questions } = await suggested(titles, () => false);
  expect({ count: asked.length, questions }).toEqual({ count: 8, questions: [] });
  expect((await suggested([])).questions).toEqual([]);
});
