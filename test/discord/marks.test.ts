import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderAnswer } from "#discord/answer.ts";
import { markedContents } from "#discord/marks.ts";
import type { AnswerMark } from "#ports.ts";
import { anyAnswered } from "./arbitrary.ts";
import { answered } from "./fixtures.ts";
import { openScene, until } from "./harness.ts";

const at = "2026-11-24T10:00:00Z";
const changed: AnswerMark = { shelf: "main", articleId: "never-say-never", source: 1, version: 2, at, quotes: 2 };
const removed: AnswerMark = { shelf: "main", articleId: "radio", source: 2, version: null, at, quotes: 1 };

const changedLine = "-# ⚠ [1] has changed since (version 2, 24 November 2026): words cited here no longer stand in it.";
const removedLine = "-# ⚠ [2] was removed since (24 November 2026).";

/** A bot that looks often. */
async function openLooking(options: Parameters<typeof openScene>[0] = {}) {
  const scene = await openScene({ ...options, timing: { marksInterval: 40, marksPause: 0, ...options.timing } });
  const mark = (...marks: readonly AnswerMark[]): void => {
    for (const record of scene.state.answers.records.values()) {
      scene.state.answers.records.set(record.id, { ...record, marks });
    }
  };
  const edits = () =>
    scene.discord.requests.filter(({ method, path }) => method === "PATCH" && /^\/channels/u.test(path));
  const areTold = () =>
    [...scene.state.answers.records.values()].every(({ marks = [] }) => marks.every(({ isTold }) => isTold));
  return { ...scene, mark, edits, areTold };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("an answer whose cited words no longer stand", () => {
  test("to a command says so at its end, once, and is otherwise as it was, buttons and all", async () => {
    const { ada, channel, mark, edits, areTold, log } = await openLooking();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const { content, components } = answer;

    mark(changed);
    await until(areTold, "the mark to be told");
    await pause(150);

    const now = channel.lastMessage();
    expect(now).toMatchObject({ id: answer.id, content: `${content}\n${changedLine}`, components });
    expect(edits()).toHaveLength(1);
    expect(edits()[0]?.body).toEqual({
      content: `${content}\n${changedLine}`,
      allowed_mentions: { parse: [], replied_user: false },
    });
    expect(log.at(-1)).toMatch(/^The answer [\w-]+ in discord:\d+:\d+ says now that words it cites have changed\.$/u);
  });

  test("to a mention says so too, and says more when more is gone", async () => {
    const { discord, ada, channel, mark, areTold } = await openLooking();
    await ada.mentions(discord.bot, channel, "who was freed?");
    const { content } = await channel.nextMessage();

    mark(changed);
    await until(areTold, "the mark to be told");
    mark({ ...changed, isTold: true }, removed);
    await until(areTold, "the second mark to be told");

    expect(channel.lastMessage()?.content).toBe(`${content}\n${changedLine}\n${removedLine}`);
  });

  test("loses the line where the words stand again", async () => {
    const { ada, channel, mark, areTold } = await openLooking();
    const { content } = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    mark(changed);
    await until(areTold, "the mark to be told");
    mark({ ...changed, version: 3, quotes: 0 });
    await until(areTold, "the end of the mark to be told");
    expect(channel.lastMessage()?.content).toBe(content);
  });

  test("in several messages says so under the last of them, also in direct messages", async () => {
    const { ada, scripted, mark, areTold } = await openLooking();
    const [first, second, ...rest] = answered.statements;
    if (first === undefined || second === undefined) throw new Error("no statements");
    const long = Array.from({ length: 20 }, () => first);
    scripted.answer = () => ({ ...answered, statements: [...long, second, ...rest] });
    await ada.directs("who was freed?");
    const direct = ada.directMessages();
    await until(() => direct.lastMessage()?.components.length === 1, "the end of the answer");
    const before = direct.messages().map(({ content }) => content);

    mark(changed);
    await until(areTold, "the mark to be told");

    expect(before.length).toBeGreaterThan(2);
    expect(direct.messages().map(({ content }) => content)).toEqual([
      ...before.slice(0, -1),
      `${before.at(-1)}\n${changedLine}`,
    ]);
  });

  test("that was deleted, or stands where the bot can not go any more, is told of once in the log", async () => {
    const { ada, channel, guild, discord, log, mark, areTold, edits } = await openLooking({
      refusals: ["refused with 50001", "refused with 10008"],
    });
    const closed = guild.createChannel("closed");
    await ada.slash(closed, "ask", { question: "who was freed?" }).then((asked) => asked.answered());
    await ada.mentions(discord.bot, channel, "who was freed?");
    const deleted = await channel.nextMessage();
    await fetch(`${discord.api}/v10/channels/${channel.id}/messages/${deleted.id}`, {
      method: "DELETE",
      headers: { authorization: `Bot ${discord.token}` },
    });
    closed.forbid("viewChannel");

    mark(changed);
    await until(areTold, "the marks to be told");
    await pause(150);

    const lines = log.filter((line) => line.includes("can not be changed any more"));
    expect(lines).toHaveLength(2);
    expect(lines.join("\n")).toMatch(/ in discord:\d+:\d+ cites words that changed, but .*\(50001\)\n.*\(10008\)$/u);
    expect(edits()).toHaveLength(2);
  });

  test("is told of later where Discord fails now, and the log says so once", async () => {
    const { ada, channel, discord, log, mark, areTold } = await openLooking();
    const { content } = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    discord.faults.rateLimit({ match: /PATCH \/channels/u, retryAfterSeconds: 0.2 });
    discord.faults.destroyRequest({ match: /PATCH \/channels/u, times: 2 });

    mark(changed);
    await until(areTold, "the mark to be told");

    expect(channel.lastMessage()?.content).toBe(`${content}\n${changedLine}`);
    expect(log.filter((line) => line.includes("have changed, I try again"))).toEqual([]);
  });

  test("is looked for again where the state can not be read, and the log says so once", async () => {
    const { ada, channel, state, log, mark, areTold } = await openLooking();
    const { marked } = state.answers;
    let failures = 0;
    await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    Object.assign(state.answers, {
      marked: async () => {
        failures += 1;
        return failures < 4 ? Promise.reject(new Error("disk full")) : await marked();
      },
    });
    mark(changed);
    await until(areTold, "the mark to be told");
    expect(log.filter((line) => line.endsWith("I try again: Error: disk full"))).toHaveLength(1);
  });

  test("waits while it is on its way, and one of a terminal is left alone", async () => {
    const { ada, channel, state, mark, edits, log } = await openLooking();
    const { conversations } = state;
    await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    const [record] = [...state.answers.records.values()];
    if (record === undefined) throw new Error("no record");
    state.answers.records.set("terminal", { ...record, id: "terminal", place: "terminal" });
    Object.assign(conversations, { messagesOf: async () => [] });

    mark(changed);
    await pause(200);
    expect(edits()).toEqual([]);
    expect([...state.answers.records.values()].some(({ marks = [] }) => marks.some(({ isTold }) => isTold))).toBe(
      false,
    );

    state.answers.records.set(record.id, { ...record, marks: [changed], askedAt: "2026-01-01T00:00:00Z" });
    await until(() => state.answers.records.get(record.id)?.marks?.[0]?.isTold, "the old one to be told");
    expect(state.answers.records.get("terminal")?.marks).toEqual([changed]);
    expect(log.filter((line) => line.includes("does not stand in its messages as it was given"))).toHaveLength(1);
  });
});

describe("the passage of such an answer", () => {
  test("says above it that the words no longer stand, and shows the version that was cited", async () => {
    const { ada, channel, state } = await openScene();
    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    for (const record of state.answers.records.values()) {
      state.answers.records.set(record.id, { ...record, marks: [{ ...changed, isTold: true }] });
    }

    const first = (await (await ada.clicks(answer, "Passage [1]")).answered()).content.split("\n");
    const second = (await (await ada.clicks(answer, "Passage [2]")).answered()).content;

    expect(first.slice(0, 5)).toEqual([
      "**[1] Kim Kardashian West on a run for office: “Never say never”**",
      "-# Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>",
      "-# ⚠ Words cited from this article no longer stand in it (version 2, 24 November 2026). This is version 1, as it was cited.",
      "",
      expect.stringMatching(/^> The one person so far is Alice Johnson\. \*\*Ms\. Johnson/u),
    ]);
    expect(second).not.toContain("⚠");
  });
});

test("whatever the answer, its marks are within the limits, and all else stands as it was sent", () => {
  const marks = fc.array(
    fc.record({ source: fc.integer({ min: 1, max: 12 }), version: fc.option(fc.integer({ min: 1, max: 99 })) }),
    { minLength: 1, maxLength: 15 },
  );
  fc.assert(
    fc.property(anyAnswered, marks, (answer, given) => {
      const whole = given.map((one) => ({ ...changed, ...one }));
      const sent = renderAnswer(answer, { id: "abc", followUp: true }).map(({ content }) => content);
      const now = markedContents(answer, whole);
      expect(now.slice(0, -1)).toEqual(sent.slice(0, -1));
      const [before = "", after = ""] = [sent.at(-1), now.at(-1)];
      expect(after.startsWith(before)).toBe(true);
      expect(after.length).toBeLessThanOrEqual(2000);
      const lines = after.slice(before.length).split("\n").slice(1);
      const cited = new Set(answer.statements.flatMap(({ citations }) => citations.map(({ source }) => source)));
      const shown = new Set(answer.sources.map(({ number }) => number).filter((number) => cited.has(number)));
      const expected = new Set(given.map(({ source }) => source).filter((source) => shown.has(source)));
      if (lines.length !== expected.size) {
        expect(lines).toHaveLength(1);
      }
      expect(lines.every((line) => /^-# ⚠ \[\d+\]/u.test(line))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test("where the lines of many sources find no room, one line names them", () => {
  const [source] = answered.sources;
  const [statement] = answered.statements;
  if (source === undefined || statement === undefined) throw new Error("no source");
  const numbers = Array.from({ length: 8 }, (_, index) => index + 1);
  const sources = numbers.map((number) => ({ ...source, number, title: `${number} `.repeat(50) }));
  const statements = numbers.map((number) => ({
    text: "He was freed.",
    citations: statement.citations.map((citation) => ({ ...citation, source: number })),
  }));
  const answer = { ...answered, sources, statements };
  const contents = markedContents(
    answer,
    numbers.map((number) => ({ ...changed, source: number })),
  );
  expect(contents.at(-1)?.split("\n").at(-1)).toBe(
    "-# ⚠ [1], [2], [3], [4], [5] and 3 more: changed or removed since, words cited here no longer stand.",
  );
});
