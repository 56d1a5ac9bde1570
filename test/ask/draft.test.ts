import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { opening } from "#ask/draft/opening.ts";
import { plain } from "#ask/draft/plain.ts";
import { type DraftStatement, draft } from "#ask/draft.ts";
import { rankSentences } from "#ask/rank/sentences.ts";
import { retrieve } from "#ask/retrieve.ts";
import { understand } from "#ask/understand.ts";
import { verify } from "#ask/verify/verify.ts";
import { createTools } from "#ask/walk.ts";
import { words } from "#text/words.ts";
import { articleOf, dependencies, libraryOf, STORIES, type Told, weights } from "./stage.ts";

async function ranked(question: string, told: readonly Told[]) {
  const deps = dependencies(await libraryOf(told));
  const tools = createTools(deps)();
  const findings = await retrieve(understand(question, [], tools.vocabulary), deps.library.within(["main"]), tools);
  return { findings, ranking: rankSentences(findings, weights) };
}

async function drafted(question: string, told: readonly Told[]): Promise<readonly DraftStatement[]> {
  const { findings, ranking } = await ranked(question, told);
  return draft(findings, ranking);
}

const film = (id: string, title: string, text: string): Told => ({ id, title, text });
const FILMS = [
  film("gladiators", "Seven Gladiators", "Seven Gladiators is a 1962 adventure film shot in Falun. It won no prize."),
  film(
    "mill",
    "The Mill at Norrby",
    "The Mill at Norrby is a 1970 drama film about a paper mill. Tove Lind plays the owner.",
  ),
];

describe("two that are compared", () => {
  test("are both quoted, and the statement leads with the one that was asked for", async () => {
    const [first, ...others] = await drafted(
      "Which film came out first, The Mill at Norrby or Seven Gladiators?",
      FILMS,
    );
    expect(others).toEqual([]);
    expect(first?.short).toBe("Seven Gladiators");
    expect(first?.text).toBe(
      "Seven Gladiators. The Mill at Norrby is a 1970 drama film about a paper mill. Seven Gladiators is a 1962 adventure film shot in Falun.",
    );
    expect(first?.quotes.map(({ passage }) => passage.article.id)).toEqual(["mill", "gladiators"]);
  });

  test.each([
    ["Which film was released more recently, Seven Gladiators or The Mill at Norrby?", "The Mill at Norrby"],
    ["Was Seven Gladiators or The Mill at Norrby released later?", "The Mill at Norrby"],
  ])("%s", async (question, short) => {
    expect((await drafted(question, FILMS))[0]?.short).toBe(short);
  });

  test.each([
    ["people by their births", "Who is older, Eva Lind or Emil Brandt?", "Emil Brandt"],
    ["people by their deaths", "Who died first, Eva Lind or Emil Brandt?", "Eva Lind"],
  ])("%s", async (_, question, short) => {
    const people = [
      film("eva", "Eva Lind", "Eva Lind (12 May 1931 – 3 June 1985) was a Swedish painter."),
      film("emil", "Emil Brandt", "Emil Brandt (4 March 1931 – 9 July 2001) was a Swedish chess player."),
    ];
    expect((await drafted(question, people))[0]?.short).toBe(short);
  });

  test.each([
    ["of the same year", "Which film came out first, A Late Summer or Seven Gladiators?"],
    [
      "through somebody else",
      "Which film has the director who was born first, Seven Gladiators or The Mill at Norrby?",
    ],
    ["when only one is dated", "Which film came out first, Seven Gladiators or Under the Ice?"],
  ])("%s are not decided", async (_, question) => {
    const more = [
      ...FILMS,
      film("late", "A Late Summer", "A Late Summer is a 1962 film about two owls."),
      film("ice", "Under the Ice", "Under the Ice is a film about a frozen river."),
    ];
    expect((await drafted(question, more))[0]?.short).toBe("");
  });
});

describe("a statement", () => {
  test("joins the best sentence to the one before when it can not be understood alone", async () => {
    const told = film(
      "mill",
      "Norrby keeps its mill",
      "The council of Falun bought the old paper mill. That is why the price of wood fell in the valley. Owls nest there.",
    );
    const [first] = await drafted("why did the price of wood fall in the valley?", [told]);
    expect(first?.text).toBe(
      "The council of Falun bought the old paper mill. That is why the price of wood fell in the valley.",
    );
    expect(first?.quotes.map(({ quote }) => quote)).toEqual([
      "The council of Falun bought the old paper mill.",
      "That is why the price of wood fell in the valley.",
    ]);
  });

  test("leads with a short answer before the name that it is about", async () => {
    const told = film(
      "weiss",
      "Bakery closes",
      "Mr. Anton Weiss ran a bakery. He gave away 140 loaves of bread to children on Saturday.",
    );
    const [first] = await drafted("how many loaves did he give away to the children?", [told]);
    expect(first?.text).toBe(
      "140 loaves. About Anton Weiss: He gave away 140 loaves of bread to children on Saturday.",
    );
  });

  test("that follows stands in reading order, not in that of the scores", async () => {
    const text = "Owls nest in the tower. Hawks nest in the tower. Storks nest in the tower. Crows nest in the tower.";
    const { findings, ranking } = await ranked("what nests in the tower?", [film("tower", "Birds", text)]);
    const order = ["Hawks", "Crows", "Owls"].map((bird) =>
      ranking.find(({ sentence }) => sentence.text.startsWith(bird)),
    );
    const wanted = order.flatMap((item, place) => (item ? [{ ...item, score: 5 - place / 10 }] : []));
    expect(draft(findings, wanted).map((statement) => statement.text.split(" ")[0])).toEqual([
      "Hawks",
      "Owls",
      "Crows",
    ]);
  });

  test("is no heading where there is a sentence", async () => {
    const text = "# Opening of the harbour bridge\n\nThe mayor opened it in May. Many came to the harbour.";
    const [first] = await drafted("opening of the harbour bridge", [film("bridge", "News", text)]);
    expect(first?.text).not.toContain("# Opening");
  });
});

test.each([
  ["* Use  a bridge.[3]", "Use a bridge."],
  ["The plan failed.[citation needed]", "The plan failed."],
  ["It ended[note 7] in 1987.", "It ended in 1987."],
  ["He said “[the mill] is mine”.", "He said “[the mill] is mine”."],
  ["A list [1, 2, x] stays.", "A list [1, 2, x] stays."],
])("%j reads %j", (sentence, read) => {
  expect(plain(sentence)).toBe(read);
});

test("whatever is asked, a statement is what it leads with and the words of its quotes in order, and it is kept", async () => {
  const deps = dependencies(await libraryOf([...STORIES, ...FILMS]));
  const tools = createTools(deps)();
  const scope = deps.library.within(["main"]);
  const articles = new Map([...STORIES, ...FILMS].map((story) => [story.id, articleOf(story)]));
  const vocabulary = [...STORIES, ...FILMS]
    .flatMap(({ text }) => text.split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word !== "");
  const asking = fc.constantFrom(
    "when did",
    "who",
    "where did",
    "how many",
    "how long did",
    "why did",
    "did",
    "was",
    "is",
    "how much did",
    "which of",
    "quote of",
  );
  const asked = fc.tuple(asking, fc.array(fc.constantFrom(...vocabulary, "or"), { minLength: 1, maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(asked, async ([start, rest]) => {
      const findings = await retrieve(understand(`${start} ${rest.join(" ")}?`, [], tools.vocabulary), scope, tools);
      const statements = draft(findings, rankSentences(findings, weights));
      expect(statements.flatMap(({ quotes }) => quotes).length).toBeLessThanOrEqual(3);
      for (const statement of statements) {
        checkStatement(statement);
        const named = statement.quotes.map(
          ({ passage }) => [passage.passage.id, articles.get(passage.article.id) ?? null] as const,
        );
        expect(verify({ statement, articles: new Map(named) })).toEqual({ kept: true });
      }
    }),
    { numRuns: 200 },
  );
});

function checkStatement(statement: DraftStatement): void {
  const { text, short, quotes } = statement;
  const front = opening(statement);
  expect(text.startsWith(front)).toBe(true);
  const told = words(text.slice(front.length)).map((word) => word.text);
  expect(told).toEqual(quotes.flatMap(({ quote }) => words(quote).map((word) => word.text)));
  if (!/^(?:Yes|No)?$/u.test(short)) {
    expect(quotes.some(({ quote }) => quote.toLowerCase().includes(short.toLowerCase()))).toBe(true);
  }
}
