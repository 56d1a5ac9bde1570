import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { parsePrompts } from "#ask/model/prompts.ts";
import type { Answered } from "#types.ts";
import { createScriptedModel, line, type Script, shownPassages } from "../../support/scripted-model.ts";
import { dependencies, libraryOf, type Told } from "../stage.ts";

const prompts = parsePrompts(readFileSync("data/prompts/answer.md", "utf8"));
const FIRE = "A fire in the harbour of Port Alder";

const REPORTS: readonly Told[] = [
  {
    id: "courier",
    title: "Fire in the harbour of Port Alder",
    outlet: "The Harbour Courier",
    publishedAt: "2021-03-02",
    text: `${FIRE} injured 12 people on Monday night. The warehouse of the Brandt company burned down. Fire chief Olga Reyes said the cause was not known yet.`,
  },
  {
    id: "reprint",
    title: "Warehouse burns down in Port Alder",
    outlet: "Valley News",
    publishedAt: "2021-03-03",
    text: `${FIRE} injured 12 people on Monday night. The warehouse of the Brandt company burned down. Fire chief Olga Reyes said the cause was not known yet.`,
  },
  {
    id: "gazette",
    title: "More injured in harbour fire",
    outlet: "Alder Gazette",
    publishedAt: "2021-03-04",
    text: `${FIRE} injured 14 people on Monday night, the hospital said on Thursday. Two of them were still being treated.`,
  },
  {
    id: "old",
    title: "New warehouse for the harbour",
    outlet: "The Harbour Courier",
    publishedAt: "2015-06-01",
    text: "The Brandt company opened its warehouse in the harbour of Port Alder on Friday. It cost 3 million euros.",
  },
];

/** Quotes the first sentence that holds the words, of the first passage that has it. */
function quoting(...wanted: readonly string[]): Script {
  return (shown) =>
    wanted
      .map((part) => {
        const passage = shown.find(({ text }) => text.includes(part));
        const quote = passage?.text.split(/(?<=\.) /u).find((sentence) => sentence.includes(part)) ?? "";
        return passage ? line(quote, [passage.label, quote]) : "";
      })
      .join("");
}

async function asked(question: string, script: Script, understand: Script = () => "{}") {
  const chat = createScriptedModel({ understand, draft: script, repair: () => "" });
  const model = { chat, checker: null, prompts, code: () => "code" };
  const ask = createAsk({ ...dependencies(await libraryOf(REPORTS)), model });
  const answer = await ask({ question, shelves: ["main"] });
  const draft = chat.requests.find(({ purpose }) => purpose === "draft");
  return { answer: answer as Answered, shown: draft ? shownPassages(draft) : [], requests: chat.requests };
}

describe("what a model is shown", () => {
  test("holds the original of a report, not its reprints; the answer names who carries it too", async () => {
    const { answer, shown } = await asked("What burned down in Port Alder?", quoting("burned down"));
    expect(shown.map(({ outlet }) => outlet)).not.toContain("Valley News");
    expect(answer.sources).toMatchObject([{ articleId: "courier", alsoCarriedBy: [{ id: "reprint" }] }]);
  });

  test("is of the outlet that was asked for", async () => {
    const { shown } = await asked("What did the Alder Gazette report about the harbour fire?", quoting("14 people"));
    expect([...new Set(shown.map(({ outlet }) => outlet))]).toEqual(["Alder Gazette"]);
  });

  test("is of all outlets where there is none of the one that was asked for, and the answer says so", async () => {
    const { answer } = await asked("What did Reuters report about the harbour fire?", quoting("14 people"));
    expect(answer.missing).toBe("anything from the outlet or time that was asked for");
  });

  test("has room for every part of a comparison", async () => {
    const question = "Compare the opening of the Brandt warehouse and the harbour fire.";
    const parts = ["When did the Brandt warehouse open?", "Whom did the harbour fire injure?"];
    const understand = () =>
      JSON.stringify({ standalone: question, subQuestions: parts, outlets: [], from: null, to: null });
    const { shown, requests } = await asked(question, quoting("opened its warehouse"), understand);
    expect(requests[0]?.purpose).toBe("understand");
    expect(shown.slice(0, 4).map(({ title }) => title)).toContain("New warehouse for the harbour");
    expect(shown.slice(0, 4).map(({ title }) => title)).toContain("More injured in harbour fire");
  });

  test("never holds a filter that nobody asked for", async () => {
    const understand = () =>
      JSON.stringify({ standalone: "x", subQuestions: [], outlets: ["Valley News"], from: null, to: null });
    const { shown } = await asked("Compare the two reports on the harbour fire.", quoting("14 people"), understand);
    expect(new Set(shown.map(({ outlet }) => outlet)).size).toBeGreaterThan(1);
  });
});

describe("sources that disagree", () => {
  test("are both shown with their quotes, though the model gave one of them", async () => {
    const { answer } = await asked("How many people did the fire in Port Alder injure?", quoting("12 people"));
    expect(answer.statements.map(({ text, disagreesWith }) => [text, disagreesWith])).toEqual([
      [`${FIRE} injured 12 people on Monday night.`, undefined],
      [`${FIRE} injured 14 people on Monday night, the hospital said on Thursday.`, 0],
    ]);
    expect(answer.asOf).toBe("2021-03-04");
  });

  test("of long ago are marked as older", async () => {
    const script = quoting("opened its warehouse", "12 people");
    const { answer } = await asked("What happened to the Brandt warehouse in the harbour of Port Alder?", script);
    expect(answer.sources.map(({ articleId, isOlder }) => [articleId, isOlder])).toContainEqual(["old", true]);
  });
});
