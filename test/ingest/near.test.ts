import { describe, expect, test } from "vitest";
import { nearness } from "#ingest/near.ts";
import { removeArticles } from "#ingest/remove.ts";
import { undoBatch } from "#ingest/undo.ts";
import { createBench, jsonLine, page } from "./harness.ts";
import { createRandom, forms, report, reprints } from "./reports.ts";

const PAIRS = 300;

/** How many of the pairs, ingested one after the other into one shelf, are found to be near-duplicates. */
async function foundIn(pairs: readonly (readonly [string, string])[]): Promise<number> {
  const bench = createBench();
  const lines = pairs.flatMap(([one, other], index) => [
    { id: `${index}`, title: `Report ${index}`, text: one },
    { id: `${index}-copy`, title: `Story ${index}`, text: other },
  ]);
  bench.files.set(
    "b",
    lines.map((line, index) => jsonLine(`b:${index}`, line)),
  );
  await bench.ingest();
  return bench.receipts.filter(({ articleId = "", nearDuplicateOf }) => `${nearDuplicateOf}-copy` === articleId).length;
}

describe("near-duplicates", () => {
  const least: Readonly<Record<string, number>> = { "all of it at once": 0.85 };

  test.each(Object.entries(reprints))("are found among hundreds of reports: %s", async (name, reprint) => {
    const pairs = Array.from({ length: PAIRS / 3 }, (_, index) => {
      const random = createRandom(index * 7 + 1);
      const text = report(random);
      return [text, reprint(text, random)] as const;
    });
    expect((await foundIn(pairs)) / pairs.length).toBeGreaterThanOrEqual(least[name] ?? 0.95);
  });

  test.each(Object.entries(forms))("are not seen in reports that fill in one form: %s", (_, form) => {
    for (let seed = 0; seed < PAIRS; seed += 1) {
      const random = createRandom(seed * 13 + 5);
      expect([seed, nearness(form(random), form(random))]).toEqual([seed, null]);
    }
  });

  test("are not seen in reports of other matters, nor in one that is quoted within a longer one", () => {
    for (let seed = 0; seed < PAIRS; seed += 1) {
      const random = createRandom(seed);
      expect(nearness(report(random), report(random))).toBeNull();
    }
    const random = createRandom(99);
    const [short] = report(random).split("\n\n");
    const long = Array.from({ length: 4 }, () => report(random));
    expect(nearness(short ?? "", [...long, short].join("\n\n"))).toBeNull();
  });
});

describe("a near-duplicate", () => {
  const random = createRandom(4);
  const wire = report(random);
  const copy = reprints["boilerplate around it"]?.(wire, random) ?? "";

  async function twoOutlets() {
    const bench = createBench();
    bench.files.set("b", [
      jsonLine("b:1", { id: "wire", title: "Bridge plan", text: wire, outlet: "Wire", publishedAt: "2018-05-04" }),
      jsonLine("b:2", { id: "post", title: "Bridge", text: copy, outlet: "Post", publishedAt: "2018-05-05" }),
    ]);
    await bench.ingest();
    const carriers = async (id: string) =>
      (await bench.library.within(["main"]).carriers("main", id)).map(({ kind, article }) => [kind, article.id]);
    return { bench, carriers };
  }

  test("is stored and searchable, and its receipt says whose", async () => {
    const { bench, carriers } = await twoOutlets();
    expect(bench.receipts[0]).not.toHaveProperty("nearDuplicateOf");
    expect(bench.receipts[1]).toMatchObject({
      status: "added",
      nearDuplicateOf: "wire",
      notices: [
        {
          kind: "near-duplicate",
          message: "says nearly the same as “Bridge plan” (Wire, 2018-05-04); both are kept and grouped",
        },
      ],
    });
    expect(await carriers("wire")).toEqual([["near", "post"]]);
    expect(await carriers("post")).toEqual([["near", "wire"]]);
  });

  test("that is rewritten is none any more, and one again when that is undone", async () => {
    const { bench, carriers } = await twoOutlets();
    bench.files.set("b", [jsonLine("b:2", { id: "post", title: "Bridge", text: report(createRandom(77)) })]);
    const { batch } = await bench.ingest();
    expect(bench.receipts[0]).not.toHaveProperty("nearDuplicateOf");
    expect(await carriers("wire")).toEqual([]);
    await undoBatch(bench, { batch, shelf: "main" }, bench.report);
    expect(bench.receipts.at(-1)).toMatchObject({ status: "updated", nearDuplicateOf: "wire" });
    expect(await carriers("wire")).toEqual([["near", "post"]]);
  });

  test("of one that was removed stands alone, until it is brought back", async () => {
    const { bench, carriers } = await twoOutlets();
    const { batch } = await removeArticles(bench, { ids: ["wire"], shelf: "main" }, bench.report);
    expect(await carriers("post")).toEqual([]);
    expect(await carriers("wire")).toEqual([]);
    await undoBatch(bench, { batch, shelf: "main" }, bench.report);
    expect(await carriers("post")).toEqual([["near", "wire"]]);
  });

  test("in a dry run is told of what is stored", async () => {
    const { bench } = await twoOutlets();
    const third = reprints["another dateline"]?.(wire, random) ?? "";
    bench.files.set("b", [jsonLine("b:3", { id: "third", title: "Plan", text: third })]);
    await bench.ingest({ dryRun: true });
    expect(bench.receipts).toMatchObject([{ status: "added", nearDuplicateOf: "wire" }]);
    expect(await bench.library.within(["main"]).carriers("main", "wire")).toHaveLength(1);
  });

  test("without title, outlet and date is named as that", async () => {
    const bench = createBench();
    bench.files.set("b", [jsonLine("b:1", { id: "a", text: wire }), jsonLine("b:2", { id: "b", text: copy })]);
    await bench.ingest();
    expect(bench.receipts[1]?.notices).toEqual([
      {
        kind: "near-duplicate",
        message: "says nearly the same as an article without title; both are kept and grouped",
      },
    ]);
  });

  test("that names its original is linked to it, also where the original comes later or says more", async () => {
    const bench = createBench();
    const address = "https://wire.example/bridge";
    const excerpt = {
      title: "Excerpt",
      text: "The bridge is closed.",
      originalUrl: "http://wire.example/bridge?utm_x=1",
    };
    bench.files.set("copy", [page("https://post.example/a", excerpt)]);
    bench.files.set("wire", [page(address, { title: "Long read", text: wire })]);
    await bench.ingest();
    const [post = "", original = ""] = bench.receipts.map(({ articleId }) => articleId);
    const scope = bench.library.within(["main"]);
    expect(await scope.article("main", post)).toMatchObject({ originalUrl: excerpt.originalUrl });
    expect(await scope.carriers("main", post)).toMatchObject([
      { kind: "near", isOriginal: true, article: { id: original } },
    ]);
    expect(await scope.carriers("main", original)).toEqual([]);
  });
});
