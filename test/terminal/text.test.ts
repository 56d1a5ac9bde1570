import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean } from "#terminal/clean.ts";
import { createPaint, wantsColour } from "#terminal/colour.ts";
import { showDate } from "#terminal/date.ts";
import { suggest } from "#terminal/suggest.ts";
import { columns, wrap } from "#terminal/wrap.ts";

describe("cleaning", () => {
  test("leaves no character that controls a terminal in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(clean(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  test("leaves ordinary text as it is", () => {
    expect(clean("Zoë said: “¡Hola!” 你好 👩‍👩‍👧")).toBe("Zoë said: “¡Hola!” 你好 👩‍👩‍👧");
  });
});

describe("wrapping", () => {
  test("keeps every word, in order, and every line within the width unless one word is longer", () => {
    const words = fc.array(fc.stringMatching(/^[a-z“”é]{1,30}$/u), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (list, width) => {
        const lines = wrap(list.join(" "), width, { first: "- ", rest: "  " });
        expect(lines.join(" ").slice(2).split(/ +/u)).toEqual(list);
        for (const line of lines) {
          expect(columns(line) <= width || !line.slice(2).includes(" ")).toBe(true);
        }
      }),
    );
  });

  test("counts two columns for East Asian characters and emoji, none for colours and accents on their own", () => {
    expect(columns("abc")).toBe(3);
    expect(columns("你好")).toBe(4);
    expect(columns("👩‍👩‍👧")).toBe(2);
    expect(columns("e\u0301")).toBe(1);
    expect(columns(createPaint(true).bold("abc"))).toBe(3);
  });
});

describe("colours", () => {
  test("are for terminals that can show them, unless the person says otherwise", () => {
    const terminal = { isTTY: true };
    expect(wantsColour(terminal, { TERM: "xterm" })).toBe(true);
    expect(wantsColour({}, { TERM: "xterm" })).toBe(false);
    expect(wantsColour(terminal, { TERM: "dumb" })).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: "1" })).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: "" })).toBe(true);
    expect(wantsColour({}, { FORCE_COLOR: "1" })).toBe(true);
    expect(wantsColour(terminal, { FORCE_COLOR: "0" })).toBe(false);
  });

  test("leave a text as it is when they are off", () => {
    expect(createPaint(false).bold("abc")).toBe("abc");
  });
});

test("dates are written out, and what is not a date is shown as it stands", () => {
  expect(showDate("2018-06-15")).toBe("15 June 2018");
  expect(showDate("2018-06-05T23:10:00-04:00")).toBe("5 June 2018");
  expect(showDate("June 2018")).toBe("June 2018");
  expect(showDate("2018-13-40")).toBe("2018-13-40");
  expect(showDate(null)).toBe("undated");
});

test("a mistyped word is matched with the nearest candidate, a different word with none", () => {
  expect(suggest("/pasage", ["/passage", "/sources"])).toBe("/passage");
  expect(suggest("FOOTNOTE_HMOE", ["FOOTNOTE_HOME", "FOOTNOTE_DEBUG"])).toBe("FOOTNOTE_HOME");
  expect(suggest("/weather", ["/passage", "/sources"])).toBeNull();
});
