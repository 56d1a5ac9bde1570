import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { type App, openApp } from "#app.ts";
import { type Environment, projectRoot, readConfig } from "#config.ts";
import { STORIES } from "../ask/stage.ts";
import { type Answering, sendJson } from "../openai/chat-server.ts";
import { createMeaningEmbedder } from "../support/meaning-embedder.ts";
import { line } from "../support/scripted-model.ts";
import { answered, chatServer, drafts, folder, shelves } from "./stage.ts";

/** What the stories speak of, and how people may ask for it in words that none of them holds. */
const MEANINGS = [/cost 90 million|how expensive|price tag/i, /eagle owls|nocturnal raptor/i, /loaves|pastry/i];
const OWLS = "A pair of eagle owls has been seen in the Tamber valley for the first time since 1987.";
const QUESTION = "Which nocturnal raptor?";

/** What the app embeds to learn how many numbers a vector has. */
const PROBE = "dimensions";

const embedder = createMeaningEmbedder(MEANINGS);

/** Vectors for requests that ask for them; anything else is for the model. */
const embedding =
  (model: Answering): Answering =>
  async (response, request) => {
    if (!request.path.endsWith("/embeddings")) return model(response, request);
    const vectors = await embedder.embed(inputOf(request), "passage");
    const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: [...vector] }));
    sendJson(response, 200, { object: "list", model: "m", data, usage: { prompt_tokens: 1, total_tokens: 1 } });
  };

function inputOf({ body }: { readonly body: Readonly<Record<string, unknown>> }): string[] {
  return [body.input].flat().map(String);
}

/** A home with the stories, and a server of which everything that was embedded is known. */
async function stage() {
  const home = folder();
  const file = join(home, "stories.jsonl");
  writeFileSync(file, STORIES.map((story) => JSON.stringify(story)).join("\n"));
  const server = await chatServer();
  server.otherwise(
    embedding(drafts((shown) => line(OWLS, [shown.find(({ text }) => text.includes(OWLS))?.label ?? "", OWLS]))),
  );
  const meanings = { EMBEDDER: "openai:meanings", OPENAI_BASE_URL: server.baseURL };
  return {
    stop: () => server.stop(),
    embedded: () => server.received.filter(({ path }) => path.endsWith("/embeddings")).flatMap(inputOf),
    meanings,
    async open(environment: Environment, ingests = false): Promise<{ app: App; notices: () => string }> {
      const said: string[] = [];
      const config = readConfig(
        { FOOTNOTE_HOME: home, FOOTNOTE_NO_SEED: "1", ...environment },
        { root: projectRoot, cwd: home },
      );
      const app = openApp(config, { stdin: Readable.from([]), stderr: { write: (text: string) => said.push(text) } });
      onTestFinished(() => app.close());
      if (ingests) await (await app.ingest())({ sources: [file], shelf: "main" }, { receipt: () => {} });
      return { app, notices: () => said.join("") };
    },
  };
}

describe("with an embedder that knows meanings", () => {
  test("a question that shares no word with its passage is answered, with a model and without", async () => {
    const { open, meanings } = await stage();
    const { app } = await open({ ...meanings, MODEL: "fake-model" }, true);
    const ask = await app.readyToAsk(shelves);
    const byModel = answered(await ask({ question: QUESTION, shelves }));
    const without = answered(await ask({ question: QUESTION, shelves, answerer: "extractive" }));
    for (const answer of [byModel, without]) {
      expect(answer.statements[0]).toMatchObject({ text: OWLS, citations: [{ quote: OWLS }] });
    }
    expect([byModel.answeredBy, without.answeredBy]).toEqual(["model", "extractive"]);
  });

  test("a change of embedder embeds anew and says so, and the way back asks the server for no passage again", async () => {
    const { open, meanings, embedded } = await stage();
    const builtin = await open({}, true);
    const before = await (await builtin.app.readyToAsk(shelves))({ question: QUESTION, shelves });
    expect(before.kind).toBe("abstained");

    const first = await open(meanings);
    await first.app.readyToAsk(shelves);
    const passages = (await first.app.library.within(shelves).coverage()).passages;
    expect(first.notices()).toContain(
      `The embedder changed since shelf "main" was filled: embedding ${passages} passages anew with openai:meanings:`,
    );
    const texts = embedded().filter((text) => text !== PROBE);
    expect(texts).toHaveLength(passages);

    const back = await open({});
    await back.app.readyToAsk(shelves);
    const asked = embedded().length;
    const again = await open(meanings);
    const ask = await again.app.readyToAsk(shelves);
    const answer = answered(await ask({ question: QUESTION, shelves }));
    expect(answer.statements[0]?.text).toBe(OWLS);
    const since = embedded().slice(asked);
    expect(since).toContain(QUESTION);
    expect(since.filter((text) => texts.includes(text))).toEqual([]);
  });

  test("DENSE_WEIGHT says how much the meaning counts beside the words", async () => {
    const { open, meanings } = await stage();
    // The words are the bridge's, the meaning is the bakery's.
    const question = "Which pastry delayed the traffic?";
    const bestBy = async (weight: string, ingests: boolean) => {
      const { app } = await open({ ...meanings, DENSE_WEIGHT: weight }, ingests);
      const [best] = await (await app.readyToSearch(shelves))({ question, shelves, limit: 3 });
      return best?.passage.articleId;
    };
    expect(await bestBy("0", true)).toBe("bridge");
    expect(await bestBy("50", false)).toBe("bakery");
  });
});

describe("an embedder whose server is away", () => {
  test("leaves the words: the question is answered, and the answer says so, also after a restart", async () => {
    const { open, meanings, stop } = await stage();
    const first = await open(meanings, true);
    await first.app.readyToAsk(shelves);
    await first.app.close();
    await stop();
    const { app } = await open(meanings);
    const ask = await app.readyToAsk(shelves);
    const answer = answered(await ask({ question: "How long did the construction of the bridge take?", shelves }));
    expect(answer.statements[0]?.text).toBe("Construction took four years and cost 90 million euros.");
    expect(answer.instead).toBe(
      "The embedder could not be used just now, so the articles were searched by words alone.",
    );
  });

  test("and whose model is away too leaves an answer all the same, with both reasons", async () => {
    const { open, meanings, stop } = await stage();
    const { app } = await open({ ...meanings, MODEL: "fake-model" }, true);
    const ask = await app.readyToAsk(shelves);
    await stop();
    const answer = answered(await ask({ question: "How long did the construction of the bridge take?", shelves }));
    expect(answer.answeredBy).toBe("extractive");
    expect(answer.instead).toMatch(/^The language model could not be used .* The embedder could not be used/u);
  });

  test("at the time of a switch is said, and the question is answered by words", async () => {
    const { open, meanings, stop } = await stage();
    const builtin = await open({}, true);
    await builtin.app.close();
    await stop();
    const { app, notices } = await open({
      ...meanings,
      OPENAI_BASE_URL: meanings.OPENAI_BASE_URL,
      EMBEDDER_DIMENSIONS: "68",
    });
    const ask = await app.readyToAsk(shelves);
    expect(notices()).toContain("is searched by words; the next start goes on from here.");
    const answer = await ask({ question: "How long did the construction of the bridge take?", shelves });
    expect(answered(answer).statements[0]?.text).toContain("Construction took four years");
  });
});
