import type { DraftStatement } from "#ask/draft.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import type { Found } from "#ask/retrieve.ts";
import { type Findings, retrieve } from "#ask/retrieve.ts";
import { understand } from "#ask/understand.ts";
import { createTools } from "#ask/walk.ts";
import { chunk } from "#ingest/chunk.ts";
import { articleOf, dependencies, lexicon, libraryOf, type Told, thesaurus } from "../stage.ts";

const vocabulary = createVocabulary(lexicon, thesaurus);

/** What the walk finds for a question among the articles. */
export async function findingsIn(told: readonly Told[], question: string): Promise<Findings> {
  const library = await libraryOf(told);
  const tools = createTools(dependencies(library))();
  return retrieve(understand(question, [], tools.vocabulary), library.within(["main"]), tools);
}

/** A draft that is the sentence with these words, quoted. */
export function quoting(findings: Findings, articleId: string, words: string): DraftStatement {
  for (const { article, analysed } of findings.evidence) {
    const sentence = article.id === articleId && analysed.sentences.find(({ text }) => text.includes(words));
    if (sentence) {
      const { start, end, text } = sentence;
      return { text, short: "", lead: "", quotes: [{ passage: analysed, start, end, quote: text }] };
    }
  }
  throw new Error(`Expected a sentence with ${words} in ${articleId}, found none.`);
}

/** The passages of the articles as evidence, in the order given, each scored below the one before. */
export function evidenceOf(told: readonly Told[]): readonly Found[] {
  const passages = told.map(articleOf).flatMap((article) => chunk(article).map((passage) => ({ passage, article })));
  return passages.map(({ passage, article }, place) => ({
    passage,
    article,
    analysed: analysePassage({ passage, article }, vocabulary),
    features: [],
    score: 1 / (1 + place),
    ranks: { lexical: place + 1, dense: null },
  }));
}
