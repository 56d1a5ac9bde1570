import { expect, test } from "vitest";
import { documentsFrom } from "#files/from-bytes.ts";

const encode = (words: string) => new TextEncoder().encode(words);

async function read(name: string, bytes: Uint8Array) {
  const found = [];
  for await (const one of documentsFrom({ name, identity: `discord:1/${name}`, bytes })) found.push(one);
  return found;
}

test.each([
  ["a.txt", "text"],
  ["a.MD", "markdown"],
  ["a.html", "html"],
  ["a.pdf", "pdf"],
  ["a.docx", "docx"],
])("%s is a document of the format %s", async (name, format) => {
  const bytes = encode("words");
  expect(await read(name, bytes)).toEqual([{ source: name, identity: `discord:1/${name}`, format, bytes }]);
});

test("JSON lines are documents one by one, named by their lines", async () => {
  const found = await read("a.jsonl", encode('{"title":"A"}\n\n{"title":"B"}'));
  expect(found.map((one) => ("error" in one ? one : { ...one, bytes: new TextDecoder().decode(one.bytes) }))).toEqual([
    { source: "a.jsonl:1", identity: "discord:1/a.jsonl", format: "json", bytes: '{"title":"A"}' },
    { source: "a.jsonl:3", identity: "discord:1/a.jsonl", format: "json", bytes: '{"title":"B"}' },
  ]);
});

test("other endings, and files without anything in them, are failures that say what to do", async () => {
  expect(await read("a.exe", encode("MZ"))).toMatchObject([
    { source: "a.exe", error: expect.stringMatching(/^Expected a file that ends in \.txt .* found "\.exe"\. Save/u) },
  ]);
  expect(await read("a.txt", encode(" \n"))).toEqual([
    { source: "a.txt", error: "Expected a file with an article, found nothing in it. Send the file again." },
  ]);
});
