import fc from "fast-check";
import { test } from "vitest";
import { checkCommands } from "#local-discord/command-limits.ts";
import { checkMessage, type MessageBody } from "#local-discord/message-limits.ts";
import { checkChoices, checkModal } from "#local-discord/modal-limits.ts";
import { Refusal } from "#local-discord/refusal.ts";
import { createWorld } from "#local-discord/world.ts";

const keys = ["content", "embeds", "components", "fields", "options", "choices", "type", "accessory", "component"];
const more = ["label", "custom_id", "title", "footer", "allowed_mentions", "users", "value", "url", "emoji", "name"];

/** Bodies with the right names and anything at all under them. */
const { body } = fc.letrec<{ body: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.constantFrom(1, 2, 3, 9, 10, 17, 18, null, "", "x", true), fc.double(), fc.string()),
  body: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("body"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys, ...more), tie("body"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const options = {
  token: "x",
  botName: "x",
  deadlineMs: 1,
  tokenLifetimeMs: 1,
  allowedIntents: 0,
  routeLimit: { requests: 1, windowMs: 1 },
};
const world = createWorld(options, () => {});

test.each<[string, (value: unknown) => unknown]>([
  ["a message", (value) => checkMessage(world, value as MessageBody, { uploads: [], kept: null })],
  ["commands", checkCommands],
  ["a form", checkModal],
  ["choices", checkChoices],
])("whatever is sent as %s is taken or refused, never a failure", (_, check) => {
  fc.assert(
    fc.property(body, (value) => {
      try {
        check(value);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});
