import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openState } from "#store/state.ts";
import { temporaryFolder } from "./material.ts";

test("the messages of an answer come in the order of their numbers, after a restart too", async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const home = join(folder.path, "library");
  const state = openState({ home });
  const { link } = state.conversations;
  await link("discord:7:1000", "a");
  await link("discord:7:999", "a");
  await link("discord:7:998", "b");
  await link("discord:7:last", "a");
  await state.close();
  const again = openState({ home });
  expect(await again.conversations.messagesOf("a")).toEqual(["discord:7:999", "discord:7:1000", "discord:7:last"]);
  expect(await again.conversations.messagesOf("c")).toEqual([]);
  await again.close();
});
