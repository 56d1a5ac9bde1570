import { expect, test } from "vitest";
import { createBench, jsonLine } from "./harness.ts";

const story = { title: "Bridge closed", text: "The bridge at Vell is closed until May, the county said on Monday." };
const forged = { ...story, id: "theirs", url: "https://times.example/bridge", text: "The bridge at Vell is open." };

test("what a feed led to cannot take the id or the address of somebody else's article", async () => {
  const bench = createBench();
  bench.files.set("own.jsonl", [jsonLine("own.jsonl:1", { ...story, id: "theirs", url: forged.url })]);
  await bench.ingest();
  const address = "https://evil.example/bridge";
  bench.files.set(address, [{ ...jsonLine(address, forged), identity: address, address, isListed: true }]);
  await bench.ingest({ sources: [address] });

  expect(bench.receipts.map(({ status }) => status)).toEqual(["added"]);
  const scope = bench.library.within(["main"]);
  expect(await scope.article("main", "theirs")).toMatchObject({ text: story.text, version: 1 });
  const [receipt] = bench.receipts;
  expect(await scope.article("main", receipt?.articleId ?? "")).toMatchObject({ url: null, text: forged.text });
});

test("what a person named may, since it is theirs to say", async () => {
  const bench = createBench();
  const address = "https://evil.example/archive.jsonl";
  bench.files.set(address, [{ ...jsonLine(address, forged), identity: address, address }]);
  await bench.ingest({ sources: [address] });
  expect(bench.receipts[0]).toMatchObject({ status: "added", articleId: "theirs" });
  expect(await bench.library.within(["main"]).article("main", "theirs")).toMatchObject({ url: forged.url });
});

test("what a feed told of a page is kept when the page, named later, does not say it; what the page says counts", async () => {
  const bench = createBench();
  const address = "https://post.example/bridge";
  const page = { ...jsonLine(address, { ...story, url: address }), identity: address, address };
  const told = { ...story, url: address, outlet: "Post", author: "Ines Hallam", publishedAt: "2024-03-05" };
  bench.files.set(address, [{ ...jsonLine(address, told), identity: address, address, isListed: true }]);
  await bench.ingest();
  bench.files.set(address, [page]);
  await bench.ingest();
  expect(bench.receipts.map(({ status }) => status)).toEqual(["unchanged"]);
  bench.files.set(address, [{ ...page, ...jsonLine(address, { ...story, url: address, author: "Joel Marsh" }) }]);
  await bench.ingest();
  const id = bench.receipts[0]?.articleId ?? "";
  expect(bench.receipts[0]).toMatchObject({ status: "updated" });
  expect(await bench.library.within(["main"]).article("main", id)).toMatchObject({
    ...{ outlet: "Post", author: "Joel Marsh", publishedAt: "2024-03-05" },
  });
});
