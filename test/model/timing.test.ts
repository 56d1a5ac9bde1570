import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { chunkOf, streamEvents } from "../openai/chat-server.ts";
import { line, shownPassages } from "../support/scripted-model.ts";
import { answered, chatServer, openWithModel, shelves } from "./stage.ts";

const articles = [
  {
    id: "bridge",
    title: "Harbour bridge opens after four years",
    publishedAt: "2021-05-04",
    text: "The harbour bridge in Port Alder opened to traffic on Tuesday. Construction took four years and cost 90 million euros.",
  },
];
const question = "How long did the construction of the harbour bridge take?";
const YEARS = "Construction took four years and cost 90 million euros.";

describe("an answer that is streamed", () => {
  test("shows its first statement within 150 ms of that statement's last token, long before the rest is there", async () => {
    const server = await chatServer();
    const app = await openWithModel(server, articles);
    const ask = await app.readyToAsk(shelves);
    let lastToken = 0;
    server.otherwise(async (response, request) => {
      const label = shownPassages(request.body)[0]?.label ?? "";
      const [first, second] = ["Construction took four years.", "The bridge cost 90 million euros."].map((text) =>
        line(text, [label, YEARS]),
      );
      const tokens = (first ?? "").match(/[\s\S]{1,4}/gu) ?? [];
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const content of tokens) {
        response.write(`data: ${JSON.stringify(chunkOf(request.body, { content }))}\n\n`);
        await wait(2);
      }
      lastToken = performance.now();
      await wait(700);
      const rest = [chunkOf(request.body, { content: second }), chunkOf(request.body, {}, "stop")];
      for (const event of rest) response.write(`data: ${JSON.stringify(event)}\n\n`);
      response.end("data: [DONE]\n\n");
    });
    const shown: number[] = [];
    const answer = answered(await ask({ question, shelves, onProgress: () => void shown.push(performance.now()) }));
    expect(answer.statements).toHaveLength(2);
    expect((shown[0] ?? Number.POSITIVE_INFINITY) - lastToken).toBeLessThan(150);
    expect((shown[1] ?? 0) - (shown[0] ?? 0)).toBeGreaterThan(400);
  });

  test("ends its request within 100 ms when the asker leaves", async () => {
    const server = await chatServer();
    const app = await openWithModel(server, articles);
    const ask = await app.readyToAsk(shelves);
    server.otherwise((response, request) => {
      const label = shownPassages(request.body)[0]?.label ?? "";
      return streamEvents([chunkOf(request.body, { content: line("Construction took four years.", [label, YEARS]) })], {
        end: "stall",
      })(response, request);
    });
    const leaving = new AbortController();
    let left = 0;
    const onProgress = (): void => {
      left = performance.now();
      leaving.abort(new Error("left"));
    };
    await expect(ask({ question, shelves, onProgress }, leaving.signal)).rejects.toThrow("left");
    await expect.poll(() => server.drops.length, { timeout: 2000, interval: 5 }).toBe(1);
    expect((server.drops[0] ?? 0) - left).toBeLessThan(100);
  });
});
