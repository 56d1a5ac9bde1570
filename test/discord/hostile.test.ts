import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderAnswer, renderPreview } from "#discord/answer.ts";
import type { Message } from "#discord/message.ts";
import { renderPassage } from "#discord/passage.ts";
import { citedPassages } from "#discord/sources.ts";
import type { CitedPassage } from "#types.ts";
import { anyAnswer, anyAnswered, source } from "./arbitrary.ts";
import { activeMarkup, inert, shown } from "./discord-markdown.ts";

describe("whatever the articles hold", () => {
  test("no message breaks a limit or the markup, and no word of a statement is lost", () => {
    fc.assert(
      fc.property(anyAnswer, fc.boolean(), (answer, followUp) => {
        const messages = renderAnswer(answer, { id: "a".repeat(32), followUp });
        expect(messages.length).toBeGreaterThan(0);
        for (const message of messages) {
          expectWithinLimits(message);
          expectOurMarkupOnly(message.content);
        }
        if (answer.kind === "answered" && answer.statements.reduce((sum, { text }) => sum + text.length, 0) < 12_000) {
          const all = words(
            shown(
              messages
                .map(({ content }) => content)
                .join("")
                .replace(/ ?\*\*\[\d+\]\*\*/gu, ""),
            ),
          );
          for (const { text } of answer.statements) {
            expect(all).toContain(words(visible(text)));
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  test("what is shown of an answer while it is written is one message within the limits, without buttons", () => {
    fc.assert(
      fc.property(anyAnswered, (answer) => {
        const message = renderPreview(answer);
        if (message !== null) {
          expectWithinLimits(message);
          expectOurMarkupOnly(message.content);
          expect(message.components).toEqual([]);
          expect(message.content.endsWith("\n-# still writing…")).toBe(true);
          for (const { text } of answer.statements) {
            const shownWords = words(shown(message.content.replace(/ ?\*\*\[\d+\]\*\*/gu, "")));
            expect(shownWords).toContain(words(visible(text)));
          }
        } else if (answer.statements.some(({ text }) => words(visible(text)) !== "")) {
          expect(renderAnswer(answer, { id: "abc", followUp: false }).length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("no passage breaks a limit or the markup, and the cited words are in view", () => {
    fc.assert(
      fc.property(source, (any) => {
        for (const one of any.passages) {
          const message = renderPassage(any, one, 2);
          expectWithinLimits(message);
          expectOurMarkupOnly(message.content);
          const begin = firstQuoted(one);
          expect(words(shown(message.content.replace(/^> /gmu, ""))).replaceAll("*", "")).toContain(begin);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("every cited passage has a number that its button carries", () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const buttons = renderAnswer(answer, { id: "abc", followUp: false }).at(-1)?.components ?? [];
        const count = answer.kind === "answered" ? citedPassages(answer).length : 0;
        const offered = buttons.flatMap(({ components }) =>
          components.flatMap((one) =>
            one.type === 3 ? one.options.map(({ value }) => value) : [one.custom_id.split(":")[3]],
          ),
        );
        expect(offered).toEqual(Array.from({ length: Math.min(count, 25) }, (_, index) => String(index)));
      }),
      { numRuns: 100 },
    );
  });
});

function words(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, "");
}

/** The first characters of the first quote that has words. */
function firstQuoted({ quotes }: CitedPassage): string {
  const first = quotes
    .toSorted((left, right) => left.start - right.start)
    .map(({ text }) => Array.from(words(visible(text))))
    .find((characters) => characters.length > 0);
  return (
    first
      ?.slice(0, Math.min(10, first.length - 1))
      .join("")
      .replaceAll("*", "") ?? ""
  );
}

/** What of a foreign text can be seen. */
function visible(text: string): string {
  return text
    .replace(/(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]/gu, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");
}

function expectWithinLimits({ content, components }: Message): void {
  expect(content.trim()).not.toBe("");
  expect(content.length).toBeLessThanOrEqual(2000);
  expect(content).not.toMatch(/\p{Surrogate}/u);
  expect(components.length).toBeLessThanOrEqual(5);
  const ids = components.flatMap((row) => row.components.map(({ custom_id }) => custom_id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const one of components.flatMap((row) => row.components)) {
    expect(one.custom_id.length).toBeLessThanOrEqual(100);
    if (one.type === 2) {
      expect(one.label.length).toBeLessThanOrEqual(80);
    } else {
      expect(one.options.length).toBeLessThanOrEqual(25);
      for (const { label, description } of one.options) {
        expect(label.length).toBeGreaterThan(0);
        expect(label.length).toBeLessThanOrEqual(100);
        expect(description?.length ?? 1).toBeGreaterThan(0);
        expect(description?.length ?? 1).toBeLessThanOrEqual(100);
        expect(`${label}${description}`).not.toMatch(/\p{Surrogate}/u);
      }
    }
  }
  for (const { components: inRow } of components) {
    expect(inRow.length).toBeLessThanOrEqual(inRow[0]?.type === 3 ? 1 : 5);
  }
}

/** Takes our own markup away; what is left must be inert. */
function expectOurMarkupOnly(content: string): void {
  const bare = content
    .split("\n")
    .map((line) => line.replace(/^(?:-# |- |> )/u, ""))
    .join("\n")
    .replace(/\[open the article\]\(<https?:\/\/[^\s<>()*`|[\]\\]+>\)/gu, "")
    .replace(/<https?:\/\/[^\s<>()*`|[\]\\]+>/gu, "")
    .replace(/(?<!\\)((?:\\\\)*)\*\*/gu, `$1${inert}`);
  expect(activeMarkup(bare)).toEqual([]);
}
