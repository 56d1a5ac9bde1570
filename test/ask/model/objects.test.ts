import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createObjectScanner } from "#ask/model/objects.ts";

function scan(text: string, length = 3): readonly unknown[] {
  const scanner = createObjectScanner();
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${length}}`, "gu")) ?? [];
  return pieces.flatMap((piece) => scanner.push(piece));
}

describe("objects in streamed text", () => {
  test("are found one to a line, in a list, in a code block and within another object", () => {
    expect(scan('{"a": 1}\n{"a": 2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(scan('[{"a": 1}, {"a": 2}]')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(scan('Sure!\n```json\n{"a": "x"}\n```')).toEqual([{ a: "x" }]);
    expect(scan('{"statements": [{"a": 1}, {"a": 2}]}')).toEqual([
      { a: 1 },
      { a: 2 },
      { statements: [{ a: 1 }, { a: 2 }] },
    ]);
  });

  test("are given as soon as their brace closes", () => {
    const scanner = createObjectScanner();
    expect(scanner.push('{"a": "}{\\""')).toEqual([]);
    expect(scanner.push("}")).toEqual([{ a: '}{"' }]);
  });

  test("are found after a line that broke off, and after a stray brace or quotation mark", () => {
    expect(scan('{"a": "broken\n{"a": 2}\n')).toEqual([{ a: 2 }]);
    expect(scan('set {1, 2} and "this\n{"a": 2}')).toEqual([{ a: 2 }]);
    expect(scan('an open { brace\n{"a": 2}')).toEqual([{ a: 2 }]);
  });

  test("are not taken from what a model thinks aloud", () => {
    expect(scan('<think>{"a": 1} or rather</think>{"a": 2}', 2)).toEqual([{ a: 2 }]);
    expect(scan('<think>{"a": 1}')).toEqual([]);
  });

  test("come out whole however the text is cut, for any JSON", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.string(), { minKeys: 1 })),
        fc.integer({ min: 1, max: 9 }),
        (values, length) => {
          const lines = values.map((value) => JSON.stringify(value));
          fc.pre(!lines.some((text) => text.includes("<think>")));
          expect(scan(lines.join("\n"), length)).toEqual(lines.map((text) => JSON.parse(text)));
        },
      ),
    );
  });

  test("are looked for in any text without harm", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(scan(text)).toBeInstanceOf(Array);
      }),
    );
  });

  test("of endless length are given up", () => {
    const scanner = createObjectScanner();
    for (let turn = 0; turn < 100; turn += 1) scanner.push(`{"a": [${"1, ".repeat(200)}`);
    scanner.push('"\n');
    expect(scanner.push('\n{"a": 2}')).toEqual([{ a: 2 }]);
  });
});
