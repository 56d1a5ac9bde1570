import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { createSearch } from "#ask/search.ts";
import { InputError } from "#errors.ts";
import type { Ask } from "#ports.ts";
import { sentences } from "#text/sentences.ts";
import type { Answer, Answered } from "#types.ts";
import { dependencies, libraryOf, STORIES } from "./stage.ts";

async function asker(): Promise<Ask> {
  return createAsk(dependencies(await libraryOf(STORIES)));
}

const shelves = ["main"];

function answered(answer: Answer): Answered {
  if (answer.kind === "abstained") throw new Error(`Abstained: ${answer.reason}`);
  return answer;
}

describe("an answer", () => {
  test("leads with the sentence that answers, quoted word for word with its source", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "How long did the construction of the bridge take?", shelves }));
    const quote = "Construction took four years and cost 90 million euros.";
    const start = STORIES[0]?.text.indexOf(quote) ?? 0;
    const [first] = answer.statements;
    expect(first?.text).toBe(quote);
    expect(first?.citations).toEqual([
      { source: 1, passageId: expect.any(String), start, end: start + quote.length, quote },
    ]);
    expect(answer.sources[0]).toMatchObject({ number: 1, articleId: "bridge", publishedAt: "2021-05-04" });
    expect(answer.understoodAs).toBe(answer.question);
    expect(answer.removed).toBe(0);
    expect(answer.milliseconds).toBeGreaterThan(0);
  });

  test("holds the reason where a reason is asked for", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "Why was the harbour bridge delayed?", shelves }));
    expect(answer.statements.map((statement) => statement.text)).toContain(
      "It was delayed because a storm damaged two pillars in 2019.",
    );
  });

  test("does not answer with a question of the article", async () => {
    const text = "Is the mayor running for office again? She has not decided, her spokesman said on Monday.";
    const ask = createAsk(dependencies(await libraryOf([{ id: "mayor", title: "Keller keeps quiet", text }])));
    const answer = answered(await ask({ question: "is the mayor running for office again?", shelves }));
    expect(answer.statements.map((statement) => statement.citations[0]?.quote)).toEqual([
      "She has not decided, her spokesman said on Monday.",
    ]);
  });

  test("finds a misspelt word", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "who photogrpahed the owls", shelves }));
    expect(answer.statements[0]?.text).toContain("Jonas Bright photographed them");
  });

  test("finds a word of the same meaning", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "which kids got loaves of bread from the bakery?", shelves }));
    expect(answer.statements[0]?.text).toContain("last loaves to children");
  });

  test("says whom a statement is about that opens with a pronoun", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "who gave away the last loaves?", shelves }));
    expect(answer.statements.map((statement) => statement.text)).toContain(
      "About Anton Weiss: He gave away the last loaves to children from the school next door.",
    );
  });

  test("is as recent as its newest source", async () => {
    const ask = await asker();
    const answer = answered(await ask({ question: "how many chicks did the eagle owls raise?", shelves }));
    const dates = answer.sources.map((source) => source.publishedAt ?? "");
    expect(answer.asOf).toBe(dates.toSorted().at(-1));
  });

  test("carries over the topic of the conversation, and does not repeat what was said", async () => {
    const ask = await asker();
    const said = "The harbour bridge in Port Alder opened to traffic on Tuesday.";
    const answer = answered(
      await ask({
        question: "why was it delayed?",
        history: [
          { role: "user", text: "when did the harbour bridge open" },
          { role: "assistant", text: said },
        ],
        shelves,
      }),
    );
    expect(answer.understoodAs).toMatch(/^why was it delayed\? \(about: .*\bAlder\b.*\)$/);
    expect(answer.statements[0]?.text).toContain("a storm damaged two pillars");
  });

  test("leaves a question that stands alone as it is, whatever was said before", async () => {
    const ask = await asker();
    const history = [{ role: "user", text: "when did the harbour bridge open" }] as const;
    const question = "How many chicks did the eagle owls raise?";
    expect((await ask({ question, history, shelves })).understoodAs).toBe(question);
  });
});

describe("an abstention", () => {
  test("names the words that stand nowhere, and the articles that come nearest", async () => {
    const ask = await asker();
    const answer = await ask({ question: "who composed the valley symphony for trombone?", shelves });
    if (answer.kind !== "abstained") throw new Error("answered");
    expect(answer.reason).toBe(
      "“composed”, “symphony” and “trombone” do not occur in any of the 3 articles here, and nothing else in them answers the question.",
    );
    expect(answer.nearest[0]?.id).toBe("owl");
    expect(answer.coverage).toMatchObject({ articles: 3, from: "2021-05-04", to: "2022-11-20" });
    expect(answer.confidence).toBeLessThan(0.5);
  });

  test("an empty library says that nothing has been ingested and how to", async () => {
    const ask = createAsk(dependencies(await libraryOf([])));
    expect(await ask({ question: "Who is Alice?", shelves })).toMatchObject({
      kind: "abstained",
      reason:
        "Nothing has been ingested yet, so there is nothing to answer from. Add articles with `npm run ingest -- FILE`.",
      nearest: [],
      confidence: 0,
    });
  });

  test("a question of stop words says what is missing", async () => {
    const ask = await asker();
    expect(await ask({ question: "and what about it?", shelves })).toMatchObject({
      kind: "abstained",
      reason: "The question names nothing to look for. Say what or whom it is about.",
    });
  });

  test("an article that is removed between search and answer is not quoted", async () => {
    const library = await libraryOf(STORIES);
    const gone = {
      ...library,
      within: (names: readonly string[]) => ({ ...library.within(names), article: async () => null }),
    };
    const answer = await createAsk(dependencies(gone))({ question: "Why was the harbour bridge delayed?", shelves });
    expect(answer.kind).toBe("abstained");
  });
});

describe("what cannot be asked", () => {
  test.each(["", "   ", "?!…", "🦉🦉"])("%j is refused with what was expected", async (question) => {
    const ask = await asker();
    await expect(ask({ question, shelves })).rejects.toThrow(InputError);
    await expect(ask({ question, shelves })).rejects.toThrow(/^Expected a question, found/);
  });

  test("ten thousand characters are refused with the limit", async () => {
    const ask = await asker();
    await expect(ask({ question: "owl ".repeat(2500), shelves })).rejects.toThrow(
      "Expected a question of at most 4000 characters, found 9999.",
    );
  });

  test("an aborted question rejects with the signal's reason", async () => {
    const ask = await asker();
    const reason = new Error("the reader left");
    await expect(ask({ question: "owls?", shelves }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("an abort while the question is embedded ends the walk", async () => {
    const deps = dependencies(await libraryOf(STORIES));
    const controller = new AbortController();
    const ask = createAsk({
      ...deps,
      embedder: {
        ...deps.embedder,
        embed: async (texts, purpose) => {
          controller.abort(new Error("too late"));
          return deps.embedder.embed(texts, purpose);
        },
      },
    });
    await expect(ask({ question: "owls?", shelves }, controller.signal)).rejects.toThrow("too late");
  });
});

test("every answer keeps the promises of its type, whatever is asked", async () => {
  const deps = dependencies(await libraryOf(STORIES));
  // Everything is answered, so that everything that could be said is checked.
  const ask = createAsk({ ...deps, weights: { ...deps.weights, threshold: 0 } });
  const texts = new Map(STORIES.map((story) => [story.id, story.text]));
  const vocabulary = STORIES.flatMap((story) => story.text.split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== "");
  const questions = fc.oneof(
    fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 12 }).map((words) => words.join(" ")),
    fc.string({ maxLength: 80, unit: "grapheme" }).map((text) => `owl ${text}`),
  );
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const answer = await ask({ question, shelves });
      expect(answer.confidence).toBeGreaterThanOrEqual(0);
      expect(answer.confidence).toBeLessThanOrEqual(1);
      if (answer.kind === "answered") checkPromises(answer, texts);
    }),
    { numRuns: 120 },
  );
});

function checkPromises(answer: Answered, texts: ReadonlyMap<string, string>): void {
  expect(answer.statements.length).toBeGreaterThan(0);
  const cited = answer.statements.flatMap((statement) => statement.citations);
  expect(answer.statements.every((statement) => statement.citations.length > 0)).toBe(true);
  expect(answer.sources.map((source) => source.number)).toEqual(answer.sources.map((_, index) => index + 1));
  expect([...new Set(cited.map((citation) => citation.source))]).toEqual(answer.sources.map((source) => source.number));
  for (const { source, start, end, quote, passageId } of cited) {
    const shown = answer.sources.find(({ number }) => number === source);
    const passage = shown?.passages.find((item) => item.passageId === passageId);
    expect(texts.get(shown?.articleId ?? "")?.slice(start, end)).toBe(quote);
    expect(sentences(quote)).toHaveLength(1);
    expect(passage?.quotes).toContainEqual({ start, end, text: quote });
  }
  for (const { articleId, passages } of answer.sources) {
    expect(passages).toEqual(passages.toSorted((a, b) => a.start - b.start));
    for (const { start, end, text, quotes } of passages) {
      expect(texts.get(articleId)?.slice(start, end)).toBe(text);
      expect(quotes.length).toBeGreaterThan(0);
    }
  }
}

describe("search", () => {
  test("gives the nearest passages best first, at most as many as asked for, and where each search had them", async () => {
    const search = createSearch(dependencies(await libraryOf(STORIES)));
    const evidence = await search({ question: "harbour bridge construction", shelves, limit: 2 });
    expect(evidence).toHaveLength(2);
    expect(evidence[0]).toMatchObject({ article: { id: "bridge" }, ranks: { lexical: 1 } });
    expect(Object.keys(evidence[0] ?? {}).toSorted()).toEqual(["article", "passage", "ranks", "score"]);
    expect(evidence[0]?.score).toBeGreaterThan(evidence[1]?.score ?? Number.POSITIVE_INFINITY);
  });

  test("puts a copy of a passage right behind it", async () => {
    const owl = STORIES.find((story) => story.id === "owl");
    if (!owl) throw new Error("The owl is missing.");
    const search = createSearch(dependencies(await libraryOf([...STORIES, { ...owl, id: "owl-copy" }])));
    const evidence = await search({ question: "eagle owls in the Tamber valley", shelves, limit: 10 });
    const ids = evidence.map((item) => item.article.id);
    expect(ids[0]).toMatch(/^owl/);
    expect(ids[1]).toMatch(/^owl/);
    expect(ids.filter((id) => id.startsWith("owl"))).toHaveLength(2);
  });

  test("prefers the outlet and the year that a question names, and the newest where it is open in time", async () => {
    const told = (id: string, publishedAt: string, outlet: string) => ({
      id,
      title: "Ferry fares in Port Alder",
      outlet,
      publishedAt,
      text: `The council of Port Alder set the ferry fare at ${id} euros. Residents pay half of it.`,
    });
    const articles = [
      told("3", "2016-03-01", "Alder Gazette"),
      told("5", "2021-06-01", "Coast Radio"),
      told("4", "2018-05-01", "Harbour Post"),
    ];
    const search = createSearch(dependencies(await libraryOf(articles)));
    const first = async (question: string) =>
      (await search({ question, shelves, limit: 3 })).map((item) => item.article.id)[0];
    expect(await first("What did the Alder Gazette say about the ferry fare?")).toBe("3");
    expect(await first("What was the ferry fare in May 2018?")).toBe("4");
    expect(await first("What is the latest ferry fare?")).toBe("5");
  });
});
