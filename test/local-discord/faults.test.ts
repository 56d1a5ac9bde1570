import { connect } from "node:net";
import type { Client, SendableChannels } from "discord.js";
import { expect, test } from "vitest";
import type { LocalDiscordOptions } from "#local-discord/local-discord.ts";
import { startClient } from "./client.ts";
import { rest, startDiscord } from "./discord.ts";

const quiet = { allowedMentions: { parse: [] } };

async function stage(options?: LocalDiscordOptions) {
  const discord = await startDiscord(options);
  const channel = discord.createGuild("Newsroom").createChannel("general");
  const client = await startClient(discord);
  const send = (content: string) => sendable(client, channel.id).send({ ...quiet, content });
  const statuses = () => discord.requests.filter(({ method }) => method === "POST").map(({ status }) => status);
  return { discord, channel, client, send, statuses };
}

function sendable(client: Client, id: string): SendableChannels {
  const place = client.channels.cache.get(id);
  if (!place?.isSendable()) throw new Error("the channel is missing");
  return place;
}

test.each(["user", "global", "shared"] as const)(
  "a 429 of scope %s makes the client wait and send again",
  async (scope) => {
    const { discord, channel, send, statuses } = await stage();
    discord.faults.rateLimit({ match: /POST .*messages/, retryAfterSeconds: 0.3, scope });
    const started = performance.now();
    await send("patience");
    expect(performance.now() - started).toBeGreaterThan(290);
    expect(statuses()).toEqual([429, 200]);
    expect(channel.messages().map(({ content }) => content)).toEqual(["patience"]);
  },
);

test("a 429 without Retry-After is survived", async () => {
  const { discord, send, statuses } = await stage();
  discord.faults.rateLimit({ match: /POST .*messages/, retryAfterSeconds: 0.1, withoutHeader: true, times: 2 });
  await send("patience");
  expect(statuses()).toEqual([429, 429, 200]);
});

test("the client keeps below the limit that the headers announce", async () => {
  const { channel, send, statuses, discord } = await stage({ routeLimit: { requests: 2, windowMs: 300 } });
  const started = performance.now();
  await Promise.all(["one", "two", "three", "four", "five"].map(send));
  expect(performance.now() - started).toBeGreaterThan(550);
  expect(channel.messages()).toHaveLength(5);
  expect(statuses().filter((status) => status === 429)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test("more than 50 requests in a second are refused, except for those to interactions", async () => {
  const { discord } = await stage();
  const answers = await Promise.all(Array.from({ length: 150 }, () => rest(discord, "GET", "/users/@me")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  const open = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      rest(discord, "POST", `/interactions/${index}/x${index}/callback`, { type: 5 }),
    ),
  );
  expect(open.every(({ status }) => status === 404)).toBe(true);
});

test("a 500 is tried again, three times, then it is an error", async () => {
  const { discord, channel, send, statuses } = await stage();
  discord.faults.serverError({ match: /POST .*messages/, times: 2, status: 502 });
  await send("third time lucky");
  expect(statuses()).toEqual([502, 502, 200]);
  discord.faults.serverError({ match: /POST .*messages/, times: 4 });
  await expect(send("never")).rejects.toMatchObject({ status: 500 });
  expect(channel.messages()).toHaveLength(1);
});

test("a dropped connection is an error at once", async () => {
  const { discord, channel, send } = await stage();
  discord.faults.destroyRequest({ match: /POST .*messages/ });
  await expect(send("lost")).rejects.toThrow();
  expect(channel.messages()).toEqual([]);
});

test("a request that is never answered is given up after the client's timeout and tried again", async () => {
  const { discord, channel } = await stage();
  const client = await startClient(discord, { rest: { api: discord.api, timeout: 500 } });
  discord.faults.silence({ match: /POST .*messages/ });
  await sendable(client, channel.id).send({ ...quiet, content: "at last" });
  expect(channel.messages().map(({ content }) => content)).toEqual(["at last"]);
});

test("one call with a wrong token is refused with 401", async () => {
  const discord = await startDiscord();
  const response = await fetch(`${discord.api}/v10/users/@me`, { headers: { authorization: "Bot other" } });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ message: "401: Unauthorized", code: 0 });
});

test("a port that is taken is named", async () => {
  const discord = await startDiscord();
  const port = Number(new URL(discord.api).port);
  await expect(startDiscord({ port })).rejects.toThrow(`Expected port ${port} to be free for the local Discord`);
});

test("broken uploads are refused, and hanging up in the middle of one is not held against the bot", async () => {
  const { discord, channel } = await stage();
  const headers = { authorization: `Bot ${discord.token}`, "content-type": "multipart/form-data; boundary=x" };
  const url = `${discord.api}/v10/channels/${channel.id}/messages`;
  const broken = await fetch(url, { method: "POST", headers, body: "no parts at all" });
  expect(await broken.json()).toMatchObject({ code: 50109 });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`POST ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(discord.violations.map(({ rule }) => rule)).toEqual(["refused with 50109"]);
});

test("it stops with requests and waits outstanding", async () => {
  const discord = await startDiscord();
  const channel = discord.createGuild("Newsroom").createChannel("general");
  discord.faults.silence();
  const hanging = rest(discord, "GET", "/users/@me").catch(() => "dropped");
  const waiting = channel.nextMessage({ timeoutMs: 60_000 }).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await discord.stop();
  expect(await hanging).toBe("dropped");
  expect(await waiting).toBe("Expected a message of the bot in #general, but the local Discord was stopped.");
});
