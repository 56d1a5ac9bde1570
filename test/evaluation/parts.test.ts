import fc from "fast-check";
import { expect, test } from "vitest";
import { partOf } from "#evaluation/parts.ts";

const nowhere = { id: "q", articleIds: [], nearArticleIds: [] };

test("a question goes where its first article goes, whatever else it names", () => {
  // The SHA-256 of "a" begins with ca978112 (2 modulo 3), that of "b" with 3e23e816 (0 modulo 3).
  expect(partOf({ ...nowhere, articleIds: ["a", "b"] })).toBe("fit");
  expect(partOf({ ...nowhere, articleIds: ["b", "a"] })).toBe("held-out");
  expect(partOf({ ...nowhere, articleIds: ["b"], nearArticleIds: ["a"], id: "a" })).toBe("held-out");
});

test("without an article that holds the answer the near one decides, then the question's own id", () => {
  expect(partOf({ id: "a", articleIds: [], nearArticleIds: ["b"] })).toBe("held-out");
  expect(partOf({ id: "b", articleIds: [], nearArticleIds: [] })).toBe("held-out");
});

test("a part that the line names wins over the hash", () => {
  expect(partOf({ ...nowhere, articleIds: ["b"], part: "fit" })).toBe("fit");
  expect(partOf({ ...nowhere, articleIds: ["a"], part: "held-out" })).toBe("held-out");
});

test("about a third of the articles is held out", () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `article-${index}`);
  const heldOut = ids.filter((id) => partOf({ ...nowhere, articleIds: [id] }) === "held-out").length;
  expect(heldOut).toBeGreaterThan(900);
  expect(heldOut).toBeLessThan(1100);
});

test("an answerable and an unanswerable question about one article are in one part", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (article, one, other) => {
      const answerable = { id: one, articleIds: [article], nearArticleIds: [] };
      const unanswerable = { id: other, articleIds: [], nearArticleIds: [article] };
      expect(partOf(answerable)).toBe(partOf(unanswerable));
    }),
  );
});
