import type { Abstained, Answered, CitedPassage, Source } from "#types.ts";

/** The passage of an article that the answers of these tests cite, with where it stands in the article. */
const text =
  "The one person so far is Alice Johnson. Ms. Johnson was convicted in 1996 of a non-violent drug offence and sentenced to life in prison, according to The Hollywood Reporter. She had served 21 years.\n\nKardashian took the case to the president personally, in May. A week later Trump commuted the life sentence, and Johnson was released.";

export const life =
  "Ms. Johnson was convicted in 1996 of a non-violent drug offence and sentenced to life in prison, according to The Hollywood Reporter.";
const may = "Kardashian took the case to the president personally, in May.";
const week = "A week later Trump commuted the life sentence, and Johnson was released.";

/** A passage made of the whole text, which begins at `start` of its article. */
export function passage(text: string, quotes: readonly string[], start = 500): CitedPassage {
  return {
    passageId: "never-say-never:2",
    start,
    end: start + text.length,
    text,
    quotes: quotes.map((quote) => {
      const at = start + text.indexOf(quote);
      return { start: at, end: at + quote.length, text: quote };
    }),
  };
}

export const story: Source = {
  number: 1,
  articleId: "never-say-never",
  shelf: "main",
  version: 1,
  title: "Kim Kardashian West on a run for office: “Never say never”",
  url: "https://news.example/2018/06/never-say-never",
  outlet: "Daily Example",
  author: null,
  publishedAt: "2018-06-15",
  passages: [passage(text, [life, may, week])],
};

export const radio: Source = {
  number: 2,
  articleId: "radio",
  shelf: "main",
  version: 3,
  title: "What she said on the radio",
  url: null,
  outlet: null,
  author: null,
  publishedAt: null,
  passages: [passage("She would do it again. She said so twice.", ["She would do it again."], 0)],
};

export const answered: Answered = {
  kind: "answered",
  question: "Who was freed, and why?",
  understoodAs: "Who was freed, and why?",
  confidence: 0.83,
  milliseconds: 12,
  answeredBy: "extractive",
  asOf: "2018-06-15",
  removed: 0,
  statements: [
    { text: life, citations: [citation(1, life)] },
    { text: `${may} ${week}`, citations: [citation(1, may), citation(1, week)] },
    { text: "She would do it again.", citations: [{ ...citation(2, "She would do it again."), start: 0, end: 22 }] },
  ],
  sources: [story, radio],
};

export const abstained: Abstained = {
  kind: "abstained",
  question: "Who won the match?",
  understoodAs: "Who won the match?",
  confidence: 0.1,
  milliseconds: 9,
  reason: "“match” does not occur in any of the 12 articles here, and nothing else in them answers the question.",
  nearest: [{ ...story, id: story.articleId }],
  coverage: { articles: 12, passages: 40, from: "2018-05-01", to: "2018-06-15" },
};

function citation(source: number, quote: string) {
  const start = 500 + text.indexOf(quote);
  return { source, passageId: "never-say-never:2", start, end: start + quote.length, quote };
}
