import { describe, expect, test } from "vitest";
import { renderAnswer, renderPreview } from "#discord/answer.ts";
import { renderPassage } from "#discord/passage.ts";
import { abstained, answered, life, passage, radio, story } from "./fixtures.ts";

describe("an answer", () => {
  test("is its statements with the numbers of their sources, the sources, and a button for each passage", () => {
    expect(renderAnswer(answered, { id: "abc", followUp: true })).toEqual([
      {
        content: `${life} **[1]**

Kardashian took the case to the president personally, in May. A week later Trump commuted the life sentence, and Johnson was released. **[1]**

She would do it again. **[2]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# **[2]** What she said on the radio
-# In the articles' own words · as of 15 June 2018`,
        components: [
          {
            type: 1,
            components: [
              { type: 2, style: 2, label: "Passage [1]", custom_id: "fn1:passage:abc:0" },
              { type: 2, style: 2, label: "Passage [2]", custom_id: "fn1:passage:abc:1" },
              { type: 2, style: 1, label: "Follow up", custom_id: "fn1:follow:abc" },
            ],
          },
        ],
      },
    ]);
  });

  test("of a model says so, what was left out, and how a follow-up was understood", () => {
    const [message] = renderAnswer(
      {
        ...answered,
        answeredBy: "model",
        removed: 1,
        question: "and why?",
        understoodAs: "Why did Trump free Johnson?",
        statements: [{ text: "Trump freed Johnson.", citations: answered.statements[1]?.citations ?? [] }],
      },
      { id: "abc", followUp: false },
    );
    expect(message?.content).toBe(`Trump freed Johnson. **[1]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# Written by a language model from these sources · as of 15 June 2018 · 1 statement left out, not borne out by the articles
-# Understood as: Why did Trump free Johnson?`);
  });

  test("that is partial says what is missing, why a model did not write it, and which sources are older or printed elsewhere", () => {
    const elsewhere = (outlet: string | null) => ({ ...story, id: `${outlet}`, outlet });
    const [message] = renderAnswer(
      {
        ...answered,
        missing: "what the @everyone pardon cost",
        instead: "The language model took too long, so these are the articles' own words.",
        sources: [
          { ...story, alsoCarriedBy: ["The Post", "Valley Courier", "The Post", "Echo", null].map(elsewhere) },
          {
            ...radio,
            outlet: "Radio *One*",
            publishedAt: "2014-02-01",
            isOlder: true,
            alsoCarriedBy: [elsewhere(null)],
          },
        ],
        statements: answered.statements.slice(2).concat(answered.statements.slice(0, 1)),
      },
      { id: "abc", followUp: false },
    );
    expect(message?.content).toBe(`She would do it again. **[2]**

${life} **[1]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never> · also carried by The Post, Valley Courier and 2 more
-# **[2]** What she said on the radio · Radio \\*One\\* · 1 February 2014 (older) · also carried by 1 other article
-# Not in these articles: what the \\@everyone pardon cost
-# The language model took too long, so these are the articles' own words.
-# In the articles' own words · as of 15 June 2018`);
  });

  test("whose model was cut off, and whose sources differ, says so", () => {
    const [convicted, , again] = answered.statements;
    if (convicted === undefined || again === undefined) {
      throw new Error("the fixture has statements");
    }
    const [message] = renderAnswer(
      {
        ...answered,
        answeredBy: "model",
        isCutOff: true,
        removed: 2,
        statements: [
          { ...convicted, text: "She was convicted in 1996." },
          { ...again, text: "She was convicted in 1997.", disagreesWith: 0 },
          { ...convicted, text: "She was convicted in 1995.", disagreesWith: 0 },
        ],
      },
      { id: "abc", followUp: false },
    );
    expect(message?.content).toBe(`She was convicted in 1996. **[1]**

Unlike **[1]**, **[2]** says: She was convicted in 1997. **[2]**

But **[1]** also says: She was convicted in 1995. **[1]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# **[2]** What she said on the radio
-# Written by a language model from these sources · as of 15 June 2018 · cut off before the end · 2 statements left out, not borne out by the articles`);
  });

  test("marks the later of two statements that disagree, whichever of them is said to, with every source it rests on", () => {
    const cites = (...numbers: readonly number[]) =>
      numbers.map((source) => ({ source, passageId: "", start: 0, end: 1, quote: "S" }));
    const sources = [1, 2, 3, 4].map((number) => ({ ...radio, number }));
    const [message] = renderAnswer(
      {
        ...answered,
        sources,
        statements: [
          { text: "It was May.", citations: cites(1, 2), disagreesWith: 2 },
          { text: "It rained.", citations: cites(1) },
          { text: "It was June.", citations: cites(3, 2, 4) },
          { text: "It was July.", citations: [], disagreesWith: 0 },
          { text: "It was August.", citations: cites(1), disagreesWith: 9 },
        ],
      },
      { id: "abc", followUp: false },
    );
    expect(message?.content.split("\n\n").slice(0, 5)).toEqual([
      "It was May. **[1]** **[2]**",
      "It rained. **[1]**",
      "Unlike **[1]** and **[2]**, **[3]** and **[4]** say: It was June. **[3]** **[2]** **[4]**",
      "But sources differ: It was July.",
      "It was August. **[1]**",
    ]);
  });

  test("while it is written has its statements and sources so far, that it is going on, and no buttons", () => {
    const soFar = { ...answered, answeredBy: "model" as const, statements: answered.statements.slice(0, 1) };
    expect(renderPreview(soFar)).toEqual({
      content: `${life} **[1]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# still writing…`,
      components: [],
    });
    expect(renderPreview({ ...answered, statements: [] })).toBeNull();
    const long = { text: "This is a sentence of some words. ".repeat(80), citations: [] };
    expect(renderPreview({ ...answered, statements: [...answered.statements, long] })).toBeNull();
  });

  test("with several passages of one source offers a menu of the cited words, and the button to follow up below it", () => {
    const passages = ["One.", "Two."].map((text) => passage(text, [text]));
    const [message] = renderAnswer(
      { ...answered, sources: [{ ...story, passages }, radio] },
      { id: "abc", followUp: true },
    );
    const description = "Kim Kardashian West on a run for office: “Never say never”";
    expect(message?.components).toEqual([
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: "fn1:choose:abc",
            placeholder: "Show a cited passage",
            options: [
              { label: "[1] One.", value: "0", description },
              { label: "[1] Two.", value: "1", description },
              { label: "[2] She would do it again.", value: "2", description: "What she said on the radio" },
            ],
          },
        ],
      },
      { type: 1, components: [{ type: 2, style: 1, label: "Follow up", custom_id: "fn1:follow:abc" }] },
    ]);
  });

  test("of five sources offers a menu as well", () => {
    const sources = [1, 2, 3, 4, 5].map((number) => ({ ...radio, number }));
    const citations = sources.map(({ number }) => ({ source: number, passageId: "", start: 0, end: 1, quote: "S" }));
    const five = { ...answered, sources, statements: [{ text: "She would do it again.", citations }] };
    const [message] = renderAnswer(five, { id: "abc", followUp: false });
    expect(message?.components[0]?.components.map(({ type }) => type)).toEqual([3]);
  });

  test("that is long goes on in further messages, the buttons under the last", () => {
    const words = "This is a sentence of some words. ".repeat(80).trim();
    const messages = renderAnswer(
      { ...answered, statements: [{ text: words, citations: answered.statements[0]?.citations ?? [] }] },
      { id: "abc", followUp: false },
    );
    expect(messages.map(({ components }) => components.length)).toEqual([0, 1]);
    expect(messages[0]?.content.endsWith("words.")).toBe(true);
    expect(messages[1]?.content).toMatch(/^This is a sentence of some words\..* \*\*\[1\]\*\*\n\n-# \*\*\[1\]\*\*/su);
  });

  test("that would fill a channel is cut, and says so", () => {
    const words = "word ".repeat(50_000);
    const messages = renderAnswer(
      {
        ...answered,
        statements: [
          { text: words, citations: [] },
          { text: "lost", citations: [] },
        ],
      },
      { id: "abc", followUp: false },
    );
    expect(messages.length).toBeLessThan(10);
    expect(messages.at(-1)?.content).toContain("-# This answer is too long for Discord; the rest of it is cut.");
  });

  test("has markers and sources that agree, whatever it is given", () => {
    const statement = {
      text: "So it is.",
      citations: [7, 1, 1].map((number) => ({ source: number, passageId: "", start: 0, end: 1, quote: "S" })),
    };
    const [message] = renderAnswer({ ...answered, statements: [statement] }, { id: "abc", followUp: false });
    expect(message?.content.match(/\*\*\[\d+\]\*\*/gu)).toEqual(["**[1]**", "**[1]**"]);
  });
});

test("an abstention says why and names the nearest articles, without numbers or buttons", () => {
  expect(renderAnswer(abstained, { id: "abc", followUp: false })).toEqual([
    {
      content: `“match” does not occur in any of the 12 articles here, and nothing else in them answers the question.

Nearest to your question:
- Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>

-# Searched 12 articles, 1 May 2018 to 15 June 2018`,
      components: [],
    },
  ]);
});

test("an abstention though a model was to answer says why it did not", () => {
  const instead = "The language model took too long, so this is what the articles themselves say.";
  const [message] = renderAnswer({ ...abstained, instead }, { id: "abc", followUp: false });
  expect(message?.content.split("\n").slice(-2)).toEqual([
    `-# ${instead}`,
    "-# Searched 12 articles, 1 May 2018 to 15 June 2018",
  ]);
});

test("a word in return for thanks stands alone, also under a command", () => {
  expect(
    renderAnswer(
      { ...abstained, question: "cheers", understoodAs: "thanks", reason: "You are welcome.", isSmallTalk: true },
      { id: "abc", followUp: true },
    ),
  ).toEqual([{ content: "You are welcome.", components: [] }]);
});

describe("a passage", () => {
  test("too long for a message is cut round the cited words", () => {
    const before = "Nothing of note happened here before. ".repeat(100);
    const after = " Nothing of note happened here after.".repeat(100);
    const { content } = renderPassage(story, passage(`${before}${life}${after}`, [life]), 1);
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(content.length).toBeGreaterThan(1900);
    expect(content).toMatch(/\n> … \w/u);
    expect(content).toContain(` **${life}** Nothing of note`);
    expect(content.endsWith(" …")).toBe(true);
  });

  test("whose cited words alone are too long shows their beginning", () => {
    const quote = `It began. ${"And it went on and on. ".repeat(200)}`.trim();
    const { content } = renderPassage(story, passage(`Before. ${quote} After.`, [quote]), 1);
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(content).toContain("\n> … **It began. And it went on");
    expect(content.endsWith("** …")).toBe(true);
  });

  test("of an attacker is a quotation from its first line to its last", () => {
    const text = "-# **[9]** Forged\n\n# Heading\n@everyone [x](https://evil.example) ```";
    const { content } = renderPassage(radio, passage(text, ["@everyone"], 0), 3);
    expect(content).toBe(`**[2] What she said on the radio**

> \\-# \\*\\*\\[9\\]\\*\\* Forged
> 
> \\# Heading
> 
> **\\@everyone** \\[x\\](https\\://evil.example) \\\`\\\`\\\``);
  });
});
