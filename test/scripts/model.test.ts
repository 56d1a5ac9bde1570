import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { purposeOf } from "../model/stage.ts";
import { type ChatServer, startChatServer, streamText } from "../openai/chat-server.ts";
import { line, shownPassages } from "../support/scripted-model.ts";
import { fillLibrary, writeArticles } from "./articles.ts";
import { command, ended, jsonLines, launch } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const KEY = "sk-test-0123456789abcdef";
const QUESTION = "Who built the lighthouse of Farwick?";
const QUOTE = "The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.";
const BUILT = "The engineer Ada Noonan built the lighthouse of Farwick in 1863.";
const INVENTED = "The lighthouse of Farwick was built in 1963 by the engineer Ada Noonan.";
const INSTEAD = "The language model could not be used just now, so this is what the articles themselves say.";

const cwd = mkdtempSync(join(tmpdir(), "footnote-model-"));
const home = join(cwd, "library");
let server: ChatServer;
let setting: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

beforeAll(async () => {
  await fillLibrary(home, writeArticles(cwd), ["lighthouse.md", "ferry.txt"]);
  server = await startChatServer();
  // A true statement and a false one, and no better idea when it is told so.
  server.otherwise((response, request) => {
    const shown = shownPassages(request.body).find(({ text }) => text.includes(QUOTE));
    const quote = [shown?.label ?? "", QUOTE] as const;
    const said = purposeOf(request.body) === "draft" ? line(BUILT, quote) + line(INVENTED, quote) : "{}";
    return streamText(said, { usage: { prompt_tokens: 1000, completion_tokens: 100 } })(response, request);
  });
  const model = { MODEL: "fake-model", OPENAI_BASE_URL: server.baseURL, OPENAI_API_KEY: KEY };
  const prices = { MODEL_PRICE_INPUT: "1", MODEL_PRICE_OUTPUT: "10", BUDGET_TOKENS_PER_DAY: "10_000" };
  setting = { cwd, env: { FOOTNOTE_HOME: home, MODEL_FIRST_TOKEN_SECONDS: "5", ...model, ...prices } };
});
afterAll(async () => {
  await server.stop();
  rmSync(cwd, { recursive: true, force: true });
});

/** The one answer of a command that ended well and said nothing else. */
function oneAnswer({ status, stdout, stderr }: Awaited<ReturnType<typeof command>>): Record<string, unknown> {
  expect({ status, stderr: stderr.replaceAll(/^npm warn .*\n/gmu, "") }).toEqual({ status: 0, stderr: "" });
  const [answer, ...more] = jsonLines(stdout);
  expect(more).toEqual([]);
  return answer ?? {};
}

// The later ones look at what the first has left behind.
describe.sequential("the commands with a model", () => {
  let answerId = "";

  test("ask prints what passed the check, who worded it and the id it is kept under; nothing secret", async () => {
    const outcome = await ended(launch("npm", ["run", "--silent", "ask", "--", "--json", QUESTION], setting));
    const answer = oneAnswer(outcome);
    expect(answer).toMatchObject({
      kind: "answered",
      answeredBy: "model",
      statements: [{ text: BUILT, citations: [1] }],
      sources: [{ number: 1, title: "The lighthouse of Farwick", passages: [{ quotes: [{ text: QUOTE }] }] }],
      removed: 1,
      model: `openai:fake-model@${new URL(server.baseURL).host}`,
      answerId: expect.stringMatching(/^\w{12}$/u),
    });
    expect(answer).not.toHaveProperty("instead");
    expect(server.received.map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);
    expect(outcome.stdout).not.toContain(KEY);
    answerId = String(answer.answerId);
  });

  test("ask --answerer extractive leaves the model alone", async () => {
    const before = server.received.length;
    const answer = oneAnswer(await command("ask", ["--json", "--answerer", "extractive", QUESTION], setting));
    expect(answer).toMatchObject({ answeredBy: "extractive", sources: [{ title: "The lighthouse of Farwick" }] });
    expect(answer).not.toHaveProperty("model");
    expect(server.received).toHaveLength(before);
  });

  test("doctor --online tells of the model and of what it has used", async () => {
    const { status, stdout } = await command("doctor", ["--online", "--json"], setting);
    expect(status).toBe(0);
    const found = Object.fromEntries(jsonLines(stdout).map(({ check, ...rest }) => [check, rest]));
    expect(found.model).toEqual({
      status: "ok",
      message: expect.stringMatching(
        /^fake-model at http:\/\/127\.0\.0\.1:\d+\/v1; streams; counts tokens itself; .*; answered in \d+ ms$/u,
      ),
    });
    // Draft and repair of the question, and the call that doctor makes itself.
    expect(found.spend).toEqual({
      status: "ok",
      message:
        "today 3,300 tokens in 3 calls (cost 0.006), this month 3,300 tokens in 3 calls (cost 0.006); 6,700 of 10,000 tokens left today",
    });
    expect(stdout).not.toContain(KEY);
  });

  test("replay goes through the answer again when the model's server is no more", async () => {
    await server.stop();
    const [text, json] = await Promise.all([
      command("replay", [answerId], setting),
      command("replay", ["--json", answerId], setting),
    ]);
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 0, stderr: "" });
    expect(text.stdout).toMatch(/^Answer {9}\S{12}\nQuestion {7}Who built the lighthouse of Farwick\?\n/u);
    expect(text.stdout).toMatch(
      /\n 1\. draft · openai:fake-model@\S+ · 1,000 tokens in, 100 out · cost\n? +0\.002 · /u,
    );
    expect(text.stdout).toMatch(
      /\n 1\. kept {6}The engineer Ada Noonan built .*\n 2\. left out {2}The lighthouse .* 1963/u,
    );
    expect(text.stdout).toContain("\nIt comes to the same answer as was given:\n");
    const replayed = jsonLines(json.stdout)[0];
    expect(replayed).toMatchObject({
      ...{ answerId, question: QUESTION, same: true, calls: [{ purpose: "draft" }, { purpose: "repair" }] },
      statements: [
        { text: BUILT, kept: true, complaint: null },
        { text: INVENTED, kept: false, complaint: expect.stringContaining("1963") },
      ],
      answer: { answeredBy: "model", statements: [{ text: BUILT }] },
    });
    expect(JSON.stringify(replayed)).not.toContain(KEY);
  });

  test("without the model's server ask answers in the articles' own words and says why, doctor says what to do", async () => {
    const gone = { ...setting, env: { ...setting.env, MODEL_FIRST_TOKEN_SECONDS: "1" } };
    const [text, batch, doctor] = await Promise.all([
      command("ask", [QUESTION], gone),
      command("ask", ["--batch", "-"], { ...gone, input: JSON.stringify({ id: 7, question: QUESTION }) }),
      command("doctor", ["--online", "--json"], gone),
    ]);
    expect(text.status).toBe(0);
    for (const { stderr } of [text, batch]) {
      expect(stderr).toMatch(/^The model failed: .*could not reach it \(ECONNREFUSED\)\..*\n$/u);
    }
    expect(text.stdout).toContain("Ada Noonan. The lighthouse of Farwick was built in 1863");
    expect(text.stdout.replaceAll(/\n +|\n(?=\S)/gu, " ")).toContain(`${INSTEAD} In the articles' own words`);
    // What a model had a part in is kept, also of a batch.
    expect(oneAnswer({ ...batch, stderr: "" })).toMatchObject({
      ...{ id: 7, answeredBy: "extractive", instead: INSTEAD, answerId: expect.stringMatching(/^\w{12}$/u) },
    });
    expect(doctor.status).toBe(1);
    expect(jsonLines(doctor.stdout).filter(({ status }) => status !== "ok")).toEqual([
      {
        check: "model",
        status: "fail",
        message: expect.stringMatching(/could not reach it \(ECONNREFUSED\)\. Is it running/u),
      },
    ]);
  });
});
