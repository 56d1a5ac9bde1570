import { describe, expect, test } from "vitest";
import { createEncoder } from "#encoder/encoder.ts";
import { createAdam } from "../../scripts/fitting/encoder-adam.ts";
import { createLogs, type Encoded, sides, TextModel } from "../../scripts/fitting/encoder-model.ts";
import { shippedTables } from "../support/encoder-tables.ts";

const TEXT =
  "The prisoner was released in 1998 after the president unruffledly commuted her sentence, the prisoner said.";

/** Some loss that looks at every component. */
function loss({ meaning, stems }: Encoded): number {
  const sum = (vector: Float32Array) => vector.reduce((total, value, d) => total + value * Math.cos(d), 0);
  return sum(meaning) + 2 * sum(stems);
}

describe("the model that the importance of words is learned with", () => {
  test("starts as the encoder that ships", async () => {
    const model = new TextModel(shippedTables());
    const text = model.read(TEXT);
    model.use(createLogs(model.words.length));
    const { meaning, stems } = model.encode(text);
    const [vector = new Float32Array()] = await createEncoder(shippedTables()).embed([TEXT], "passage");
    const share = shippedTables().header.importance.hashedShare;
    const expected = [...meaning]
      .map((v) => v * Math.sqrt(1 - share))
      .concat([...stems].map((v) => v * Math.sqrt(share)));
    for (const [d, value] of vector.entries()) expect(value).toBeCloseTo(expected[d] ?? 0, 5);
  });

  test("knows its slopes: as measured by small changes of the importance", () => {
    const model = new TextModel(shippedTables());
    const text = model.read(TEXT);
    const logs = createLogs(model.words.length);
    const slopes = createLogs(model.words.length);
    model.use(logs);
    const slope = {
      meaning: Float32Array.from({ length: 100 }, (_, d) => Math.cos(d)),
      stems: Float32Array.from({ length: 156 }, (_, d) => 2 * Math.cos(d)),
    };
    model.backward(text, model.encode(text), slope, slopes);
    const measured = (values: Float64Array, i: number) => {
      const at = (value: number) => {
        values[i] = value;
        model.use(logs);
        return loss(model.encode(text));
      };
      const difference = at(0.01) - at(-0.01);
      at(0);
      return difference / 0.02;
    };
    for (const side of sides) {
      for (let i = 0; i < logs[side].shapes.length; i++) {
        expect(slopes[side].shapes[i]).toBeCloseTo(measured(logs[side].shapes, i), 2);
      }
      for (const [i, word] of model.words.entries()) {
        if (word.index >= 0) expect(slopes[side].words[i]).toBeCloseTo(measured(logs[side].words, i), 2);
      }
    }
  });

  test("walks down to the lowest point", () => {
    const adam = createAdam();
    const values = Float64Array.of(1, -2);
    for (let i = 0; i < 2000; i++) {
      const slope = Float64Array.of((values[0] ?? 0) - 3, (values[1] ?? 0) + 1);
      adam("values", values, slope, 0.02, 0);
    }
    expect(values[0]).toBeCloseTo(3, 2);
    expect(values[1]).toBeCloseTo(-1, 2);
  });
});
