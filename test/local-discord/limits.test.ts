import { expect, test } from "vitest";
import { rest, startDiscord } from "./discord.ts";

const x = (length: number) => "x".repeat(length);
const button = (more: object = {}) => ({ type: 2, style: 1, label: "x", custom_id: "x", ...more });
const row = (...components: object[]) => ({ type: 1, components });
const menu = (count: number, more: object = {}) => ({
  type: 3,
  custom_id: "x",
  options: Array.from({ length: count }, (_, index) => ({ label: "x", value: String(index) })),
  ...more,
});
const text = (content: string) => ({ type: 10, content });
const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, i) => make(i));
const v2 = (...components: object[]) => ({ flags: 32768, components });

/** Sends a body into a fresh channel and gives the answer. */
async function send(body: object) {
  const discord = await startDiscord();
  const channel = discord.createGuild("Newsroom").createChannel("general");
  const quiet = { allowed_mentions: { parse: [] } };
  const answer = await rest(discord, "POST", `/channels/${channel.id}/messages`, { ...quiet, ...body });
  return { discord, answer };
}

/** The paths at which an answer reports errors, with their codes: `content BASE_TYPE_MAX_LENGTH`. */
function faults(body: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string[]) => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "_errors") found.push(...(inner as { code: string }[]).map(({ code }) => [...path, code].join(" ")));
      else walk(inner, [...path, key]);
    }
  };
  walk((body as { errors?: unknown }).errors, []);
  return found;
}

const tooLong = "BASE_TYPE_MAX_LENGTH";
const badLength = "BASE_TYPE_BAD_LENGTH";

test.each<[string, object, string]>([
  ["content of 2,001", { content: x(2001) }, `content ${tooLong}`],
  ["11 embeds", { embeds: many(11, () => ({ title: "x" })) }, `embeds ${tooLong}`],
  ["an embed's title of 257", { embeds: [{ title: x(257) }] }, `embeds 0 title ${tooLong}`],
  ["an embed's description of 4,097", { embeds: [{ description: x(4097) }] }, `embeds 0 description ${tooLong}`],
  ["26 fields", { embeds: [{ fields: many(26, () => ({ name: "x", value: "x" })) }] }, `embeds 0 fields ${tooLong}`],
  [
    "a field's name of 257",
    { embeds: [{ fields: [{ name: x(257), value: "x" }] }] },
    `embeds 0 fields 0 name ${badLength}`,
  ],
  [
    "a field without a value",
    { embeds: [{ fields: [{ name: "x", value: "" }] }] },
    `embeds 0 fields 0 value ${badLength}`,
  ],
  ["a footer of 2,049", { embeds: [{ footer: { text: x(2049) } }] }, `embeds 0 footer text ${badLength}`],
  ["an author of 257", { embeds: [{ author: { name: x(257) } }] }, `embeds 0 author name ${badLength}`],
  [
    "embeds of 6,001 together",
    { embeds: [{ description: x(4000) }, { description: x(2001) }] },
    "embeds MAX_EMBED_SIZE_EXCEEDED",
  ],
  [
    "an embed with an address that is none",
    { embeds: [{ title: "x", url: "nowhere" }] },
    "embeds 0 url URL_TYPE_INVALID_URL",
  ],
  ["6 rows", { components: many(6, (i) => row(button({ custom_id: `x${i}` }))) }, `components ${tooLong}`],
  [
    "6 buttons in a row",
    { components: [row(...many(6, (i) => button({ custom_id: `x${i}` })))] },
    `components 0 components ${badLength}`,
  ],
  ["an empty row", { components: [row()] }, `components 0 components ${badLength}`],
  ["a button outside a row", { components: [button()] }, "components 0 type UNION_TYPE_CHOICES"],
  ["a label of 81", { components: [row(button({ label: x(81) }))] }, `components 0 components 0 label ${tooLong}`],
  [
    "a custom_id of 101",
    { components: [row(button({ custom_id: x(101) }))] },
    `components 0 components 0 custom_id ${badLength}`,
  ],
  ["a custom_id used twice", { components: [row(button(), button())] }, "components COMPONENT_CUSTOM_ID_DUPLICATED"],
  [
    "a link with a custom_id",
    { components: [row(button({ style: 5, url: "https://example.org/" }))] },
    "components 0 components 0 BUTTON_COMPONENT_INVALID_CUSTOM_ID",
  ],
  [
    "a link without an address",
    { components: [row({ type: 2, style: 5, label: "x" })] },
    "components 0 components 0 url BASE_TYPE_REQUIRED",
  ],
  [
    "a button without a custom_id",
    { components: [row({ type: 2, style: 1, label: "x" })] },
    "components 0 components 0 custom_id BASE_TYPE_REQUIRED",
  ],
  ["26 options", { components: [row(menu(26))] }, `components 0 components 0 options ${badLength}`],
  [
    "two menus in a row",
    { components: [row(menu(1), menu(1, { custom_id: "y" }))] },
    "components 0 components 1 COMPONENT_LAYOUT_WIDTH_EXCEEDED",
  ],
  [
    "an option's label of 101",
    { components: [row(menu(0, { options: [{ label: x(101), value: "1" }] }))] },
    `components 0 components 0 options 0 label ${badLength}`,
  ],
  [
    "an option's value twice",
    {
      components: [
        row(
          menu(0, {
            options: [
              { label: "x", value: "1" },
              { label: "y", value: "1" },
            ],
          }),
        ),
      ],
    },
    "components 0 components 0 options 1 value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
  ],
  ["a text without the flag of components v2", { components: [text("x")] }, "components 0 type UNION_TYPE_CHOICES"],
  ["41 components", v2(...many(41, () => text("x"))), "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
  ["texts of 4,001 together", v2(text(x(4000)), text("x")), "components COMPONENT_MAX_TOTAL_TEXT_EXCEEDED"],
  [
    "content beside components v2",
    { ...v2(text("x")), content: "x" },
    "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  [
    "embeds beside components v2",
    { ...v2(text("x")), embeds: [{ title: "x" }] },
    "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
  ],
  [
    "a section without an accessory",
    v2({ type: 9, components: [text("x")] }),
    "components 0 accessory BASE_TYPE_REQUIRED",
  ],
  [
    "a container in a container",
    v2({ type: 17, components: [{ type: 17, components: [text("x")] }] }),
    "components 0 components 0 type UNION_TYPE_CHOICES",
  ],
  [
    "users parsed and named",
    { content: "x", allowed_mentions: { parse: ["users"], users: ["1"] } },
    "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
  ],
  ["a nonce of 26", { content: "x", nonce: x(26) }, `nonce ${tooLong}`],
])("%s is refused with 50035 and says where", async (_, body, fault) => {
  const { discord, answer } = await send(body);
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, message: "Invalid Form Body" } });
  expect(faults(answer.body)).toEqual([fault]);
  expect(discord.violations.map(({ rule }) => rule)).toContain("invalid form body");
});

test.each<[string, object]>([
  ["content of 2,000 characters outside the basic plane", { content: "😀".repeat(2000) }],
  ["embeds of 6,000", { embeds: [{ description: x(4000) }, { description: x(2000) }] }],
  ["5 rows of 5 buttons", { components: many(5, (i) => row(...many(5, (j) => button({ custom_id: `${i}${j}` })))) }],
  ["25 options", { components: [row(menu(25))] }],
  [
    "a container of everything",
    v2({
      type: 17,
      components: [
        text("x"),
        { type: 14 },
        row(button()),
        { type: 9, components: [text("y")], accessory: button({ custom_id: "y" }) },
      ],
    }),
  ],
])("%s is taken", async (_, body) => {
  const { discord, answer } = await send(body);
  expect(answer.status).toBe(200);
  expect(discord.violations).toEqual([]);
});

test.each<[string, object]>([
  ["nothing", {}],
  ["blanks", { content: " \n " }],
  ["emptied embeds", { embeds: [] }],
])("a message of %s is refused with 50006", async (_, body) => {
  const { answer } = await send(body);
  expect(answer).toMatchObject({ status: 400, body: { code: 50006 } });
});

test("an edit that empties a message is refused, and components v2 cannot be taken back", async () => {
  const { discord, answer } = await send({ content: "x" });
  const { id, channel_id } = answer.body as { id: string; channel_id: string };
  const path = `/channels/${channel_id}/messages/${id}`;
  expect(await rest(discord, "PATCH", path, { content: "" })).toMatchObject({ body: { code: 50006 } });
  const turned = await rest(discord, "PATCH", path, {
    content: null,
    ...v2(text("x")),
    allowed_mentions: { parse: [] },
  });
  expect(turned).toMatchObject({ status: 200, body: { flags: 32768, content: "" } });
  const back = await rest(discord, "PATCH", path, { flags: 0, content: "x", components: [] });
  expect(faults(back.body)).toEqual(["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]);
});

test("several faults are reported together, and a body that is no JSON is refused", async () => {
  const { discord, answer } = await send({ content: x(2001), embeds: [{ title: x(300) }] });
  expect(faults(answer.body)).toEqual([`content ${tooLong}`, `embeds 0 title ${tooLong}`]);
  const channel = discord.createGuild("Other").createChannel("general");
  const headers = { authorization: `Bot ${discord.token}`, "content-type": "application/json" };
  const broken = await fetch(`${discord.api}/v10/channels/${channel.id}/messages`, {
    method: "POST",
    headers,
    body: "{",
  });
  expect(await broken.json()).toMatchObject({ code: 50109 });
});

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
  const discord = await startDiscord({ deadlineMs: 150 });
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
