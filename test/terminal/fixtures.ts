import { createPaint } from "#terminal/colour.ts";
import type { Look } from "#terminal/look.ts";
import type { Abstained, Answered, ArticleSummary, Source } from "#types.ts";

export const plain: Look = { width: 80, paint: createPaint(false) };
export const coloured: Look = { width: 80, paint: createPaint(true) };

const passageText =
  "Kardashian took the case to the president personally, in May. A week later Trump commuted the life sentence, and Johnson was released.\n\nWhy did a television star care so much about a stranger?";
const start = 1200;
const quoteStart = start + passageText.indexOf("A week later");
const quote = "A week later Trump commuted the life sentence, and Johnson was released.";

export const article: ArticleSummary = {
  id: "never-say-never",
  shelf: "main",
  version: 1,
  title: "Kim Kardashian West on a run for office: “Never say never”",
  url: "https://news.example/never",
  outlet: "The Example",
  author: null,
  publishedAt: "2018-06-15",
};

const { id, ...metadata } = article;

export const source: Source = {
  ...metadata,
  articleId: id,
  number: 1,
  passages: [
    {
      passageId: "p1",
      start,
      end: start + passageText.length,
      text: passageText,
      quotes: [{ start: quoteStart, end: quoteStart + quote.length, text: quote }],
    },
  ],
};

export const answered: Answered = {
  kind: "answered",
  question: "Who freed Alice Johnson?",
  understoodAs: "Who freed Alice Johnson?",
  answeredBy: "extractive",
  asOf: "2018-06-15",
  statements: [
    {
      text: quote,
      citations: [{ source: 1, passageId: "p1", start: quoteStart, end: quoteStart + quote.length, quote }],
    },
  ],
  sources: [source],
  removed: 0,
  confidence: 0.83,
  milliseconds: 12,
};

export const abstained: Abstained = {
  kind: "abstained",
  question: "Who won the match?",
  understoodAs: "Who won the match?",
  reason: "The articles do not say.",
  nearest: [article],
  coverage: { articles: 1, passages: 9, from: "2018-06-15", to: "2018-06-15" },
  confidence: 0.12,
  milliseconds: 9,
};
