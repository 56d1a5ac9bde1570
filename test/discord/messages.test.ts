import { describe, expect, test } from "vitest";
import { abstained, answered, life } from "./fixtures.ts";
import { deferred, openScene, until } from "./harness.ts";

const answerText = `${life} **[1]**

Kardashian took the case to the president personally, in May. A week later Trump commuted the life sentence, and Johnson was released. **[1]**

She would do it again. **[2]**

-# **[1]** Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>
-# **[2]** What she said on the radio
-# In the articles' own words · as of 15 June 2018`;

describe("a mention", () => {
  test("is answered with a reply that pings nobody, and typing shows meanwhile", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;

    const question = await ada.mentions(discord.bot, channel, "who was freed, and why?");
    await until(() => channel.botIsTyping(), "typing");
    ready.resolve(answered);
    const answer = await channel.nextMessage();

    expect(answer.content).toBe(answerText);
    expect(answer.message_reference?.message_id).toBe(question.id);
    expect(answer.components.flatMap((row) => row.components?.map(({ label }) => label))).toEqual([
      "Passage [1]",
      "Passage [2]",
    ]);
    expect(channel.botIsTyping()).toBe(false);
    expect(scripted.requests).toEqual([
      {
        question: "who was freed, and why?",
        history: [],
        shelves: ["main", `server-${guild.id}`],
        payer: { person: ada.id, server: guild.id },
      },
    ]);
    const [sent] = discord.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/messages"));
    expect(sent?.body).toMatchObject({
      allowed_mentions: { parse: [], replied_user: false },
      flags: 4,
      enforce_nonce: true,
      message_reference: { message_id: question.id, fail_if_not_exists: false },
    });
  });

  test("keeps typing alive until the answer and never longer", async () => {
    const { discord, ada, channel, scripted } = await openScene({ timing: { typingInterval: 40 } });
    const ready = deferred<typeof answered>();
    scripted.answer = () => ready.promise;

    await ada.mentions(discord.bot, channel, "who was freed?");
    await until(() => channel.typing.length >= 4, "typing kept alive");
    ready.reject(new Error("broken"));
    await channel.nextMessage();
    const before = channel.typing.length;
    await new Promise((resolve) => setTimeout(resolve, 150));

    expect(channel.typing.length).toBe(before);
  });

  test("with others in it becomes plain text", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const grace = guild.addMember("grace");

    await ada.says(channel, `what did <@${grace.id}> say in <#${channel.id}>, <@${discord.bot.id}>?`);
    await channel.nextMessage();

    expect(scripted.requests[0]?.question).toBe("what did @grace say in #questions, ?");
  });

  test("without a question gets short help, a greeting a greeting, and neither sources nor a search", async () => {
    const { discord, ada, channel, scripted } = await openScene();

    await ada.says(channel, `<@${discord.bot.id}>`);
    const help = await channel.nextMessage();
    await ada.mentions(discord.bot, channel, "hello there!");
    const hello = await channel.nextMessage();
    await ada.mentions(discord.bot, channel, "thank you very much");
    const thanks = await channel.nextMessage();

    expect(help.content).toBe(
      "Ask me something about the articles I know: mention me with your question, or use `/ask`. `/help` tells more.",
    );
    expect(hello.content).toBe(`Hello! ${help.content}`);
    expect(thanks.content).toBe("You are welcome.");
    expect([help, hello, thanks].map(({ components }) => components)).toEqual([[], [], []]);
    expect(scripted.requests).toEqual([]);
  });

  test("alone under somebody's message asks what that message asks, if Discord shows it", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const grace = guild.addMember("grace");

    const asked = await grace.says(channel, `<@${ada.id}> who was freed? <@${discord.bot.id}>`);
    await channel.nextMessage();
    await ada.repliesTo(asked, `<@${discord.bot.id}>`);
    await channel.nextMessage();

    expect(scripted.requests[1]?.question).toBe("@ada who was freed?");
  });
});

describe("what is not meant for the bot", () => {
  test("is left alone: talk, mentions of everyone and of roles, other bots", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const other = guild.addMember("other bot");
    Object.assign(other.user, { bot: true });

    await ada.says(channel, "who was freed?");
    await ada.says(channel, "@everyone who was freed?");
    await ada.says(channel, `<@&${discord.bot.id}> who was freed?`);
    await other.mentions(discord.bot, channel, "who was freed?");
    const talk = await ada.says(channel, "I wonder");
    await ada.repliesTo(talk, "me too");
    await ada.mentions(discord.bot, channel, "this one is");
    await channel.nextMessage();

    expect(scripted.requests.map(({ question }) => question)).toEqual(["this one is"]);
    expect(channel.messages().filter(({ author }) => author.id === discord.bot.id)).toHaveLength(1);
  });
});

describe("a direct message", () => {
  test("is answered from the main shelf, and the next one goes on with the conversation", async () => {
    const { ada, scripted } = await openScene();

    await ada.directs("who was freed?");
    await ada.directMessages().nextMessage();
    await ada.directs("why?");
    await ada.directMessages().nextMessage();

    expect(scripted.requests).toEqual([
      { question: "who was freed?", history: [], shelves: ["main"], payer: { person: ada.id, server: null } },
      {
        question: "why?",
        history: [
          { role: "user", text: "who was freed?" },
          { role: "assistant", text: answered.statements.map(({ text }) => text).join(" ") },
        ],
        shelves: ["main"],
        payer: { person: ada.id, server: null },
      },
    ]);
  });

  test("with a command is answered from the main shelf as well, and its passages are shown there", async () => {
    const { ada, scripted } = await openScene();

    await ada.directs("hello");
    const answer = await (await ada.slash(ada.directMessages(), "ask", { question: "who was freed?" })).answered();
    const passage = await (await ada.clicks(answer, "Passage [1]")).answered();

    expect(scripted.requests).toEqual([
      { question: "who was freed?", history: [], shelves: ["main"], payer: { person: ada.id, server: null } },
    ]);
    expect(passage.content).toContain(life);
  });

  test("after a long pause begins a new conversation", async () => {
    let now = Date.now();
    const { ada, scripted } = await openScene({ clock: { now: () => new Date(now) } });

    await ada.directs("who was freed?");
    await ada.directMessages().nextMessage();
    now += 31 * 60_000;
    await ada.directs("why?");
    await ada.directMessages().nextMessage();

    expect(scripted.requests[1]?.history).toEqual([]);
  });
});

describe("a reply to an answer", () => {
  test("goes on with its conversation, to any of its messages, also after a restart", async () => {
    const { discord, ada, channel, scripted, bot, startAnother } = await openScene();
    const words = "a long statement about many things. ".repeat(100).trim();
    scripted.answer = ({ question }) => ({
      ...answered,
      question,
      statements: answered.statements.map((statement) => ({ ...statement, text: words })),
    });

    await ada.mentions(discord.bot, channel, "who was freed?");
    const first = await channel.nextMessage();
    await until(() => channel.lastMessage()?.components.length === 1, "the last message of the answer");
    await bot.stop();
    await startAnother();
    await ada.repliesTo(first, "and when was that?");
    await until(() => scripted.requests[1], "a second question");

    expect(scripted.requests[1]).toMatchObject({
      question: "and when was that?",
      history: [
        { role: "user", text: "who was freed?" },
        { role: "assistant", text: `${words} ${words} ${words}` },
      ],
    });
  });

  test("by someone else in the channel goes on as well, and so does a reply to that answer", async () => {
    const { discord, guild, ada, channel, scripted } = await openScene();
    const grace = guild.addMember("grace");

    await ada.mentions(discord.bot, channel, "who was freed?");
    await grace.repliesTo(await channel.nextMessage(), "why?");
    await ada.repliesTo(await channel.nextMessage(), "when?");
    await channel.nextMessage();

    expect(scripted.requests[2]?.history?.filter(({ role }) => role === "user")).toEqual([
      { role: "user", text: "who was freed?" },
      { role: "user", text: "why?" },
    ]);
  });

  test("to a command, which Discord hides, is told how to ask on", async () => {
    const { ada, channel, scripted } = await openScene();

    const answer = await (await ada.slash(channel, "ask", { question: "who was freed?" })).answered();
    await ada.repliesTo(answer, "why?");
    const told = await channel.nextMessage();

    expect(told.content).toBe(
      "Discord does not show me this reply. Press **Follow up** under my answer, or mention me in your message.",
    );
    expect(scripted.requests).toHaveLength(1);
  });
});

describe("an answer that the articles do not hold", () => {
  test("says so, names the nearest articles, and has no buttons for sources", async () => {
    const { discord, ada, channel, scripted } = await openScene();
    scripted.answer = ({ question }) => ({ ...abstained, question, understoodAs: question });

    await ada.mentions(discord.bot, channel, "who won the match?");
    const answer = await channel.nextMessage();

    expect(
      answer.content,
    ).toBe(`“match” does not occur in any of the 12 articles here, and nothing else in them answers the question.

Nearest to your question:
- Kim Kardashian West on a run for office: “Never say never” · Daily Example · 15 June 2018 · <https://news.example/2018/06/never-say-never>

-# Searched 12 articles, 1 May 2018 to 15 June 2018`);
    expect(answer.components).toEqual([]);
  });
});
