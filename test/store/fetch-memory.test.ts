import { expect, test } from "vitest";
import { openState } from "#store/state.ts";
import { describeFetchMemory, fetchRecord } from "../support/fetch-memory-conformance.ts";
import { createMemoryFetchMemory } from "../support/memory-fetch-memory.ts";
import { temporaryFolder } from "./material.ts";

describeFetchMemory("the fetch memory of the state", async () => {
  const folder = await temporaryFolder();
  const state = openState({ home: folder.path });
  const stop = async (): Promise<void> => {
    await state.close();
    await folder.remove();
  };
  return { memory: state.fetches, stop };
});

describeFetchMemory("the fetch memory in memory", async () => ({ memory: createMemoryFetchMemory() }));

test("what was fetched is still known after a restart, and to another process", async () => {
  const folder = await temporaryFolder();
  const [state, other] = [openState({ home: folder.path }), openState({ home: folder.path })];
  await state.fetches.save("https://post.example/feed", fetchRecord);
  expect(await other.fetches.find("https://post.example/feed")).toEqual(fetchRecord);
  await state.close();
  await other.close();
  const again = openState({ home: folder.path });
  expect(await again.fetches.find("https://post.example/feed")).toEqual(fetchRecord);
  await again.close();
  await folder.remove();
});
