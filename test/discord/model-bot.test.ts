import { expect, test } from "vitest";
import { goodLine, KEY, STATEMENT, shareApp } from "../model/shared.ts";
import { purposeOf } from "../model/stage.ts";
import { type Answering, chunkOf, streamText } from "../openai/chat-server.ts";
import { deferred, openScene, until } from "./harness.ts";

const USAGE = { prompt_tokens: 1000, completion_tokens: 100 };
const COST = "The bridge cost 90 million euros.";
const DAWN = "1970-01-01T00:00:00.000Z";

// Three calls are what a person may use.
const shared = shareApp({ BUDGET_TOKENS_PER_PERSON: "3300", MODEL_FIRST_TOKEN_SECONDS: "2" });

/** The first statement at once, the second when the gate is open. */
const gated =
  (gate: Promise<void>): Answering =>
  async (response, { body }) => {
    const send = (event: object): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.writeHead(200, { "content-type": "text/event-stream" });
    send(chunkOf(body, { role: "assistant", content: goodLine(body) }));
    await gate;
    send(chunkOf(body, { content: goodLine(body, COST) }));
    send(chunkOf(body, {}, "stop"));
    send({ ...chunkOf(body, {}), choices: [], usage: USAGE });
    response.end("data: [DONE]\n\n");
  };

/** Reads a follow-up in the words of the conversation, and answers it. */
const conversing: Answering = (response, request) => {
  const standalone = "What did the harbour bridge cost?";
  const reading = JSON.stringify({ standalone, subQuestions: [], outlets: [], from: null, to: null });
  const said = purposeOf(request.body) === "understand" ? reading : goodLine(request.body, COST);
  return streamText(said, { usage: USAGE })(response, request);
};

test("a model answers on Discord: a preview, the whole, a follow-up in other words, a used-up budget, and an end", async () => {
  const { server, app } = shared;
  const ask = await app.readyToAsk(["main"]);
  const { ada, guild, channel, discord, log } = await openScene({ ask, library: app.library, ...app.state() });
  const { spend } = app.state();

  const gate = deferred<void>();
  server.otherwise(gated(gate.promise));
  const asked = await ada.slash(channel, "ask", { question: "How long did construction of the harbour bridge take?" });
  const preview = await asked.answered();
  expect(preview.content).toContain(`${STATEMENT} **[1]**\n\n-# **[1]** Harbour bridge opens after four years`);
  expect(preview.content).toMatch(/\n-# still writing…$/u);
  expect(preview.components).toEqual([]);
  gate.resolve();
  await until(() => asked.response()?.components.length === 1, "the whole answer");
  const whole = asked.response();
  expect(whole?.id).toBe(preview.id);
  expect(whole?.content).toMatch(
    /^Construction took four years\. \*\*\[1\]\*\*\s+The bridge cost 90 million euros\. \*\*\[1\]\*\*\n\n-# \*\*\[1\]\*\* Harbour bridge opens after four years · Alder Post · 4 May 2021\n-# Written by a language model from these sources · as of 4 May 2021$/u,
  );
  if (whole === null) throw new Error("No answer.");

  server.otherwise(conversing);
  // Discord shows the bot no reply to the answer of a command unless it is named.
  await ada.repliesTo(whole, `<@${discord.bot.id}> And what did it cost?`);
  const followUp = await channel.nextMessage();
  await until(() => channel.lastMessage()?.components.length === 1, "the answer to the follow-up");
  const answered = channel.messages().find(({ id }) => id === followUp.id);
  expect(answered?.content).toMatch(/^The bridge cost 90 million euros\. \*\*\[1\]\*\*\n/u);
  expect(answered?.content).toMatch(/\n-# Understood as: What did the harbour bridge cost\?$/u);
  expect(server.received.map(({ body }) => purposeOf(body))).toEqual(["draft", "understand", "draft"]);
  expect((await spend.total(DAWN, { person: ada.id })).tokens).toBe(3300);
  expect((await spend.total(DAWN, { server: guild.id })).tokens).toBe(3300);

  const usedUp = await ada.slash(channel, "ask", { question: "Where do the eagle owls nest?" });
  expect((await usedUp.answered()).content).toMatch(
    /\n-# The budget for the language model is used up for today, so this is what the articles themselves say\.\n-# In the articles' own words/u,
  );
  expect(server.received).toHaveLength(3);

  await server.stop();
  const grace = guild.addMember("grace");
  await grace.mentions(discord.bot, channel, "Where do the eagle owls nest?");
  const gone = await channel.nextMessage();
  expect(gone.content).toContain("The birds nest in the old quarry.");
  expect(gone.content).toMatch(
    /\n-# The language model could not be used just now, so this is what the articles themselves say\.\n-# In the articles' own words/u,
  );
  expect(await spend.total(DAWN, { person: grace.id })).toEqual({ calls: 0, tokens: 0, cost: 0 });
  // Members hear that it failed, the operator hears why.
  await until(() => log.some((line) => /had a failure of the model: .*could not reach it/u.test(line)), "the reason");
  expect(log.some((line) => /had a failure of the model: .*budget/iu.test(line))).toBe(true);
  expect(`${log.join("\n")}${JSON.stringify(discord.requests)}`).not.toContain(KEY);
});
