import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEncoder } from "#encoder/encoder.ts";
import { describeEmbedder } from "../support/embedder-conformance.ts";
import { shippedTables } from "../support/encoder-tables.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";

describeEmbedder("the built-in encoder", async () => ({ embedder: createEncoder(shippedTables()) }));
describeEmbedder("the fake embedder", async () => ({ embedder: createFakeEmbedder({ dimensions: 64 }) }));

const encoder = createEncoder(shippedTables());

async function similarity(a: string, b: string): Promise<number> {
  const [first = new Float32Array(), second = new Float32Array()] = await encoder.embed([a, b], "passage");
  return first.reduce((sum, value, d) => sum + value * (second[d] ?? 0), 0);
}

describe("the built-in encoder", () => {
  test("has an id that names the tables and follows from its vectors", () => {
    expect(encoder.id).toMatch(new RegExp(`^static-${shippedTables().header.sha256.slice(0, 8)}-[0-9a-f]{8}$`));
    expect(createEncoder(shippedTables()).id).toBe(encoder.id);
    expect(encoder.dimensions).toBe(256);
    expect(encoder.kind).toBe("static");
  });

  test("has another id with other tables, and as soon as a common word weighs differently", () => {
    const tables = shippedTables();
    const renamed = { ...tables, header: { ...tables.header, sha256: "0".repeat(64) } };
    const ranks = tables.ranks.with(tables.index.get("court") ?? -1, 40_000);
    expect(new Set([encoder.id, createEncoder(renamed).id, createEncoder({ ...tables, ranks }).id]).size).toBe(3);
  });

  test("puts texts about one thing in other words nearer than texts about another", async () => {
    const question = "Who let the inmate out of jail?";
    const near = await similarity(question, "The prisoner was released from prison by the president.");
    const far = await similarity(question, "The harvest of apples was large in the northern valleys.");
    expect(near).toBeGreaterThan(far + 0.2);
  });

  test("tells names apart that no word table knows", async () => {
    const question = "What did Zyxmora Quellentar say?";
    const right = await similarity(question, "Zyxmora Quellentar spoke about the plan.");
    const wrong = await similarity(question, "Brimdola Vashtukan spoke about the plan.");
    expect(right).toBeGreaterThan(wrong + 0.1);
  });

  test("sees inflected words and diacritics as one", async () => {
    expect(await similarity("Kraków elections", "krakow election")).toBeGreaterThan(0.8);
  });

  test("does not let often repeated words drown the others", async () => {
    const once = await similarity("budget harvest", "budget");
    const often = await similarity("budget harvest", `harvest ${"budget ".repeat(50)}`);
    expect(often).toBeGreaterThan(once);
  });

  test("stops between two chunks when the signal is aborted on the way", async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 20_000 }, (_, i) => `The ${i}th report on the harvest in the north.`);
    const embedding = encoder.embed(texts, "passage", controller.signal);
    setTimeout(() => controller.abort(new Error("enough")), 5);
    await expect(embedding).rejects.toThrow("enough");
  });

  test("lets other work run during a long batch", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await encoder.embed(
      Array.from({ length: 2000 }, (_, i) => `Report ${i} on the harvest. `.repeat(20)),
      "passage",
    );
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  test("gives any text whatever a vector of length 1", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(0xffff), { maxLength: 200 }), async (units) => {
        const [vector] = await encoder.embed([String.fromCharCode(...units)], "question");
        expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 4);
      }),
    );
  });
});
