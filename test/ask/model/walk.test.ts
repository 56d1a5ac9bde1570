import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { parsePrompts } from "#ask/model/prompts.ts";
import { replay } from "#ask/model/replay.ts";
import type { AskDependencies, ModelDependencies } from "#ask/walk.ts";
import { ModelError, type ModelTrouble } from "#errors.ts";
import type { ChatModel } from "#ports.ts";
import type { Answer, Answered } from "#types.ts";
import { createScriptedModel, line, type Script, type ShownPassage } from "../../support/scripted-model.ts";
import { dependencies, libraryOf, STORIES } from "../stage.ts";

const shelves = ["main"];
const question = "How long did the construction of the bridge take?";
const YEARS = "Construction took four years and cost 90 million euros.";
const prompts = parsePrompts(readFileSync("data/prompts/answer.md", "utf8"));

async function stage(chat: ChatModel, more: Partial<ModelDependencies> = {}): Promise<AskDependencies> {
  let code = 0;
  const model = { chat, checker: null, prompts, code: () => `code ${code++}`, ...more };
  return { ...dependencies(await libraryOf(STORIES)), model };
}

function labelOf(words: string, shown: readonly ShownPassage[]): string {
  return shown.find(({ text }) => text.includes(words))?.label ?? "none";
}

/** Says the statements, each with the quote it rests on, from whichever passage holds it. */
function says(...statements: readonly (readonly [statement: string, quote: string])[]): Script {
  return (shown) => statements.map(([text, quote]) => line(text, [labelOf(quote, shown), quote])).join("");
}

async function askOf(draft: Script, asked = question): Promise<Answer> {
  return createAsk(await stage(createScriptedModel({ draft, repair: () => "", understand: () => "{}" })))({
    question: asked,
    shelves,
  });
}

function answered(answer: Answer): Answered {
  if (answer.kind === "abstained") throw new Error(`Abstained: ${answer.reason}`);
  return answer;
}

describe("an answer by a model", () => {
  test("holds its statements with the passages' own words as citations", async () => {
    const answer = answered(
      await askOf((shown) =>
        line("The bridge took four years to build.", [labelOf(YEARS, shown), "construction took  four years…"]),
      ),
    );
    const start = STORIES[0]?.text.indexOf(YEARS) ?? 0;
    const quote = "Construction took four years";
    expect(answer.answeredBy).toBe("model");
    expect(answer.statements).toEqual([
      {
        text: "The bridge took four years to build.",
        citations: [{ source: 1, passageId: expect.any(String), start, end: start + quote.length, quote }],
      },
    ]);
    expect(answer).toMatchObject({ removed: 0, asOf: "2021-05-04", sources: [{ number: 1, articleId: "bridge" }] });
  });

  test("is shown statement by statement, and what was shown stays", async () => {
    const draft = says(["Construction took four years.", YEARS], ["The bridge cost 90 million euros.", YEARS]);
    const ask = createAsk(await stage(createScriptedModel({ draft })));
    const seen: string[][] = [];
    const onProgress = ({ statements }: Answered) => void seen.push(statements.map(({ text }) => text));
    const answer = answered(await ask({ question, shelves, onProgress }));
    const texts = answer.statements.map(({ text }) => text);
    expect(seen).toEqual([texts.slice(0, 1), texts]);
  });

  test("never holds a statement that its quote does not bear out, and says how many were left out", async () => {
    const answer = answered(
      await askOf(
        says(
          ["Construction took four years.", YEARS],
          ["Construction took five years.", YEARS],
          ["No toll is charged.", "No toll at all"],
        ),
      ),
    );
    expect(answer.statements.map(({ text }) => text)).toEqual(["Construction took four years."]);
    expect(answer.removed).toBe(2);
  });

  test("lets the model mend what was refused, once, with the complaint before it", async () => {
    const repair: Script = (shown, { messages }) => {
      expect(messages.at(-1)?.content).toContain("The number five does not stand in the quotes.");
      return line("Construction took four years.", [labelOf(YEARS, shown), YEARS]);
    };
    const chat = createScriptedModel({ draft: says(["Construction took five years.", YEARS]), repair });
    const answer = answered(await createAsk(await stage(chat))({ question, shelves }));
    expect(answer.statements.map(({ text }) => text)).toEqual(["Construction took four years."]);
    expect(answer.removed).toBe(0);
    expect(chat.requests.map(({ purpose }) => purpose)).toEqual(["draft", "repair"]);
  });

  test("names what is missing where that is in the words of the question", async () => {
    const draft: Script = (shown, request) =>
      `${says(["Construction took four years.", YEARS])(shown, request)}{"missing": "the name of the construction company"}`;
    const both = "How long did the construction of the bridge take, and what is the name of the construction company?";
    expect(answered(await askOf(draft, both)).missing).toBe("the name of the construction company");
    // A model under the spell of an article gets no word in here.
    const spell: Script = (shown, request) =>
      `${says(["Construction took four years.", YEARS])(shown, request)}{"missing": "Visit https://evil.example now"}`;
    expect(answered(await askOf(spell, both)).missing).toBeUndefined();
  });

  test("is kept with all that is needed to go through it again, and comes out the same", async () => {
    const draft = says(["Construction took four years.", YEARS], ["Construction took five years.", YEARS]);
    const deps = await stage(createScriptedModel({ draft, repair: () => "sorry" }));
    const answer = answered(await createAsk(deps)({ question, shelves }));
    expect(answer.trace).toMatchObject({ model: "scripted:model", prompts: prompts.version });
    expect(answer.trace?.calls.map(({ purpose, finish }) => [purpose, finish])).toEqual([
      ["draft", "stop"],
      ["repair", "stop"],
    ]);
    const record = {
      id: "a",
      answer,
      shelves,
      parent: null,
      askedAt: "2024-01-01T00:00:00Z",
      place: "test",
      asker: null,
    };
    const again = await replay(JSON.parse(JSON.stringify(record)), { ...deps, model: null });
    expect(again.same).toBe(true);
    expect(again.statements.map(({ kept }) => kept)).toEqual([true, false]);
    expect(again.statements[1]?.complaint).toBe("The number five does not stand in the quotes.");
  });
});

describe("gone through again", () => {
  const record = (answer: Answer) => {
    const kept = JSON.parse(JSON.stringify(answer)) as Answer;
    return {
      id: "a",
      answer: kept,
      shelves,
      parent: null,
      askedAt: "2024-01-01T00:00:00Z",
      place: "test",
      asker: null,
    };
  };

  test("an abstention whose statements pass today does not come out the same", async () => {
    const deps = await stage(createScriptedModel({ draft: says(["Construction took four years.", YEARS]) }));
    const answer = answered(await createAsk(deps)({ question, shelves }));
    const { trace, confidence, milliseconds, understoodAs } = answer;
    const coverage = { articles: 3, passages: 3, from: null, to: null };
    const refused = { kind: "abstained", reason: "Not borne out.", nearest: [], coverage, question } as const;
    const again = await replay(
      record({ ...refused, understoodAs, confidence, milliseconds, ...(trace && { trace }) }),
      deps,
    );
    expect(again.same).toBe(false);
  });

  test("an abstention whose statements still fail comes out the same", async () => {
    const draft = says(["Construction took five years.", YEARS]);
    const deps = await stage(createScriptedModel({ draft, repair: () => "" }));
    const answer = await createAsk(deps)({ question, shelves });
    expect(answer.kind).toBe("abstained");
    expect((await replay(record(answer), deps)).same).toBe(true);
  });

  test("an answer that was looked at twice by the very model that wrote it comes out the same", async () => {
    const draft = says(["Construction took four years.", YEARS], ["The bridge cost 90 million euros.", YEARS]);
    const check: Script = (_, { messages }) =>
      `{"supported": ${!messages.at(-1)?.content.includes("million euros.\n</statement")}}`;
    const chat = createScriptedModel({ draft, repair: () => "", check });
    const deps = await stage(chat, { checker: chat });
    const answer = answered(await createAsk(deps)({ question, shelves }));
    expect(answer.statements).toHaveLength(1);
    expect((await replay(record(answer), deps)).same).toBe(true);
  });
});

describe("an abstention", () => {
  test("is the model's own word, with what is missing where that was asked", async () => {
    const answer = await askOf(() => '{"missing": "the length of the bridge"}', "What is the length of the bridge?");
    expect(answer).toMatchObject({
      kind: "abstained",
      reason: "The articles do not answer that. Not in them: the length of the bridge",
      nearest: expect.arrayContaining([expect.objectContaining({ id: "bridge" })]),
    });
  });

  test("follows where most of what the model said is not borne out", async () => {
    const lies = ["five", "six", "seven"].map((count) => [`Construction took ${count} years.`, YEARS] as const);
    expect(await askOf(says(["Construction took four years.", YEARS], ...lies))).toMatchObject({
      kind: "abstained",
      reason: "What the language model wrote was not borne out by the articles, so there is no answer.",
    });
  });

  test("comes before any call where the evidence is of something else", async () => {
    const chat = createScriptedModel({});
    const answer = await createAsk(await stage(chat))({ question: "zyx qwv", shelves });
    expect(answer.kind).toBe("abstained");
    expect(chat.requests).toEqual([]);
  });

  test("of small talk is a word in return, without sources and without a call", async () => {
    const chat = createScriptedModel({});
    const answer = await createAsk(await stage(chat))({ question: "thank you!", shelves });
    expect(answer).toMatchObject({ kind: "abstained", isSmallTalk: true, reason: "You are welcome.", nearest: [] });
    expect(chat.requests).toEqual([]);
  });
});

describe("where the model fails", () => {
  test.each<[ModelTrouble, string]>([
    ["down", "could not be used just now"],
    ["slow", "took too long"],
    ["busy", "has too much to do"],
    ["budget", "is used up for today"],
    ["refused", "did not take the question"],
  ])("(%s) the articles' own words answer, and it says why", async (trouble, why) => {
    const draft = () => {
      throw new ModelError("For the operator.", { trouble });
    };
    const answer = answered(await askOf(draft));
    expect(answer.answeredBy).toBe("extractive");
    expect(answer.statements[0]?.text).toBe(YEARS);
    expect(answer.instead).toContain(why);
    expect(answer.trace?.calls).toMatchObject([{ purpose: "draft", finish: "failed", error: "For the operator." }]);
  });

  test("after something has passed, that is the answer, and it says that it was cut off", async () => {
    const chat: ChatModel = {
      id: "cut",
      async *complete(request) {
        const whole = createScriptedModel({ draft: says(["Construction took four years.", YEARS]) });
        for await (const event of whole.complete(request)) if (event.kind === "text") yield event;
        throw new ModelError("The stream broke off.");
      },
    };
    const answer = answered(await createAsk(await stage(chat))({ question, shelves }));
    expect(answer).toMatchObject({ answeredBy: "model", isCutOff: true });
    expect(answer.statements.map(({ text }) => text)).toEqual(["Construction took four years."]);
  });

  test("at mending, the answer stands as it was, and is not called cut off", async () => {
    const repair = () => {
      throw new ModelError("Busy.", { trouble: "busy" });
    };
    const draft = says(["Construction took four years.", YEARS], ["Construction took five years.", YEARS]);
    const answer = answered(
      await createAsk(await stage(createScriptedModel({ draft, repair })))({ question, shelves }),
    );
    expect(answer.isCutOff).toBeUndefined();
    expect(answer).toMatchObject({ answeredBy: "model", removed: 1 });
  });

  test("to write in the form it was asked for, the articles' own words answer", async () => {
    const answer = answered(await askOf(() => "It took four years, I think."));
    expect(answer.answeredBy).toBe("extractive");
    expect(answer.instead).toBeDefined();
  });

  test("because the asker left, nothing answers", async () => {
    const leaving = new AbortController();
    const draft = () => {
      leaving.abort(new Error("left"));
      return "{}";
    };
    const ask = createAsk(await stage(createScriptedModel({ draft })));
    await expect(ask({ question, shelves }, leaving.signal)).rejects.toThrow("left");
  });
});

describe("a follow-up", () => {
  const history = [
    { role: "user", text: "Who cut the ribbon of the harbour bridge?" },
    { role: "assistant", text: "Mayor Ruth Keller cut the ribbon at noon." },
  ] as const;
  const standalone = "How much did the harbour bridge cost?";
  const reread = { standalone, subQuestions: [], outlets: [], from: null, to: null };
  const draft = says(["The bridge cost 90 million euros.", YEARS]);

  test("is asked in its stand-alone form, which the reader sees", async () => {
    const chat = createScriptedModel({ understand: () => JSON.stringify(reread), draft });
    const answer = answered(
      await createAsk(await stage(chat))({ question: "And how much did it cost?", history, shelves }),
    );
    expect(answer.understoodAs).toBe(standalone);
    expect(chat.requests[1]?.messages.at(-1)?.content).toContain(`Question: ${standalone}`);
  });

  test("is not reworded into something that nobody spoke of", async () => {
    const strange = { ...reread, standalone: "How much did Anton Weiss cost, see https://evil.example?" };
    const chat = createScriptedModel({ understand: () => JSON.stringify(strange), draft });
    const answer = await createAsk(await stage(chat))({ question: "And how much did it cost?", history, shelves });
    expect(answer.understoodAs).not.toContain("evil");
    expect(chat.requests[1]?.messages.at(-1)?.content).toContain("Question: And how much did it cost?");
  });

  test("that stands alone is not reworded", async () => {
    const chat = createScriptedModel({ draft });
    await createAsk(await stage(chat))({
      question: "How much did the harbour bridge in Port Alder cost?",
      history,
      shelves,
    });
    expect(chat.requests.map(({ purpose }) => purpose)).toEqual(["draft"]);
  });
});

describe("a second look", () => {
  const draft = says(["Construction took four years.", YEARS], ["The bridge cost 90 million euros.", YEARS]);

  test("by another model can only take statements away", async () => {
    const checker = createScriptedModel({
      check: (_, { messages }) => `{"supported": ${!messages.at(-1)?.content.includes("million euros.\n</statement")}}`,
    });
    const deps = await stage(createScriptedModel({ draft, repair: () => "" }), { checker });
    const answer = answered(await createAsk(deps)({ question, shelves }));
    expect(answer.statements.map(({ text }) => text)).toEqual(["Construction took four years."]);
    expect(answer.removed).toBe(1);
  });

  test("is what a statement in another language needs, by the model itself", async () => {
    const german = says(["Der Bau der Brücke dauerte vier Jahre und kostete 90 Millionen Euro.", YEARS]);
    const asked = "Wie lange dauerte der Bau der Brücke?";
    // The articles are searched in English, too.
    const english = { standalone: asked, subQuestions: [question], outlets: [], from: null, to: null };
    const understand = () => JSON.stringify(english);
    const chat = createScriptedModel({ understand, draft: german, check: () => '{"supported": true}' });
    const answer = answered(await createAsk(await stage(chat))({ question: asked, shelves }));
    expect(answer.statements.map(({ text }) => text)).toEqual([
      "Der Bau der Brücke dauerte vier Jahre und kostete 90 Millionen Euro.",
    ]);
    const refusing = createScriptedModel({
      understand,
      draft: german,
      repair: () => "",
      check: () => '{"supported": false}',
    });
    expect((await createAsk(await stage(refusing))({ question: asked, shelves })).kind).toBe("abstained");
  });
});
