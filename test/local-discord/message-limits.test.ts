import { expect, test } from "vitest";
import { faults, rest, startDiscord } from "./discord.ts";

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
