import { expect, test } from "vitest";
import { faults, rest, startDiscord } from "./discord.ts";

const x = (length: number) => "x".repeat(length);
const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, i) => make(i));
const row = (...components: object[]) => ({ type: 1, components });
const button = () => ({ type: 2, style: 1, label: "x", custom_id: "x" });
const tooLong = "BASE_TYPE_MAX_LENGTH";
const badLength = "BASE_TYPE_BAD_LENGTH";

const option = (more: object = {}) => ({ type: 3, name: "o", description: "x", ...more });
const command = (more: object = {}) => ({ name: "c", description: "x", ...more });

test.each<[string, object[], string]>([
  ["a name with capitals", [command({ name: "Ask" })], "0 name APPLICATION_COMMAND_INVALID_NAME"],
  ["a name of 33", [command({ name: x(33) })], "0 name APPLICATION_COMMAND_INVALID_NAME"],
  ["a command without a description", [{ name: "c" }], "0 description BASE_TYPE_REQUIRED"],
  ["a description of 101", [command({ description: x(101) })], `0 description ${badLength}`],
  ["the same name twice", [command(), command()], "APPLICATION_COMMANDS_DUPLICATE_NAME"],
  ["16 commands for messages", many(16, (i) => ({ type: 3, name: `m ${i}` })), "APPLICATION_COMMANDS_MAX_EXCEEDED"],
  ["101 slash commands", many(101, (i) => command({ name: `c${i}` })), "APPLICATION_COMMANDS_MAX_EXCEEDED"],
  ["26 options", [command({ options: many(26, (i) => option({ name: `o${i}` })) })], `0 options ${tooLong}`],
  [
    "26 choices",
    [command({ options: [option({ choices: many(26, (i) => ({ name: `n${i}`, value: "x" })) })] })],
    `0 options 0 choices ${tooLong}`,
  ],
  [
    "a required option after an optional one",
    [command({ options: [option(), option({ name: "p", required: true })] })],
    "0 options 1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  ],
  [
    "8,001 characters",
    [
      command({
        options: many(25, (i) =>
          option({ name: `o${i}`, choices: many(4, (j) => ({ name: `${j}`.padStart(50, "n"), value: x(50) })) }),
        ),
      }),
    ],
    "0 APPLICATION_COMMAND_TOO_LARGE",
  ],
])("registering %s is refused", async (_, commands, fault) => {
  const discord = await startDiscord();
  const answer = await rest(discord, "PUT", `/applications/${discord.applicationId}/commands`, commands);
  expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
  expect(faults(answer.body)).toEqual([fault]);
  expect(discord.commands).toMatchObject({ global: [], overwrites: 0 });
});

test("commands keep their ids when they are registered again, and places are apart", async () => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const path = `/applications/${discord.applicationId}`;
  await rest(discord, "PUT", `${path}/commands`, [command(), command({ name: "d" })]);
  const [before] = discord.commands.global;
  await rest(discord, "PUT", `${path}/commands`, [command({ description: "new" })]);
  expect(discord.commands.global.map(({ id, name, description }) => [id, name, description])).toEqual([
    [before?.id, "c", "new"],
  ]);
  expect(discord.commands.overwrites).toBe(2);
  await rest(discord, "PUT", `${path}/guilds/${guild.id}/commands`, [command({ name: "only-here" })]);
  expect(guild.commands.map(({ name }) => name)).toEqual(["only-here"]);
  expect(guild.commandOverwrites).toBe(1);
  expect((await rest(discord, "GET", `${path}/commands`)).body).toEqual(discord.commands.global);
  expect(await rest(discord, "GET", `${path}/commands/1`)).toMatchObject({ body: { code: 10063 } });
  expect(await rest(discord, "GET", "/applications/1/commands")).toMatchObject({ body: { code: 10002 } });
});

test("more than 200 new commands a day are refused", async () => {
  const discord = await startDiscord();
  const path = `/applications/${discord.applicationId}/commands`;
  for (const prefix of ["a", "b"])
    await rest(
      discord,
      "PUT",
      path,
      many(100, (i) => command({ name: `${prefix}${i}` })),
    );
  expect(await rest(discord, "PUT", path, [command({ name: "one-more" })])).toMatchObject({ body: { code: 30034 } });
  expect((await rest(discord, "PUT", path, [command({ name: "b1" })])).status).toBe(200);
});

test.each<[string, number, object, string]>([
  [
    "a title of 46",
    9,
    { custom_id: "m", title: x(46), components: [row({ type: 4, custom_id: "q", style: 1, label: "x" })] },
    `title ${badLength}`,
  ],
  [
    "6 fields",
    9,
    {
      custom_id: "m",
      title: "x",
      components: many(6, (i) => row({ type: 4, custom_id: `q${i}`, style: 1, label: "x" })),
    },
    `components ${badLength}`,
  ],
  [
    "a field's label of 46",
    9,
    {
      custom_id: "m",
      title: "x",
      components: [{ type: 18, label: x(46), component: { type: 4, custom_id: "q", style: 1 } }],
    },
    `components 0 label ${badLength}`,
  ],
  [
    "a button",
    9,
    { custom_id: "m", title: "x", components: [row(button())] },
    "components 0 components 0 type UNION_TYPE_CHOICES",
  ],
])("a form with %s is refused and leaves the interaction open", async (_, type, data, fault) => {
  const discord = await startDiscord();
  const guild = discord.createGuild("Newsroom");
  const channel = guild.createChannel("general");
  const ada = guild.addMember("Ada");
  await rest(discord, "PUT", `/applications/${discord.applicationId}/commands`, [command()]);
  const asked = ada.slash(channel, "c");
  const [interaction] = discord.interactions;
  const path = `/interactions/${interaction?.id}/${interaction?.token}/callback`;
  const answer = await rest(discord, "POST", path, { type, data });
  expect(faults(answer.body)).toEqual([fault]);
  expect((await rest(discord, "POST", path, { type: 5 })).status).toBe(204);
  expect((await asked).deferred).toBe(true);
});
