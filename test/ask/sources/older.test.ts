import { expect, test } from "vitest";
import { markOlder } from "#ask/sources/older.ts";
import type { Source } from "#types.ts";

function source(publishedAt: string | null): Source {
  const article = { articleId: "a", shelf: "main", version: 1, title: "", url: null, outlet: null, author: null };
  return { number: 1, ...article, publishedAt, passages: [] };
}

test.each<readonly [string, readonly (string | null)[], readonly (true | undefined)[]]>([
  ["more than sixty days behind the newest", ["2021-03-01", "2021-05-04"], [true, undefined]],
  ["not sixty days behind it", ["2021-03-05", "2021-05-04"], [undefined, undefined]],
  ["without a date, or a date that cannot be read", [null, "spring", "2021-05-04"], [undefined, undefined, undefined]],
  ["alone, however old", ["1996-01-01"], [undefined]],
  ["of times with offsets", ["2021-03-05T23:00:00-05:00", "2021-05-04T12:00:00Z"], [undefined, undefined]],
])("a source is marked as older or not: %s", (_, dates, marks) => {
  expect(markOlder(dates.map(source)).map(({ isOlder }) => isOlder)).toEqual(marks);
});
